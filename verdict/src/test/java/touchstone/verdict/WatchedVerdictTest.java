package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static touchstone.verdict.Scripted.GRADED;
import static touchstone.verdict.Scripted.candidate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import touchstone.model.Dimension;
import touchstone.model.Standing;

/** Runs that end when the answer is known. */
class WatchedVerdictTest {
  private static final int LOOK = 4;

  private static Watch watch(int cases, int pairs, Map<String, Set<Dimension>> settled) {
    List<Watch.Unit> units = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      for (Dimension dimension : GRADED) {
        units.add(new Watch.Unit(dimension, List.of("suite/" + dimension.id() + "-" + i)));
      }
    }
    return new Watch(units, 1, pairs, settled);
  }

  /** Scores of all cases that a candidate would get. */
  private record Script(String id, Map<Dimension, double[]> scores) {
    static Script of(String id, int cases, DoubleSupplier score) {
      Map<Dimension, double[]> scores = new EnumMap<>(Dimension.class);
      for (Dimension dimension : GRADED) {
        double[] own = new double[cases];
        java.util.Arrays.setAll(own, _ -> score.getAsDouble());
        scores.put(dimension, own);
      }
      return new Script(id, scores);
    }

    Evidence.OfCandidate seen(Map<Dimension, Integer> asked) {
      Scripted candidate = candidate(id, id);
      scores.forEach((dimension, own) ->
          candidate.scores(
              dimension, java.util.Arrays.copyOf(own, asked.getOrDefault(dimension, own.length))));
      return candidate.done();
    }
  }

  /** What a run comes to that looks after every fourth case of each dimension. */
  private record Ended(Recommendation recommendation, Map<Dimension, Integer> asked) {
    int cases() {
      return asked.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private static Ended run(int cases, Script first, Script second) {
    Map<Dimension, Integer> asked = new EnumMap<>(Dimension.class);
    GRADED.forEach(each -> asked.put(each, 0));
    Set<Dimension> settled = EnumSet.noneOf(Dimension.class);
    for (int look = LOOK; look <= cases && settled.size() < GRADED.size(); look += LOOK) {
      for (Dimension each : GRADED) {
        if (!settled.contains(each)) {
          asked.put(each, look);
        }
      }
      Evidence evidence = evidence(cases, first, second.seen(asked), Map.of());
      settled.addAll(Settling.of(Requirements.DEFAULT, evidence, second.id()));
    }
    Evidence last = evidence(cases, first, second.seen(asked), Map.of(second.id(), settled));
    return new Ended(Verdict.decide(Requirements.DEFAULT, last), asked);
  }

  private static Evidence evidence(
      int cases, Script first, Evidence.OfCandidate second, Map<String, Set<Dimension>> settled) {
    return new Evidence(
        List.of(first.seen(Map.of()), second),
        4 * cases,
        Map.of(),
        Optional.empty(),
        Optional.of(watch(cases, 1, settled)));
  }

  private static DoubleSupplier right(SplittableRandom random, double probability) {
    return () -> random.nextDouble() < probability ? 5 : 1;
  }

  @Test
  void equal_candidates_are_rarely_called_better_wherever_a_run_stops() {
    int better = 0;
    int anywhere = 0;
    for (int i = 0; i < 200; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Ended ended =
          run(40, Script.of("a", 40, right(random, 0.8)), Script.of("b", 40, right(random, 0.8)));
      Recommendation r = ended.recommendation();
      better += r.overall().decision() == Decision.BETTER ? 1 : 0;
      anywhere +=
          r.dimensions().stream().anyMatch(it -> it.compared().decision() == Decision.BETTER)
              ? 1
              : 0;
    }
    assertThat(better).isLessThanOrEqualTo(10);
    assertThat(anywhere).isLessThanOrEqualTo(10);
  }

  @Test
  void a_plain_difference_ends_a_run_early() {
    SplittableRandom random = new SplittableRandom(3);
    Ended ended =
        run(60, Script.of("a", 60, right(random, 0.95)), Script.of("b", 60, right(random, 0.05)));
    assertThat(ended.cases()).isLessThan(4 * 24);
    Recommendation r = ended.recommendation();
    assertThat(r.decision()).isEqualTo(Decision.BETTER);
    assertThat(r.candidate()).contains("a");
    Recommendation.Coverage coverage =
        r.coverage().getOrDefault("b", new Recommendation.Coverage(0, 0, 0, 0, 0));
    assertThat(coverage.settled()).isEqualTo(240 - ended.cases());
    assertThat(coverage.skipped()).isEqualTo(coverage.settled());
    assertThat(r.caveats())
        .extracting(Recommendation.Caveat::id)
        .contains("watched", "settled")
        .doesNotContain("missing", "left-out");
    assertThat(r.dimensions())
        .filteredOn(each -> each.dimension().graded())
        .allSatisfy(each -> assertThat(each.compared().decision()).isEqualTo(Decision.BETTER));
  }

  @Test
  void the_same_answers_are_called_equivalent_where_the_size_allows() {
    SplittableRandom random = new SplittableRandom(4);
    Script one = Script.of("a", 160, right(random, 0.9));
    Ended ended = run(160, one, new Script("b", one.scores()));
    assertThat(ended.recommendation().decision()).isEqualTo(Decision.EQUIVALENT);
    assertThat(ended.cases()).isLessThan(4 * 150);
  }

  /** The budget ended first: what is known is said, and how much is missing for the rest. */
  @Test
  void a_run_cut_short_is_undecided_with_the_cases_that_it_lacks() {
    SplittableRandom random = new SplittableRandom(5);
    Map<Dimension, Integer> few = new HashMap<>();
    GRADED.forEach(each -> few.put(each, 12));
    Script first = Script.of("a", 60, right(random, 0.9));
    Script second = Script.of("b", 60, right(random, 0.75));
    Recommendation r =
        Verdict.decide(Requirements.DEFAULT, evidence(60, first, second.seen(few), Map.of()));
    assertThat(r.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(r.overall().pairs().getFirst().casesNeeded()).isPresent();
    assertThat(r.wouldChange()).anySatisfy(each -> assertThat(each.en()).contains("more cases"));
    assertThat(r.caveats()).extracting(Recommendation.Caveat::id).contains("missing");
  }

  /** Between looks nothing that was decided is taken back. */
  @Test
  void what_is_settled_stays_settled() {
    SplittableRandom random = new SplittableRandom(6);
    Script first = Script.of("a", 60, right(random, 0.9));
    Script second = Script.of("b", 60, right(random, 0.4));
    Set<Dimension> before = EnumSet.noneOf(Dimension.class);
    for (int look = LOOK; look <= 60; look += LOOK) {
      Map<Dimension, Integer> asked = new EnumMap<>(Dimension.class);
      for (Dimension each : GRADED) {
        asked.put(each, look);
      }
      Set<Dimension> now =
          Settling.of(Requirements.DEFAULT, evidence(60, first, second.seen(asked), Map.of()), "b");
      assertThat(now).containsAll(before);
      before = now;
    }
    assertThat(before).isNotEmpty();
  }

  /** A unit that was half asked when somebody looked must not change what he saw. */
  @Test
  void a_unit_counts_once_all_its_trials_are_over() {
    Watch watch =
        new Watch(
            List.of(new Watch.Unit(Dimension.SEMANTICS, List.of("suite/x-0", "suite/x-1"))),
            1,
            1,
            Map.of());
    Scripted half = candidate("a", "Qwen");
    half.with(half.grade(Dimension.SEMANTICS, "x-0", "x", 0, Standing.SCORED, 5));
    assertThat(semantics(watch, half)).isEmpty();
    half.with(half.grade(Dimension.SEMANTICS, "x-1", "x", 0, Standing.SCORED, 2));
    assertThat(semantics(watch, half)).contains(3.5);
  }

  private static Optional<Double> semantics(Watch watch, Scripted candidate) {
    Evidence evidence =
        new Evidence(List.of(candidate.done()), 2, Map.of(), Optional.empty(), Optional.of(watch));
    return Verdict.decide(Requirements.DEFAULT, evidence).dimensions().stream()
        .filter(each -> each.dimension() == Dimension.SEMANTICS)
        .flatMap(each -> each.compared().scores().values().stream())
        .map(each -> each.value())
        .findFirst();
  }

  @Test
  void comparisons_still_to_come_count_in_the_family() {
    SplittableRandom random = new SplittableRandom(8);
    Script first = Script.of("a", 30, right(random, 0.9));
    Script second = Script.of("b", 30, right(random, 0.3));
    List<Evidence.OfCandidate> two = List.of(first.seen(Map.of()), second.seen(Map.of()));
    List<Double> alone = levels(two, 1);
    List<Double> ofThree = levels(two, 3);
    for (int i = 0; i < alone.size(); i++) {
      assertThat(ofThree.get(i)).isGreaterThan(alone.get(i));
    }
  }

  private static List<Double> levels(List<Evidence.OfCandidate> two, int pairs) {
    Evidence evidence =
        new Evidence(two, 120, Map.of(), Optional.empty(), Optional.of(watch(30, pairs, Map.of())));
    return Verdict.decide(Requirements.DEFAULT, evidence).dimensions().stream()
        .flatMap(each -> each.compared().pairs().stream())
        .map(pair -> pair.difference().level())
        .toList();
  }
}
