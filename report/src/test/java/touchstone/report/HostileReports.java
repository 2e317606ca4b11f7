package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import touchstone.model.Case;
import touchstone.model.Exchange;
import touchstone.model.Grade;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.verdict.Decision;
import touchstone.verdict.Evidence;

/** Reports whose answers try to break out of the page, and reports of many cases. */
final class HostileReports {
  static final List<String> ATTACKS =
      List.of(
          "<script>window.broken = 1</script>",
          "</textarea></script></style><img src=x onerror='window.broken = 1'>",
          "\" onmouseover=\"window.broken = 1\" x=\"",
          "<svg><style><!--</style><img title=\"--><img src=x onerror=window.broken=1>\">",
          "<meta http-equiv=\"refresh\" content=\"0;url=http://example.invalid/\">",
          "正常\u202E倒着写\u202C结束\u0000\u200B\uFEFF\uD800尾",
          "<a href=\"javascript:window.broken=1\">点我</a><iframe"
              + " srcdoc=\"<script>parent.broken=1</script>\">");

  private HostileReports() {}

  /** Every answer, question and quote is an attack; one answer is a megabyte long. */
  static ReportInput attacking() {
    List<Sample> samples = new ArrayList<>();
    ReportInput sound = SampleReports.of(Decision.BETTER);
    for (Sample sample : sound.samples()) {
      String attack =
          samples.size() == 2
              ? "长".repeat(500_000) + "<b>".repeat(200_000)
              : ATTACKS.get(samples.size() % ATTACKS.size());
      samples.add(
          new Sample(
              sample.key(),
              sample.batch(),
              sample.seed(),
              sample.system().map(_ -> attack.substring(0, Math.min(attack.length(), 200))),
              sample.exchanges().stream().map(each -> attacking(each, attack)).toList(),
              sample.outcome(),
              sample.startedEpochMillis()));
    }
    return SampleReports.input(sound.evidence(), samples, sound.suites(), sound.recommendation());
  }

  private static Exchange attacking(Exchange each, String attack) {
    return new Exchange(
        attack,
        attack,
        attack,
        attack,
        each.truncated(),
        each.outcome(),
        attack,
        1,
        each.timeline(),
        each.usage());
  }

  /** The sample cases, repeated under new ids. */
  static ReportInput many(int times) {
    ReportInput sound = SampleReports.of(Decision.BETTER);
    List<Sample> samples = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Case each : sound.suites().getFirst().cases()) {
        cases.add(
            new Case(
                each.id() + "-" + i,
                each.dimension(),
                each.skill(),
                each.difficulty(),
                each.cluster(),
                each.cleanTwin().map(twin(i)),
                each.system(),
                each.turns()));
      }
      for (Sample each : sound.samples()) {
        samples.add(
            new Sample(
                numbered(each.key(), i),
                each.batch(),
                each.seed(),
                each.system(),
                each.exchanges(),
                each.outcome(),
                each.startedEpochMillis()));
      }
    }
    return SampleReports.input(
        many(sound.evidence(), times),
        samples,
        List.of(sound.suites().getFirst().withCases(cases)),
        sound.recommendation());
  }

  private static UnaryOperator<String> twin(int number) {
    return twin -> twin + "-" + number;
  }

  private static Evidence many(Evidence evidence, int times) {
    List<Evidence.OfCandidate> candidates = new ArrayList<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      List<Grade> grades = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        for (Grade grade : each.grades()) {
          grades.add(
              new Grade(
                  numbered(grade.key(), i),
                  grade.dimension(),
                  grade.cluster(),
                  grade.standing(),
                  grade.score(),
                  grade.findings(),
                  grade.reason()));
        }
      }
      candidates.add(
          new Evidence.OfCandidate(
              each.candidate(), each.facts(), grades, each.speed(), each.conversation()));
    }
    return new Evidence(candidates, evidence.plannedCases() * times);
  }

  private static SampleKey numbered(SampleKey key, int number) {
    return new SampleKey(key.candidate(), key.phase(), key.caseId() + "-" + number, key.trial());
  }
}
