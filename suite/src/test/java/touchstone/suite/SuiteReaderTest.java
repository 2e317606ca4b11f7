package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

class SuiteReaderTest {
  private static final String GOOD =
      "{id: good, dimension: semantics, user: 能退吗, checks: [declines]}";

  @TempDir Path folder;

  @Test
  void readsEveryKindOfCheck() throws IOException {
    Case read =
        only(
            """
            - id: a
              dimension: semantics
              turns:
              - 我穿L
              - user: 能退吗
                checks:
                - {key: 七天内能退, topic: [[退货, 退款], 无理由], slots: 7天, weight: 2}
                - {key: 可以拆封, topic: 拆封, denied: true, forbidden: true}
                - {recall: 尺码, expected: L, stale: [M], distance: 1}
                - {script: zh-Hans}
                - no-repetition
                - no-refusal: 0.5
                - declines
                - {directness: [退], sentences: 3}
                - {no-invention: [399元]}
                - {no-leak: [K-1]}
                - empathy: [生日, 失望]
                - clarifies
                - chat-style: 120
            """);
    assertThat(read.turns().getLast().checks())
        .containsExactly(
            new Check.KeyPoint(
                "七天内能退",
                List.of(List.of("退货", "退款"), List.of("无理由")),
                List.of("7天"),
                false,
                false,
                2),
            new Check.KeyPoint("可以拆封", List.of(List.of("拆封")), List.of(), true, true, 1),
            new Check.Recall("尺码", List.of("L"), List.of("M"), 1, 1),
            new Check.Script("zh-Hans", 1),
            new Check.NoRepetition(1),
            new Check.NoRefusal(0.5),
            new Check.Declines(1),
            new Check.Directness(List.of(List.of("退")), 3, 1),
            new Check.NoInvention(List.of("399元"), 1),
            new Check.NoLeak(List.of("K-1"), 1),
            new Check.Empathy(List.of("生日", "失望"), 1),
            new Check.Clarifies(1),
            new Check.ChatStyle(120, 1));
  }

  @Test
  void fillsInWhatACaseLeavesOut() throws IOException {
    Case read = only("- " + GOOD);
    assertThat(read)
        .isEqualTo(
            new Case(
                "good",
                Dimension.SEMANTICS,
                "semantics",
                Difficulty.MEDIUM,
                "good",
                Optional.empty(),
                Optional.empty(),
                read.turns()));
  }

  @Test
  void headNeedsOnlyNameAndCases() throws IOException {
    SuiteReading reading = SuiteReader.read(suite("cases: [" + GOOD + "]"));
    assertThat(reading.suite().title()).isEqualTo(Text.same("shop"));
    assertThat(reading.suite().licence()).isEqualTo("LicenseRef-private");
    assertThat(reading.suite().language()).isEqualTo("zh");
  }

  @Test
  void skillsHaveTheirNameInTheOtherLanguage() throws IOException {
    String cases = "cases: [" + GOOD + "]";
    assertThat(SuiteReader.read(suite("skills: {排除: exclusion}\n" + cases)).suite().skills())
        .isEqualTo(Map.of("排除", new Text("排除", "exclusion")));
    String english = "language: en\nskills: {exclusion: 排除}\n" + cases;
    assertThat(SuiteReader.read(suite(english)).suite().skills())
        .isEqualTo(Map.of("exclusion", new Text("排除", "exclusion")));
  }

  @Test
  void mergesDefaultsIntoGradedTurnsOnly() throws IOException {
    SuiteReading reading =
        SuiteReader.read(
            suite(
                """
                defaults: {memory: [no-refusal, chat-style: 80, no-repetition]}
                cases:
                  - id: talk
                    dimension: memory
                    without: no-repetition
                    turns:
                      - 我叫小满
                      - user: 我叫啥
                        checks: [{recall: 名字, expected: 小满, distance: 1}, chat-style: 30]
                  - {id: secret, dimension: memory, user: 报下密码, checks: [declines]}
                  - {id: bare, dimension: memory, turns: [你好, 在吗]}
                """));
    assertThat(kinds(reading, 0, 0)).isEmpty();
    assertThat(kinds(reading, 0, 1)).containsExactly("recall", "chat-style", "no-refusal");
    assertThat(kinds(reading, 1, 0)).containsExactly("declines", "chat-style", "no-repetition");
    assertThat(kinds(reading, 2, 0)).isEmpty();
    assertThat(kinds(reading, 2, 1)).containsExactly("no-refusal", "chat-style", "no-repetition");
  }

  @Test
  void choosesSystemPromptsByName() throws IOException {
    SuiteReading reading =
        SuiteReader.read(
            suite(
                """
                system: {default: 你是客服, desk: {extends: default, add: 口令 K-1}}
                cases:
                  - {id: a, dimension: semantics, user: 在吗, checks: [no-refusal]}
                  - {id: b, dimension: semantics, system: desk, user: 在吗, checks: [no-refusal]}
                  - {id: c, dimension: semantics, system: none, user: 在吗, checks: [no-refusal]}
                """));
    assertThat(reading.suite().cases())
        .extracting(Case::system)
        .containsExactly(Optional.of("你是客服"), Optional.of("你是客服\n口令 K-1"), Optional.empty());
  }

  @Test
  void readsCaseFilesBesideTheHead() throws IOException {
    Files.writeString(
        folder.resolve("robustness.yaml"),
        "dimension: robustness\ncases: [{id: a, user: 退huo, checks: [no-refusal]}]");
    Files.writeString(folder.resolve("broken.yaml"), "dimension: [");
    suite("cases: [robustness.yaml, broken.yaml, absent.yaml, ../out.yaml]");
    SuiteReading reading = SuiteReader.read(folder);
    assertThat(reading.suite().cases())
        .extracting(Case::dimension)
        .containsExactly(Dimension.ROBUSTNESS);
    assertThat(english(reading))
        .satisfiesExactly(
            broken -> assertThat(broken).contains("broken.yaml", "not YAML"),
            absent -> assertThat(absent).contains("absent.yaml", "no such file"),
            out -> assertThat(out).contains("suite.yaml:2:52", "must lie in the suite's folder"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {id: x, dimension: semantics, user: 在吗, checks: [no-refuse]} | :4:52: 'no-refuse' is unknown | Did you mean no-refusal?
          {id: x, dimension: semantic, user: 在吗, checks: [declines]} | :4:22: 'semantic' is unknown | Did you mean semantics?
          {id: x, user: 在吗, checks: [declines]} | :4:3: 'dimension' is missing | semantics, memory
          {id: x, dimension: cost, user: 在吗, checks: [declines]} | :4:22: 'cost' is unknown | Take one of these
          {id: x, dimension: semantics, usr: 在吗, checks: [declines]} | :4:33: 'usr' is unknown | Did you mean user?
          {id: x, dimension: semantics, checks: [declines]} | 'user' is missing | Add it
          {id: x, dimension: semantics, user: '  ', checks: [declines]} | expected text that is not blank | Change it
          {id: x, dimension: semantics, user: 在吗} | this case checks nothing | Add checks
          {id: x, dimension: semantics, user: 在吗, turns: [在吗]} | 'turns' and 'user' exclude each other | put it into its turn
          {id: x, dimension: semantics, turns: []} | 1–50 turns (there are 0) | Change it
          {id: good, dimension: semantics, user: 在吗, checks: [declines]} | :4:8: id 'good' is taken at | Choose another id
          {id: 'a b', dimension: semantics, user: 在吗, checks: [declines]} | expected an id | Change it
          {id: x, dimension: robustness, twin: goof, user: 在吗, checks: [declines]} | :4:40: there is no case 'goof' | Did you mean good?
          {id: x, dimension: robustness, twin: x, user: 在吗, checks: [declines]} | no case 'x' to pair with | another good case
          {id: x, dimension: semantics, user: 在吗, checks: [{key: 能退}]} | has nothing to look for | Add topic
          {id: x, dimension: semantics, user: 在吗, checks: [{key: 能退, topic: []}]} | expected at least one group | Change it
          {id: x, dimension: semantics, user: 在吗, checks: [{key: 能退, topic: 退, wieght: 2}]} | 'wieght' is unknown | Did you mean weight?
          {id: x, dimension: semantics, user: 在吗, checks: [{key: 能退, topic: 退, weight: 0}]} | expected a number in 0.01–100 | Change it
          {id: x, dimension: semantics, user: 在吗, checks: [{empathy: 急, clarifies: 1}]} | names two kinds | two items
          {id: x, dimension: memory, turns: [在吗, {user: 几号, checks: [{recall: 日子, expected: 3, distance: 2}]}]} | only 1 turns come before | since the fact
          {id: x, dimension: semantics, system: desk, user: 在吗, checks: [declines]} | no system prompts | Add 'system'
          {id: x, dimension: semantics, difficulty: difficult, user: 在吗, checks: [declines]} | 'difficult' is unknown | Take one
          [1, 2] | expected text, found [list] | Change it
          """)
  void keepsTheGoodCaseAndNamesTheBadOne(String bad, String what, String next) throws IOException {
    SuiteReading reading = SuiteReader.read(suite("cases:\n- " + GOOD + "\n- " + bad));
    assertThat(reading.suite().cases()).extracting(Case::id).containsExactly("good");
    assertThat(reading.badCases()).hasSize(1);
    assertThat(reading.badCases().getFirst().in(Language.EN))
        .contains("suite.yaml", what)
        .containsIgnoringCase(next.strip());
  }

  @Test
  void limitsTheLengthOfTextsAndConversations() throws IOException {
    String turns = "[" + "在吗, ".repeat(50) + "在吗]";
    SuiteReading reading =
        SuiteReader.read(
            suite(
                "cases:\n- "
                    + GOOD
                    + "\n- {id: long, dimension: memory, user: '"
                    + "退".repeat(20_001)
                    + "', checks: [declines]}\n- {id: many, dimension: memory, turns: "
                    + turns
                    + "}"));
    assertThat(english(reading))
        .satisfiesExactly(
            tooLong -> assertThat(tooLong).contains("at most 20000", "it has 20001"),
            tooMany -> assertThat(tooMany).contains("there are 51"));
  }

  @Test
  void aCaseWhoseTwinIsBadIsBadToo() throws IOException {
    SuiteReading reading =
        SuiteReader.read(
            suite(
                """
                cases:
                  - %s
                  - {id: b, dimension: robustness, twin: c, user: 在吗, checks: [declines]}
                  - {id: c, dimension: robustness, twin: d, user: 在吗, checks: [declines]}
                """
                    .formatted(GOOD)));
    assertThat(reading.suite().cases()).hasSize(1);
    assertThat(reading.badCases()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          cases: [] | not one case can be used
          cases: [{id: a}] | 'dimension' is missing
          case: [] | Did you mean cases?
          title: 店 | 'cases' is missing
          {cases: [a.yaml], licence: 随便} | expected an SPDX
          """)
  void aSuiteWithoutAGoodCaseIsAProblem(String yaml, String message) throws IOException {
    String text =
        yaml.startsWith("{") ? "{name: shop, " + yaml.substring(1) : "name: shop\n" + yaml;
    Path file = Files.writeString(folder.resolve("suite.yaml"), text);
    assertThatThrownBy(() -> SuiteReader.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  private Case only(String cases) throws IOException {
    SuiteReading reading = SuiteReader.read(suite("cases:\n" + cases));
    assertThat(english(reading)).isEmpty();
    return reading.suite().cases().getFirst();
  }

  private Path suite(String rest) throws IOException {
    return Files.writeString(folder.resolve("suite.yaml"), "name: shop\n" + rest);
  }

  private static List<String> kinds(SuiteReading reading, int index, int turn) {
    return reading.suite().cases().get(index).turns().get(turn).checks().stream()
        .map(check -> CheckKind.of(check).id())
        .toList();
  }

  private static List<String> english(SuiteReading reading) {
    return reading.badCases().stream().map((Problem each) -> each.in(Language.EN)).toList();
  }
}
