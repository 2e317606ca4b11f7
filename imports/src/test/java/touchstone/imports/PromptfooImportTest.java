package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Case;

class PromptfooImportTest {
  @TempDir Path temporary;
  private Folder folder = new Folder(Path.of("."));

  @BeforeEach
  void open() {
    folder = new Folder(temporary);
  }

  @Test
  void readsAConfiguration() throws IOException {
    folder.file(
        "system.json",
        "[{\"role\": \"system\", \"content\": \"你是{{shop}}的客服\"}, {\"role\": \"user\", \"content\":"
            + " \"{{ask}}\"}]");
    Path file =
        folder.file(
            "promptfooconfig.yaml",
            """
            prompts: [file://system.json, "{{ ask | trim }}"]
            providers: [openai:gpt]
            defaultTest:
              vars: {shop: 小禾家, days: 7}
              assert:
                - {type: not-contains, value: 作为AI, weight: 0.5}
            tests:
              - description: 退货期
                vars: {ask: 几天能退}
                threshold: 0.6
                assert:
                  - {type: contains, value: "{{days}}天", weight: 2, metric: 店规}
                  - type: assert-set
                    threshold: 0.5
                    assert:
                      - {type: regex, value: "^亲"}
                      - {type: icontains-any, value: "您好, 你好"}
              - vars: {ask: 讲个笑话}
                assert: [{type: llm-rubric, value: 好笑}, {type: javascript, value: output.length > 3}]
              - vars: {ask: [包邮吗, 运费多少]}
                assert: [{type: contains, value: 59}, {type: cost, threshold: 0.1}]
              - vars: {ask: x}
                assert: [{type: contians, value: y}]
            """);
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.PROMPTFOO);
    assertThat(summary.recognised()).isTrue();
    assertThat(summary.unrunnable()).isEqualTo(Map.of("llm-rubric", 2, "javascript", 2, "cost", 4));
    assertThat(summary.firstBad())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.place()).isEqualTo("22");
          assertThat(bad.reason().en()).contains("contians", "did you mean contains");
        });
    List<Case> cases = folder.suite().cases();
    assertThat(summary.ungraded()).isZero();
    assertThat(cases).hasSize(8);
    Case first = cases.getFirst();
    assertThat(first.system()).contains("你是小禾家的客服");
    assertThat(cases.get(1).system()).isEmpty();
    assertThat(first.cluster())
        .isEqualTo(cases.get(1).cluster())
        .isNotEqualTo(cases.get(2).cluster());
    assertThat(Folder.score(first, "亲，7天内可以退"))
        .isCloseTo(1 + 4 * 3 / 3.5, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(Folder.score(first, "7天内可以退"))
        .isCloseTo(1 + 4 * 2.5 / 3.5, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(Folder.score(first, "亲，不能退")).isEqualTo(2);
    assertThat(folder.text("cases.yaml"))
        .contains("metric: \"店规\"", "assert-set", "# 没有计入 / not counted: cost")
        .doesNotContain("参考答案");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "七天 | 七天 | true",
        "七天 | 七天内 | false",
        "contains: 七天 | 七天内 | true",
        "not-contains:七天 | 七天内 | false",
        "icontains:FREE | free | true",
        "contains-any: a, b | xbx | true",
        "contains-all: a, b | xbx | false",
        "regex:^\\d+$ | 123 | true",
        "starts-with:您好 | 您好呀 | true",
        "levenshtein(2):abc | abxy | true",
        "levenshtein:abc | abd | false",
        "is-json | {\"a\": 1} | true",
        "not-is-json | {\"a\": 1} | false",
        "contains-json:{\"required\": [\"a\"]} | 好 {\"a\": 1} | true",
        "contains-json:{\"required\": [\"b\"]} | 好 {\"a\": 1} | false",
        "word-count:2 | one two | true",
        "价格: 七天 | 价格: 七天 | true",
      })
  void readsTheCellsOfExpectedColumns(String cell, String answer, boolean passes)
      throws IOException {
    Path file =
        folder.file("t.csv", "question,__expected\n问," + '"' + cell.replace("\"", "\"\"") + "\"\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.badRows()).isZero();
    Case only = folder.suite().cases().getFirst();
    assertThat(Folder.score(only, answer) > 2).isEqualTo(passes);
  }

  @Test
  void readsTheSpecialColumns() throws IOException {
    folder.file(
        "tests.csv",
        "topic,__expected1,__expected2,__prefix,__suffix,__threshold,__metric,__metadata:x,__description\n"
            + "退货,contains:七天,contains:运费,请问, 谢谢,0.5,店规,1,说明\n"
            + "换货,similar(0.8):可以,,,,,,,\n"
            + ",contains:a,,,,,,,\n");
    Path file = folder.file("c.yaml", "prompts: '{{topic}}怎么办'\ntests: file://tests.csv\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.graded()).isEqualTo(2);
    assertThat(summary.unrunnable()).isEqualTo(Map.of("similar", 1));
    assertThat(folder.text("ungraded.yaml"))
        .contains("换货怎么办", "none of its assertions can run here");
    Case first = folder.suite().cases().getFirst();
    assertThat(first.turns().getFirst().user()).isEqualTo("请问退货怎么办 谢谢");
    assertThat(first.skill()).isEqualTo("店规");
    assertThat(Folder.score(first, "七天")).isEqualTo(3);
  }

  @Test
  void readsScenariosAndFurtherFiles() throws IOException {
    folder.file(
        "more.yaml", "- {vars: {ask: 甲}, assert: [{type: equals, value: 1}]}\n- nonsense\n");
    folder.file(
        "more.jsonl",
        "{\"vars\": {\"ask\": \"乙\"}, \"assert\": [{\"type\": \"equals\", \"value\": {\"a\":"
            + " 1}}]}\n");
    folder.file("schema.yaml", "type: object\nrequired: [a]\n");
    Path file =
        folder.file(
            "c.yaml",
            """
            prompts: ["{{ask}}"]
            scenarios:
              - config: [{vars: {lang: 中文}}, {vars: {lang: 英文}}]
                tests:
                  - {vars: {ask: "用{{lang}}说"}, assert: [{type: contains, value: "{{lang}}"}]}
            tests:
              - file://more.yaml
              - file://more.jsonl
              - file://../../../etc/passwd
              - https://example.com/sheet
              - {vars: {ask: 丙}, assert: [{type: is-json, value: file://schema.yaml}]}
              - {vars: {ask: 丁}, assert: [{type: contains, value: file:///etc/passwd}]}
              - {vars: {ask: "{{env.HOME}}"}, assert: [{type: contains, value: a}]}
              - {vars: {ask: "{% for x in y %}"}, assert: [{type: contains, value: a}]}
              - {vars: {ask: 戊}, assert: [{type: contains, value: ""}]}
              - {vars: {ask: 己}, options: {transform: "output.trim()"}, assert: [{type: contains, value: a}]}
            """);
    ImportSummary summary = folder.imported(file);
    assertThat(summary.firstBad())
        .extracting(ImportSummary.Bad::place)
        .containsExactly("more.yaml:2", "9", "10", "12", "13", "14", "15");
    assertThat(summary.unrunnable()).isEqualTo(Map.of("options.transform", 1));
    List<Case> cases = folder.suite().cases();
    assertThat(cases)
        .extracting(each -> each.turns().getLast().user())
        .containsExactly("甲", "乙", "丙", "用中文说", "用英文说");
    assertThat(Folder.score(cases.get(1), "{\"a\":1}")).isEqualTo(5);
    assertThat(Folder.score(cases.get(2), "{\"b\":1}")).isEqualTo(1);
    try (var written = Files.walk(temporary.resolve("suite"))) {
      for (Path each : written.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(each)).doesNotContain("root:");
      }
    }
  }

  @Test
  void sharesAnchorsAndRefusesPrograms() throws IOException {
    Path good =
        folder.file(
            "c.json",
            "{\"prompts\": [\"{{q}}\"], \"tests\": [{\"vars\": {\"q\": \"在吗\"}, \"assert\":"
                + " [{\"type\": \"contains\", \"value\": \"在\"}]}]}");
    assertThat(folder.imported(good).format()).isEqualTo(Format.PROMPTFOO);
    Path program = folder.file("p.yaml", "prompts: [file://prompt.py]\ntests: []\n");
    assertThatThrownBy(() -> new Folder(temporary.resolve("p")).imported(program))
        .hasMessageContaining("programs are not run");
  }

  @Test
  void asksForAPromptWhereThereIsNone() throws IOException {
    Path file = folder.file("t.csv", "甲,乙,__expected\n1,2,contains:3\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.suite()).isEmpty();
    assertThat(summary.firstBad().getFirst().reason().zh()).contains("甲、乙", "prompts");
  }
}
