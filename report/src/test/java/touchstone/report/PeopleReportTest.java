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
import org.junit.jupiter.api.Test;
import touchstone.model.Language;
import touchstone.statistics.Estimate;
import touchstone.verdict.Decision;
import touchstone.votes.People;

/** People's votes in reports of every form. */
class PeopleReportTest {
  private static ReportInput voted() {
    Optional<Estimate> some = Optional.of(SampleReports.estimate(0.3, 0.2, "Hájek, clustered t"));
    People people =
        new People(
            2,
            80,
            40,
            40,
            some,
            Optional.empty(),
            some,
            List.of(
                new People.OfPair(
                    "a", "b", 200, 40, some, some, some, Optional.empty(), Optional.empty())));
    ReportInput plain = SampleReports.of(Decision.BETTER);
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
        plain.judging(),
        Optional.of(people));
  }

  @Test
  void everyFormSaysWhoVotedAndWhatCameOfIt() throws IOException {
    ReportInput input = voted();
    String json = JsonReport.text(input);
    assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    assertThat(json).contains("\"people\"", "\"rules_corrected\"", "\"judge_corrected\" : null");
    StringWriter page = new StringWriter();
    HtmlReport.write(input, Language.ZH, page);
    assertThat(page.toString()).contains("id=\"people\"", "2 个人盲投了 80 票", "40/200");
    assertThat(new MarkdownReport(input, Language.EN).text())
        .contains("## People's votes", "2 people cast 80 votes", "corrected by votes");
  }

  @Test
  void withoutVotesNothingIsSaidOfPeople() {
    ReportInput input = SampleReports.of(Decision.BETTER);
    assertThat(JsonReport.text(input)).doesNotContain("\"people\"");
    assertThat(new MarkdownReport(input, Language.ZH).text()).doesNotContain("人的投票");
  }

  private static Schema schema() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(JsonReport.class.getResourceAsStream(JsonReport.SCHEMA))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
