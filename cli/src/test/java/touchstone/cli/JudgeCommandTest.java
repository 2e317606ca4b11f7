package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import touchstone.document.Document;
import touchstone.document.Fields;
import touchstone.document.Value;
import touchstone.report.Columns;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.JsonText;
import touchstone.testing.Script;

@Timeout(60)
class JudgeCommandTest {
  private static final Pattern ANSWER =
      Pattern.compile("回答 [AB] 开始]]\\n(.*?)\\n\\[\\[[0-9a-f]{16} 回答", Pattern.DOTALL);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void a_fair_judge_is_accepted_and_its_card_is_written() throws IOException {
    Path json = folder.resolve("card.json");
    try (FakeEndpoint fake = FakeEndpoint.start(fair())) {
      assertThat(judge(fake, "--against llama-3.2-1b --json " + json + " --lang zh"))
          .as("%s%s", out, err)
          .isEqualTo(Exit.OK);
      assertThat(fake.requests()).hasSize(400);
    }
    assertThat(out.toString()).contains("✓ 可以当裁判", "换个顺序就换赢家", "出自 Qwen", "0/32");
    assertThat(out.toString().lines()).allMatch(each -> Columns.width(each) <= 100);
    JsonNode card = Json.mapper().readTree(Files.readString(json));
    assertThat(card.get("verdict").asString()).isEqualTo("ACCEPTED");
    assertThat(card.get("rates")).hasSize(14);
    assertThat(card.get("rates").get(0).get("high").asDouble()).isBetween(0.1, 0.12);
  }

  @Test
  void a_judge_that_takes_the_first_is_refused_with_the_reasons() {
    try (FakeEndpoint fake =
        FakeEndpoint.start(
            _ -> ChatAnswer.of("{\"reason\":\"\",\"better\":\"A\",\"score\":4}").script())) {
      assertThat(judge(fake, "--lang en")).isEqualTo(Exit.REFUSED);
    }
    assertThat(out.toString())
        .contains("✗ refused", "the winner changes with the order: 32 of 32", "at most 30 %")
        .doesNotContainPattern("\\p{IsHan}");
  }

  @Test
  void a_judge_of_the_familiy_is_refused_unless_allowed() {
    try (FakeEndpoint fake = FakeEndpoint.start(fair())) {
      assertThat(judge(fake, "--against llama-3.2-1b,QwQ-32B --lang zh")).isEqualTo(Exit.REFUSED);
      assertThat(fake.requests()).isEmpty();
      assertThat(out.toString()).contains("qwen3-judge", "QwQ-32B", "出自一家");
      assertThat(judge(fake, "--against QwQ-32B --allow-family --lang zh")).isEqualTo(Exit.OK);
    }
  }

  @Test
  void a_refused_key_is_the_endpoints_fault_and_the_key_is_never_shown() {
    try (FakeEndpoint fake =
        FakeEndpoint.start(
            request -> Script.error(401, "invalid_api_key", request.header("authorization")))) {
      assertThat(judge(fake, "--api-key-env PATH --lang en")).isEqualTo(Exit.FAILED);
    }
    assertThat(err.toString()).contains("401").doesNotContain(System.getenv("PATH"));
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "judge|要写接口地址和模型名，例如 touchstone judge http",
        "judge http://127.0.0.1:1/v1|要写接口地址和模型名",
        "judge http://127.0.0.1:1/v1 --model m --concurrency 0|--concurrency 0：应为 1 以上的整数",
        "judge http://127.0.0.1:1/v1 --model m --json /no/such/a.json|文件夹 /no/such 不存在",
        "judge http://127.0.0.1:1/v1 --model m --timeout soon|见 touchstone judge --help",
      })
  void wrong_words_are_named_before_anything_is_sent(String line, String said) {
    assertThat(run(List.of(line.split(" ")), "zh_CN.UTF-8")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains(said);
  }

  /** Knows the right answers, and what was added to them; says tie where it sees no difference. */
  private static Function<FakeRequest, Script> fair() {
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (Value each : items()) {
      Fields fields =
          each.fields("id", "policy", "question", "points", "good", "bad", "fault", "foreign");
      good.add(fields.required("good").text());
      bad.add(fields.required("bad").text());
    }
    return request -> {
      Matcher matcher = ANSWER.matcher(JsonText.lastString(request.body(), "content"));
      List<Integer> worth = new ArrayList<>();
      while (matcher.find()) {
        String answer = matcher.group(1);
        worth.add(
            good.stream().anyMatch(answer::contains)
                ? 5
                : bad.stream().anyMatch(answer::contains) ? 2 : 1);
      }
      int lead = worth.size() < 2 ? 0 : worth.get(0) - worth.get(1);
      String better = lead > 0 ? "A" : lead < 0 ? "B" : "tie";
      String said =
          worth.size() < 2 ? "\"score\":" + worth.getFirst() : "\"better\":\"" + better + "\"";
      return ChatAnswer.of("{\"reason\":\"\"," + said + "}").script();
    };
  }

  private static List<Value> items() {
    Path file =
        Path.of(System.getProperty("touchstone.root"))
            .resolve("judge/src/main/resources/touchstone/judge/audit-zh.yaml");
    return Document.read(file)
        .fields("version", "signature", "padding", "injections", "items")
        .required("items")
        .items();
  }

  private int judge(FakeEndpoint fake, String options) {
    List<String> words =
        new ArrayList<>(List.of("judge", fake.url().toString(), "--model", "qwen3-judge"));
    words.addAll(List.of(options.split(" ")));
    return run(words, "zh_CN.UTF-8");
  }

  private int run(List<String> words, String language) {
    return Main.run(
        words.toArray(String[]::new), language, new PrintWriter(out), new PrintWriter(err));
  }
}
