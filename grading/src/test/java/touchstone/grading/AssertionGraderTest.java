package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Assertion;
import touchstone.model.Assertion.Choice;
import touchstone.model.Assertion.Comparison;
import touchstone.model.Assertion.Distance;
import touchstone.model.Assertion.Group;
import touchstone.model.Assertion.Json;
import touchstone.model.Assertion.JsonForm;
import touchstone.model.Assertion.Terms;
import touchstone.model.Assertion.WordCount;
import touchstone.model.Assertion.Wording;
import touchstone.model.Check;
import touchstone.model.Finding;

class AssertionGraderTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"days\"],\"properties\":{\"days\":{\"type\":\"integer\",\"maximum\":7}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "equals         | 七天 | 七天 | true",
        "equals         | 七天 | 七天。 | false",
        "contains       | 包邮 | 满59包邮哦 | true",
        "contains       | Free | free shipping | false",
        "icontains      | FREE | free shipping | true",
        "contains-any   | 退;换 | 可以换 | true",
        "contains-all   | 退;换 | 可以换 | false",
        "icontains-any  | ABC;x | abc | true",
        "icontains-all  | ABC;x | abc | false",
        "starts-with    | 您好 | 您好，在的 | true",
        "starts-with    | 在 | 您好，在的 | false",
        "ends-with      | 在的 | 您好，在的 | true",
        "regex          | 满\\d+元 | 满59元包邮 | true",
        "regex          | ^包邮$ | 满59元包邮 | false",
        "regex          | {\"a\":\\s*1} | {\"a\": 1} | true",
        "regex          | [[]x] | [x] | true",
        "regex          | a[^]b | a-b | true",
        "regex          | (unclosed | (unclosed | false",
        "mentions       | 7天 | 签收后七天内 | true",
        "mentions       | 7天 | 签收后17天内 | false",
        "mentions       | 5 | 一共15元 | false",
        "mentions       | 42 | 答案是42。 | true",
        "mentions       | 1000 | 一共1,000元 | true",
        "mentions       | 可以退 | 这款不可以退 | false",
        "mentions       | 可以退 | 这款可以退 | true",
        "mentions       | 不支持 | 目前不支持货到付款 | true",
        "mentions       | 顺豐 | 走顺丰 | true",
        "mentions       | art | party time | false",
        "mentions       | Art | It is ART! | true",
        "mentions       | 是 | 是的，可以 | true",
        "mentions       | 是 | 不是 | false",
        "mentions       | 否;错 | 错，应该先退款 | true",
      })
  void comparesWords(String type, String values, String answer, boolean passes) {
    Comparison comparison =
        List.of(Comparison.values()).stream()
            .filter(each -> each.id().equals(type))
            .findFirst()
            .orElseThrow();
    List<String> words = comparison.several() ? List.of(values.split(";", -1)) : List.of(values);
    assertThat(passes(new Wording(comparison, words, Terms.plain()), answer)).isEqualTo(passes);
    boolean undecided = values.equals("(unclosed");
    assertThat(passes(new Wording(comparison, words, new Terms(true, "", 1)), answer))
        .isEqualTo(!passes && !undecided);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "WHOLE  | {\"days\": 7}          | true  | true",
        "WHOLE  | {\"days\": 8}          | true  | false",
        "WHOLE  | [1, 2]                 | true  | false",
        "WHOLE  | 好的 {\"days\": 7}     | false | false",
        "WHOLE  | {\"days\": 7} {}       | false | false",
        "WITHIN | 好的 {\"days\": 7} 哦  | true  | true",
        "WITHIN | {x} 好的 {\"days\": 7} | true  | true",
        "WITHIN | 好的 {\"days\": \"7\"} | true  | false",
        "WITHIN | 空的 { }               | true  | false",
        "WITHIN | 只有 { 半边            | false | false",
      })
  void findsJson(JsonForm form, String answer, boolean plain, boolean withSchema) {
    assertThat(passes(new Json(form, Optional.empty(), Terms.plain()), answer)).isEqualTo(plain);
    assertThat(passes(new Json(form, Optional.of(SCHEMA), Terms.plain()), answer))
        .isEqualTo(withSchema);
    assertThat(passes(new Json(form, Optional.of(SCHEMA), new Terms(true, "", 1)), answer))
        .isEqualTo(!withSchema);
  }

  @Test
  void comparesJsonByValue() {
    Json json = new Json(JsonForm.EQUALS, Optional.of("{\"a\": 1, \"b\": [2]}"), Terms.plain());
    assertThat(passes(json, "{\"b\":[2.0],\"a\":1}")).isTrue();
    assertThat(passes(json, "{\"b\":[2.5],\"a\":1}")).isFalse();
    assertThat(passes(json, "no json")).isFalse();
  }

  @Test
  void aBrokenOrForeignSchemaNeverPasses() throws Exception {
    assertThat(passes(schema("{\"type\": 3}"), "{}")).isFalse();
    assertThat(passes(schema("not json"), "{}")).isFalse();
    var asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      String there = "http://127.0.0.1:" + server.getAddress().getPort() + "/s.json";
      assertThat(passes(schema("{\"$ref\": \"" + there + "\"}"), "{}")).isFalse();
      assertThat(passes(schema("{\"$schema\": \"" + there + "\"}"), "{}")).isFalse();
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void schemasMayBeDeepAndPatternsEvil() {
    assertThat(passes(schema("{\"pattern\": \"^(a+)+$\"}"), '"' + "a".repeat(40) + "b\""))
        .isFalse();
    assertThat(passes(schema("{\"$ref\": \"#\"}"), "{}")).isFalse();
    assertThat(
            passes(new Json(JsonForm.WHOLE, Optional.empty(), Terms.plain()), "[".repeat(100_000)))
        .isFalse();
  }

  @Test
  void evilExpressionsEnd() {
    long started = System.nanoTime();
    String text = "a".repeat(5_000) + "!";
    assertThat(passes(regex("^(a+)+$"), text)).isFalse();
    assertThat(passes(regex("(a|aa)+$"), text)).isFalse();
    assertThat(passes(regex("(?:a|b|ab)*c"), text.repeat(10))).isFalse();
    assertThat(System.nanoTime() - started).isLessThan(20_000_000_000L);
  }

  @Test
  void whatCannotBeDecidedPassesNeitherWay() {
    Terms not = new Terms(true, "", 1);
    String evil = "a".repeat(5_000) + "!";
    String wild = "(.*)(.*)(.*)(.*)\\1\\2\\3\\4x";
    assertThat(passes(new Wording(Comparison.REGEX, List.of(wild), not), evil)).isFalse();
    assertThat(passes(new Json(JsonForm.WHOLE, Optional.of("{\"type\": 3}"), not), "{}")).isFalse();
    assertThat(passes(new Json(JsonForm.WHOLE, Optional.of("{\"$ref\": \"#\"}"), not), "{}"))
        .isFalse();
    assertThat(passes(new Json(JsonForm.WHOLE, Optional.of("{\"type\": 3}"), not), "text"))
        .isTrue();
    assertThat(passes(new Distance("b".repeat(60_000), 9, not), "a".repeat(60_000))).isFalse();
    Finding finding = grade(OptionalDouble.empty(), "x", regex("("));
    assertThat(finding.note().zh()).contains("无法判断");
  }

  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3, true",
    "kitten, sitting, 2, false",
    "七天无理由, 七日无理由, 1, true",
    "abc, abc, 0, true",
    "abc, abd, 0.75, false",
    "'', abcdef, 5, false",
    "'', abcde, 5, true",
  })
  void countsEdits(String answer, String value, double most, boolean passes) {
    assertThat(Edits.within(answer, value, most)).contains(passes);
  }

  @Test
  void countsEditsAsTheWholeTableDoes() {
    var random = new java.util.Random(7);
    for (int round = 0; round < 300; round++) {
      String a = letters(random);
      String b = letters(random);
      int distance = whole(a, b);
      for (int most = 0; most < 9; most++) {
        assertThat(Edits.within(a, b, most)).as("%s %s %d", a, b, most).contains(distance <= most);
      }
    }
  }

  @Test
  void countsWordsBetweenBlanks() {
    WordCount count = new WordCount(OptionalInt.of(2), OptionalInt.of(3), Terms.plain());
    assertThat(passes(count, " two  words ")).isTrue();
    assertThat(passes(count, "one")).isFalse();
    assertThat(passes(count, "now four words here")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B | true",
        "选B。 | true",
        "答案：（B） | true",
        "A不对，因为超过了七天，所以应选B | true",
        "A 和 B 都有道理 | false",
        "我觉得是七天 | true",
        "The answer is B. | true",
        "It is a good question. | false",
        "十五天 | false",
        "ABC | false",
      })
  void readsAChoice(String answer, boolean right) {
    Choice choice = new Choice("B", List.of("三天", "七天", "十五天"), Terms.plain());
    assertThat(passes(choice, answer)).isEqualTo(right);
  }

  @Test
  void addsUpByWeight() {
    Finding finding = grade(OptionalDouble.empty(), "七天", contains("七天", 3), contains("包邮", 1));
    assertThat(finding.credit()).isEqualTo(0.75);
    assertThat(finding.veto()).isTrue();
    assertThat(finding.note().en()).contains("1/2", "0.75", "contains 包邮");
  }

  @Test
  void aThresholdDecidesInsteadOfTheSingleOnes() {
    assertThat(grade(OptionalDouble.of(0.7), "七天", contains("七天", 3), contains("包邮", 1)).veto())
        .isFalse();
    assertThat(grade(OptionalDouble.of(0.8), "七天", contains("七天", 3), contains("包邮", 1)).veto())
        .isTrue();
    assertThat(grade(OptionalDouble.of(0), "不知道", contains("七天", 1)).veto()).isFalse();
  }

  @Test
  void weightNothingCannotFail() {
    Finding finding = grade(OptionalDouble.empty(), "七天", contains("七天", 1), contains("包邮", 0));
    assertThat(finding.credit()).isEqualTo(1);
    assertThat(finding.veto()).isFalse();
  }

  @Test
  void aSetCountsAsOne() {
    Assertion set =
        new Group(
            List.of(contains("七天", 1), contains("包邮", 1)),
            OptionalDouble.of(0.5),
            new Terms(false, "policy", 2));
    Finding finding = grade(OptionalDouble.empty(), "七天内", set, contains("内", 2));
    assertThat(finding.credit()).isEqualTo(0.75);
    assertThat(finding.veto()).isFalse();
    assertThat(finding.note().en()).contains("policy 0.50");
  }

  private static Json schema(String schema) {
    return new Json(JsonForm.WHOLE, Optional.of(schema), Terms.plain());
  }

  private static Wording regex(String pattern) {
    return new Wording(Comparison.REGEX, List.of(pattern), Terms.plain());
  }

  private static Wording contains(String value, double weight) {
    return new Wording(Comparison.CONTAINS, List.of(value), new Terms(false, "", weight));
  }

  private static boolean passes(Assertion assertion, String answer) {
    return !grade(OptionalDouble.empty(), answer, assertion).veto();
  }

  private static Finding grade(OptionalDouble threshold, String answer, Assertion... all) {
    return AssertionGrader.grade(
        new Check.Assertions(List.of(all), threshold, 1), Answer.of(0, answer, "几天能退", "几天能退"));
  }

  private static String letters(java.util.Random random) {
    return random
        .ints(random.nextInt(9), 'a', 'd')
        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
        .toString();
  }

  private static int whole(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] =
            i == 0 || j == 0
                ? i + j
                : Math.min(
                    cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                    Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
      }
    }
    return cost[a.length()][b.length()];
  }
}
