package touchstone.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import touchstone.grading.Score;
import touchstone.model.Dimension;
import touchstone.model.Grade;
import touchstone.model.Language;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.report.HtmlReport;
import touchstone.report.JsonReport;
import touchstone.report.ReportInput;
import touchstone.store.EventLog;
import touchstone.store.Json;
import touchstone.store.RunFolder;
import touchstone.store.SampleLog;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;
import touchstone.verdict.Verdict;

/**
 * Everything below the sample log: grades, recommendation and reports from stored samples alone, so
 * that they can be made again at any time without a model.
 */
public final class Reporting {
  private static final String PRODUCT = "touchstone";

  private final Map<String, String> versions;
  private final Language language;

  /**
   * @param versions of the parts that decide an answer
   * @param language that the report opens in; it holds both
   */
  public Reporting(Map<String, String> versions, Language language) {
    this.versions = Map.copyOf(versions);
    this.language = language;
  }

  /** What was written. */
  public record Written(ReportInput input, Path html, Path json) {}

  /** Grades all samples again and writes {@code grades.jsonl}. */
  public List<Grade> grade(RunFiles files) {
    if (!files.folder().answersKept()) {
      throw new ProblemException(
          new Problem(
              new Text(
                  files.folder().id() + " 导出时去掉了回答，不能重新评分",
                  files.folder().id() + " was exported without its answers: it cannot be graded"),
              new Text(
                  "结论和报告还能用 touchstone report 按存下的评分重算；要重新评分，请对方连同回答一起导出。",
                  "touchstone report still computes verdict and report from the stored grades; to"
                      + " grade again, ask for an export with the answers.")));
    }
    return grade(files, reader(files, plan(files)));
  }

  private static List<Grade> grade(RunFiles files, EvidenceReader reader) {
    if (!files.folder().answersKept()) {
      return files.grades();
    }
    List<Grade> grades = reader.grades();
    StringBuilder lines = new StringBuilder();
    grades.forEach(each -> lines.append(Json.mapper().writeValueAsString(each)).append('\n'));
    RunFolder.replace(files.folder().grades(), lines.toString());
    return grades;
  }

  /** Grades, decides and writes both reports. */
  public Written write(RunFiles files) {
    ReportInput input = input(files);
    HtmlReport.write(input, language, files.folder().reportHtml());
    JsonReport.write(input, files.folder().reportJson());
    return new Written(input, files.folder().reportHtml(), files.folder().reportJson());
  }

  /** Grades and decides: all that a report of any form shows. */
  public ReportInput input(RunFiles files) {
    Plan plan = plan(files);
    EvidenceReader reader = reader(files, plan);
    List<Grade> grades = grade(files, reader);
    JudgeReading judge = JudgeReading.of(files, plan, reader.samples(), grades);
    Evidence evidence = reader.evidence(grades, files, judge.judged());
    Recommendation recommendation = Verdict.decide(plan.requirements(), evidence);
    List<EventLog.Event> events = new EventLog(files.folder().events()).read();
    Host host = files.host().orElseGet(() -> Host.here(versions));
    return new ReportInput(
        run(plan, events),
        decided(plan),
        plan.requirements(),
        evidence,
        recommendation,
        reader.samples(),
        plan.suites(),
        new LatencyTable(plan, reader).rows(),
        Timings.of(plan, events),
        host.machine(),
        versions(plan, host),
        incidents(plan, host, events),
        judge.shown(evidence));
  }

  private static EvidenceReader reader(RunFiles files, Plan plan) {
    return new EvidenceReader(
        plan,
        SampleLog.read(files.folder().samples()),
        new EventLog(files.folder().events()).read());
  }

  private static Plan plan(RunFiles files) {
    return files
        .plan()
        .orElseThrow(() ->
            new ProblemException(
                new Problem(
                    new Text(
                        "这次运行还没有定下计划，没有可评分的样本",
                        "This run has no plan yet, so there is nothing to grade"),
                    new Text(
                        "先执行 touchstone run --resume " + files.folder().id(),
                        "First: touchstone run --resume " + files.folder().id()))));
  }

  private static ReportInput.Run run(Plan plan, List<EventLog.Event> events) {
    double wall = RunClock.wallSeconds(events);
    double engine = Uptime.engineSeconds(events);
    boolean embedded = engine > 0;
    double busy = wall - RunClock.sum(events, "download", "seconds");
    return new ReportInput.Run(
        plan.id(),
        plan.name(),
        instant(events.stream().mapToLong(EventLog.Event::epochMillis).min().orElse(0)),
        instant(events.stream().mapToLong(EventLog.Event::epochMillis).max().orElse(0)),
        wall,
        embedded ? OptionalDouble.of(Math.clamp(1 - engine / busy, 0, 1)) : OptionalDouble.empty(),
        embedded ? OptionalDouble.of(engine) : OptionalDouble.empty(),
        StampedBy.read(events));
  }

  private static String instant(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }

  private static ReportInput.Plan decided(Plan plan) {
    Map<Dimension, Integer> cases = new EnumMap<>(Dimension.class);
    plan.cases().values().forEach(each -> cases.merge(each.dimension(), 1, Integer::sum));
    return new ReportInput.Plan(
        plan.depth().id(),
        cases,
        plan.trials(),
        new TreeMap<>(Map.of("sampling", plan.seed())),
        Score.RULE,
        settings(plan),
        notes(plan));
  }

  private static Optional<Text> notes(Plan plan) {
    return plan.notes().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Text(
                plan.notes().stream()
                    .map(note -> note.zh().replaceFirst("。$", "") + "。")
                    .collect(Collectors.joining()),
                plan.notes().stream()
                    .map(note -> note.en().replaceFirst("\\.$", "") + ".")
                    .collect(Collectors.joining(" "))));
  }

  private static List<ReportInput.Setting> settings(Plan plan) {
    List<ReportInput.Setting> settings = new ArrayList<>();
    settings.add(
        setting(
            "max_tokens",
            "每次回答上限（token）",
            "Cap on an answer (tokens)",
            plan.sampling().maxTokens()));
    settings.add(
        setting(
            "load_max_tokens",
            "测速回答上限（token）",
            "Cap when timed (tokens)",
            plan.loadSampling().maxTokens()));
    settings.add(setting("temperature", "温度", "Temperature", plan.sampling().temperature()));
    settings.add(setting("batch", "每批题数", "Cases a batch", plan.batchSize()));
    settings.add(setting("cases_available", "题库共有", "Cases in the suites", plan.availableCases()));
    plan.judge()
        .ifPresent(judge ->
            settings.add(
                new ReportInput.Setting("judge", new Text("裁判", "Judge"), Text.same(judge))));
    return settings;
  }

  private static ReportInput.Setting setting(String id, String zh, String en, Number value) {
    return new ReportInput.Setting(id, new Text(zh, en), Text.same(String.valueOf(value)));
  }

  private static List<ReportInput.Incident> incidents(
      Plan plan, Host host, List<EventLog.Event> events) {
    List<ReportInput.Incident> all = new ArrayList<>(Incidents.of(plan, events));
    host.moved().ifPresent(all::add);
    return all;
  }

  /** What it was measured with, and graded with where that is another version. */
  private Map<String, String> versions(Plan plan, Host host) {
    Map<String, String> all = new TreeMap<>(host.versions());
    String graders = versions.getOrDefault(PRODUCT, "");
    if (!graders.equals(host.versions().getOrDefault(PRODUCT, ""))) {
      all.put(PRODUCT + " graders", graders);
    }
    plan.suites().forEach(suite -> all.put("suite " + suite.name(), suite.edition()));
    return all;
  }
}
