package touchstone.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import touchstone.model.Grade;

/** What must not depend on names, order or level. */
class SymmetryTest {
  private static final Requirements NO_FLOORS =
      new Requirements(Requirements.DEFAULT.weights(), Map.of(), 0.2, List.of(), 1000, "CNY");

  @Property(tries = 30, seed = "20261123")
  void swapping_the_candidates_flips_the_sign(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 2, max = 20) int cases) {
    Evidence.OfCandidate a = scripted("a", seed, cases, 0).done();
    Evidence.OfCandidate b = scripted("b", seed + 1, cases, 0).done();
    Recommendation one = Verdict.decide(NO_FLOORS, new Evidence(List.of(a, b), 4 * cases));
    Recommendation two = Verdict.decide(NO_FLOORS, new Evidence(List.of(b, a), 4 * cases));
    Recommendation.Pair forth = one.overall().pairs().getFirst();
    Recommendation.Pair back = two.overall().pairs().getFirst();
    assertThat(back.difference().value()).isEqualTo(-forth.difference().value());
    assertThat(back.difference().low()).isEqualTo(-forth.difference().high());
    assertThat(two.decision()).isEqualTo(one.decision());
    assertThat(two.candidate()).isEqualTo(one.candidate());
    assertThat(two.sentence()).isEqualTo(one.sentence());
  }

  @Property(tries = 30, seed = "20261123")
  void a_constant_on_all_scores_keeps_the_decision(
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll @DoubleRange(min = 0, max = 1) double more) {
    double constant = Math.rint(more * 8) / 8;
    Recommendation one = decide(seed, 14, 0);
    Recommendation two = decide(seed, 14, constant);
    assertThat(two.decision()).isEqualTo(one.decision());
    assertThat(two.overall().pairs().getFirst().difference().value())
        .isCloseTo(
            one.overall().pairs().getFirst().difference().value(),
            org.assertj.core.api.Assertions.within(1e-9));
  }

  @Property(tries = 30, seed = "20261123")
  void the_order_of_grades_does_not_matter(@ForAll @IntRange(max = 10_000) int seed) {
    Evidence.OfCandidate a = scripted("a", seed, 15, 0).done();
    Evidence.OfCandidate b = scripted("b", seed + 1, 15, 0).done();
    Evidence shuffled = new Evidence(List.of(shuffled(a, seed), shuffled(b, seed + 7)), 60);
    assertThat(Verdict.decide(Requirements.DEFAULT, shuffled))
        .isEqualTo(Verdict.decide(Requirements.DEFAULT, new Evidence(List.of(a, b), 60)));
  }

  private static Recommendation decide(int seed, int cases, double constant) {
    return Verdict.decide(
        NO_FLOORS,
        Scripted.evidence(
            scripted("a", seed, cases, constant), scripted("b", seed + 1, cases, constant)));
  }

  private static Scripted scripted(String id, int seed, int cases, double constant) {
    SplittableRandom random = new SplittableRandom(seed);
    return Scripted.candidate(id, id)
        .everywhere(cases, () -> 2 + random.nextInt(17) / 8.0 + constant - 0.25 * (seed % 3));
  }

  private static Evidence.OfCandidate shuffled(Evidence.OfCandidate candidate, int seed) {
    List<Grade> grades = new ArrayList<>(candidate.grades());
    Collections.shuffle(grades, new Random(seed));
    return new Evidence.OfCandidate(
        candidate.candidate(),
        candidate.facts(),
        grades,
        candidate.speed(),
        candidate.conversation());
  }
}
