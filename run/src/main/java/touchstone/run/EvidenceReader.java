package touchstone.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import touchstone.grading.CaseGrader;
import touchstone.load.Latencies;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.Exchange;
import touchstone.model.Grade;
import touchstone.model.LoadProfile;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.store.EventLog;
import touchstone.verdict.Evidence;
import touchstone.verdict.Judged;
import touchstone.verdict.Watch;

/** Makes a verdict's evidence out of a plan and its samples. Pure. */
final class EvidenceReader {
  private final Plan plan;
  private final Map<String, Case> cases;
  private final List<Sample> samples;
  private final List<EventLog.Event> events;
  private final CaseGrader grader = new CaseGrader();

  /**
   * @param samples in any order
   * @param events of the run
   */
  EvidenceReader(Plan plan, List<Sample> samples, List<EventLog.Event> events) {
    this.plan = plan;
    this.events = List.copyOf(events);
    this.cases = plan.cases();
    this.samples = inPlanOrder(samples);
  }

  /** The samples sorted so that a resumed run and an undisturbed one look the same. */
  private static List<Sample> inPlanOrder(List<Sample> samples) {
    return samples.stream()
        .sorted(
            Comparator.comparing((Sample each) -> each.key().candidate())
                .thenComparing(each -> each.key().phase().id())
                .thenComparing(Sample::batch)
                .thenComparing(each -> each.key().caseId())
                .thenComparingInt(each -> each.key().trial()))
        .toList();
  }

  List<Sample> samples() {
    return samples;
  }

  /** Grades of all samples of the cases phase whose case the plan has. */
  List<Grade> grades() {
    return samples.stream()
        .filter(each -> each.key().phase() instanceof Phase.Cases)
        .flatMap(each -> grade(each).stream())
        .toList();
  }

  private Optional<Grade> grade(Sample sample) {
    return Optional.ofNullable(cases.get(sample.key().caseId()))
        .map(test -> grader.grade(test, sample));
  }

  Evidence evidence(List<Grade> grades, RunFiles files, Optional<Judged> judged) {
    List<Evidence.OfCandidate> all = new ArrayList<>();
    for (Candidate candidate : plan.candidates()) {
      all.add(
          new Evidence.OfCandidate(
              candidate,
              files.facts(candidate),
              grades.stream()
                  .filter(each -> each.key().candidate().equals(candidate.id()))
                  .toList(),
              speeds(candidate),
              conversation(candidate),
              truncated(candidate),
              withoutTools(candidate)));
    }
    return new Evidence(all, plan.trialsPerCandidate(), cleanTwins(), judged, watch());
  }

  private Optional<Watch> watch() {
    if (!plan.watched()) {
      return Optional.empty();
    }
    int candidates = plan.candidates().size();
    Map<String, Set<Dimension>> settled = new TreeMap<>();
    plan.candidates().forEach(each -> settled.put(each.id(), Looks.settled(each.id(), events)));
    return Optional.of(
        new Watch(Units.of(plan), plan.trials(), candidates * (candidates - 1) / 2, settled));
  }

  /** Graded trials of which an answer was stopped by the cap. */
  private int truncated(Candidate candidate) {
    return (int)
        samples.stream()
            .filter(each -> each.key().candidate().equals(candidate.id()))
            .filter(each -> each.key().phase() instanceof Phase.Cases)
            .filter(each -> each.exchanges().stream().anyMatch(Exchange::truncated))
            .count();
  }

  /** Cases that the candidate's endpoint refused because they offer functions. */
  private Set<String> withoutTools(Candidate candidate) {
    return samples.stream()
        .filter(each -> each.key().candidate().equals(candidate.id()))
        .filter(each -> each.key().phase() instanceof Phase.Cases && each.toolsRefused())
        .map(each -> each.key().caseId())
        .collect(Collectors.toSet());
  }

  /** Disturbed cases and their clean twins, by the names that samples carry. */
  private Map<String, String> cleanTwins() {
    Map<String, String> twins = new TreeMap<>();
    cases.forEach((name, test) ->
        test.cleanTwin()
            .ifPresent(twin -> twins.put(name, name.substring(0, name.indexOf('/') + 1) + twin)));
    return twins;
  }

  private Map<Integer, Evidence.Speed> speeds(Candidate candidate) {
    Map<Integer, Evidence.Speed> speeds = new TreeMap<>();
    for (LoadProfile.ClosedLoop profile : plan.load()) {
      List<Sample> timed = timed(candidate, profile.concurrency());
      if (timed.stream().anyMatch(each -> !each.exchanges().isEmpty())) {
        speeds.put(profile.concurrency(), speed(candidate, profile.concurrency(), timed));
      }
    }
    return speeds;
  }

  /** The timed requests of one candidate at one concurrency, in the plan's order. */
  List<Sample> timed(Candidate candidate, int concurrency) {
    return samples.stream()
        .filter(each -> each.key().candidate().equals(candidate.id()))
        .filter(each -> each.key().phase().equals(new Phase.Load(concurrency)))
        .toList();
  }

  private Evidence.Speed speed(Candidate candidate, int concurrency, List<Sample> timed) {
    List<Optional<Evidence.Request>> requests =
        timed.stream()
            .map(each -> each.exchanges().stream().findFirst().map(EvidenceReader::request))
            .toList();
    Latencies figures = level(candidate, concurrency);
    return new Evidence.Speed(
        requests,
        figures.requestsPerSecond().orElse(0),
        figures.outputTokensPerSecond().orElse(0),
        figures.failures());
  }

  /** The figures of one candidate at one concurrency. */
  Latencies level(Candidate candidate, int concurrency) {
    return Level.of(candidate.id(), concurrency, timed(candidate, concurrency), events);
  }

  private static Evidence.Request request(Exchange exchange) {
    if (exchange.outcome() != Outcome.COMPLETED || exchange.timeline().ttftNanos().isEmpty()) {
      return Evidence.Request.FAILED;
    }
    double ttft = exchange.timeline().ttftNanos().getAsLong() / 1e6;
    double e2e = exchange.timeline().endNanos() / 1e6;
    int tokens = exchange.usage().completionTokens();
    Optional<Double> tpot =
        tokens < 2 ? Optional.empty() : Optional.of((e2e - ttft) / (tokens - 1));
    return new Evidence.Request(ttft, tpot, e2e);
  }

  /** Mean tokens of one conversation over the completed trials. */
  private Optional<Evidence.Tokens> conversation(Candidate candidate) {
    List<Sample> asked =
        samples.stream()
            .filter(each -> each.key().candidate().equals(candidate.id()))
            .filter(each -> each.key().phase() instanceof Phase.Cases)
            .filter(each -> each.outcome() == Outcome.COMPLETED)
            .toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    double input =
        asked.stream()
            .flatMap(each -> each.exchanges().stream())
            .mapToInt(each -> each.usage().promptTokens())
            .sum();
    double output =
        asked.stream()
            .flatMap(each -> each.exchanges().stream())
            .mapToInt(each -> each.usage().completionTokens())
            .sum();
    return Optional.of(new Evidence.Tokens(input / asked.size(), output / asked.size()));
  }
}
