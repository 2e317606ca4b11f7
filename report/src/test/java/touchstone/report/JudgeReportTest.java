package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import touchstone.model.Dimension;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.verdict.Decision;

/** The judge in reports of every form. */
class JudgeReportTest {
  private static final String HOSTILE = "</q><script>alert(1)</script>\u202e 更体贴 | `x`";

  @Test
  void thePageShowsTheCardThePartsAndTheReasonsOfTheJudge() {
    String page = html(judged(Judging.State.ACCEPTED));
    assertThat(page)
        .contains(
            "id=\"judge\"",
            "换个顺序就换赢家",
            "the winner changes with the order",
            "2/32",
            "-0.40".replace('-', '−'),
            "裁判认为 Qwen3-0.6B 更好",
            "A is Qwen3-0.6B, B is Llama-3.2-1B-Instruct",
            "该比 8 题，比了 6 题")
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @EnumSource(Judging.State.class)
  void everyStateKeepsTheSchemaAndIsNamedInBothLanguages(Judging.State state) throws IOException {
    ReportInput input = judged(state);
    String json = JsonReport.text(input);
    assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    assertThat(json).contains("\"state\" : \"" + state.id() + "\"").doesNotContain("更体贴");
    assertThat(html(input)).contains(state.title().zh(), state.title().en());
  }

  @Test
  void markdownHoldsTheCardAndQuotesWithoutMarkup() {
    String text = new MarkdownReport(judged(Judging.State.ACCEPTED), Language.EN).text();
    assertThat(text)
        .contains("## The judge", "big (family Qwen) passed its trial", "| 2/32 |", "rules")
        .doesNotContain("<script>")
        .doesNotContain("\u202e");
  }

  @Test
  void withoutAJudgeNothingIsSaidOfOne() {
    ReportInput input = SampleReports.of(Decision.BETTER);
    assertThat(html(input)).doesNotContain("id=\"judge\"");
    assertThat(JsonReport.text(input)).doesNotContain("\"judge\"");
    assertThat(new MarkdownReport(input, Language.ZH).text()).doesNotContain("## 裁判");
  }

  private static ReportInput judged(Judging.State state) {
    ReportInput plain = SampleReports.of(Decision.BETTER);
    String caseId = new Transcripts(plain).telling(1).getFirst().id();
    Judging judging =
        new Judging(
            "big",
            List.of("Qwen"),
            state,
            List.of(new Text("理由", "a reason")),
            "zh-1",
            "zh-1",
            List.of(
                new Judging.Row(
                    "flip",
                    new Text("换个顺序就换赢家", "the winner changes with the order"),
                    2,
                    32,
                    SampleReports.estimate(0.06, 0.05, "Wilson"),
                    OptionalDouble.of(0.3),
                    false)),
            List.of(
                new Judging.Pair(
                    Dimension.EXPRESSION,
                    "a",
                    "b",
                    8,
                    6,
                    1,
                    4,
                    1,
                    1,
                    1,
                    3,
                    2,
                    3,
                    SampleReports.estimate(-0.4, 0.2, "paired t"),
                    Optional.empty())),
            List.of(new Judging.Said(caseId, 0, "a", "b", true, 1, false, List.of(HOSTILE, ""))));
    return new ReportInput(
        plain.run(),
        plain.plan(),
        plain.requirements(),
        plain.evidence(),
        plain.recommendation(),
        plain.samples(),
        plain.suites(),
        plain.latencies(),
        plain.timings(),
        plain.machine(),
        plain.versions(),
        plain.incidents(),
        Optional.of(judging),
        Optional.empty());
  }

  private static String html(ReportInput input) {
    StringWriter page = new StringWriter();
    HtmlReport.write(input, Language.ZH, page);
    return page.toString();
  }

  private static Schema schema() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(JsonReport.class.getResourceAsStream(JsonReport.SCHEMA))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
