package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import touchstone.model.Grade;
import touchstone.model.Language;
import touchstone.model.Standing;
import touchstone.verdict.Decision;
import touchstone.verdict.Evidence;

class JunitReportTest {
  @Test
  void a_suite_for_each_candidate_and_dimension_and_a_test_for_each_case() throws Exception {
    Document report = report(SampleReports.of(Decision.BETTER), Language.EN);
    List<Element> suites = elements(report, "testsuite");
    assertThat(suites).hasSize(8);
    assertThat(suites.getFirst().getAttribute("name"))
        .isEqualTo("Qwen3-0.6B · Semantic understanding");
    assertThat(elements(report, "testcase")).hasSize(24);
    for (Element suite : suites) {
      assertThat(suite.getAttribute("tests"))
          .isEqualTo("" + suite.getElementsByTagName("testcase").getLength());
      assertThat(suite.getAttribute("failures"))
          .isEqualTo("" + suite.getElementsByTagName("failure").getLength());
    }
    assertThat(elements(report, "failure"))
        .isNotEmpty()
        .anySatisfy(each ->
            assertThat(each.getAttribute("message"))
                .matches("scored \\d.* under the floor of 3.00"))
        .anySatisfy(each -> assertThat(each.getAttribute("type")).isEqualTo("model_fail"));
  }

  @Test
  void what_could_not_be_graded_is_an_error_and_what_was_left_out_is_skipped() throws Exception {
    Document report =
        report(
            ended(List.of(Standing.INFRA_FAIL, Standing.JUDGE_FAIL, Standing.SKIPPED)),
            Language.ZH);
    assertThat(elements(report, "error").stream().map(each -> each.getAttribute("message")))
        .containsOnly("设施故障", "裁判失败")
        .hasSize(16);
    assertThat(elements(report, "skipped")).hasSize(8);
    assertThat(elements(report, "failure")).isEmpty();
  }

  @Test
  void words_that_xml_forbids_do_not_break_it() throws Exception {
    ReportInput sound = ended(List.of(Standing.INFRA_FAIL));
    List<Evidence.OfCandidate> candidates = new ArrayList<>();
    for (Evidence.OfCandidate each : sound.evidence().candidates()) {
      candidates.add(
          with(
              each,
              each.grades().stream()
                  .map(grade ->
                      grade(
                          grade,
                          Standing.INFRA_FAIL,
                          "\u0000]]><x>😀\uD800" + HostileReports.ATTACKS.getFirst()))
                  .toList()));
    }
    ReportInput hostile =
        SampleReports.input(
            new Evidence(candidates, 12), sound.samples(), sound.suites(), sound.recommendation());
    assertThat(elements(report(hostile, Language.ZH), "error").getFirst().getTextContent())
        .contains("\uFFFD]]><x>😀\uFFFD<script>window.broken");
  }

  /** The sample report with grades that ended in these ways, one after the other. */
  private static ReportInput ended(List<Standing> how) {
    ReportInput sound = SampleReports.of(Decision.BETTER);
    List<Evidence.OfCandidate> candidates = new ArrayList<>();
    for (Evidence.OfCandidate each : sound.evidence().candidates()) {
      List<Grade> grades = new ArrayList<>();
      each.grades()
          .forEach(grade -> grades.add(grade(grade, how.get(grades.size() % how.size()), "why")));
      candidates.add(with(each, grades));
    }
    return SampleReports.input(
        new Evidence(candidates, 12), sound.samples(), sound.suites(), sound.recommendation());
  }

  private static Grade grade(Grade grade, Standing standing, String reason) {
    return new Grade(
        grade.key(),
        grade.dimension(),
        grade.cluster(),
        standing,
        OptionalDouble.empty(),
        List.of(),
        reason);
  }

  private static Evidence.OfCandidate with(Evidence.OfCandidate each, List<Grade> grades) {
    return new Evidence.OfCandidate(
        each.candidate(), each.facts(), grades, each.speed(), each.conversation());
  }

  private static Document report(ReportInput input, Language language) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JunitReport(input, language).write(out);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<Element> elements(Document report, String name) {
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < report.getElementsByTagName(name).getLength(); i++) {
      all.add((Element) report.getElementsByTagName(name).item(i));
    }
    return all;
  }
}
