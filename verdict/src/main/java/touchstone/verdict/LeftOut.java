package touchstone.verdict;

import java.util.List;
import touchstone.model.Text;

/**
 * Candidates of which too much is missing to compare them, where two or more others are complete:
 * one that could not be reached must not keep the others from a verdict.
 */
final class LeftOut {
  private static final double ROUNDING = 1e-9;

  private LeftOut() {}

  static List<Evidence.OfCandidate> of(Evidence evidence) {
    List<Evidence.OfCandidate> partial =
        evidence.candidates().stream()
            .filter(each -> share(each, evidence) < Completeness.LEAST_BOTH - ROUNDING)
            .toList();
    return evidence.candidates().size() - partial.size() >= 2 ? partial : List.of();
  }

  /** The same evidence without some candidates. */
  static Evidence without(Evidence evidence, List<Evidence.OfCandidate> some) {
    return some.isEmpty()
        ? evidence
        : evidence.of(evidence.candidates().stream().filter(each -> !some.contains(each)).toList());
  }

  static Recommendation.Caveat caveat(Evidence.OfCandidate each, Evidence evidence) {
    String share = Words.percent(share(each, evidence));
    String name = each.candidate().label();
    return new Recommendation.Caveat(
        "left-out",
        new Text(
            "%s 只有 %s 的作答评出了分，没有参加比较；补齐（touchstone run --resume）以后结论可能会变。".formatted(name, share),
            "Only %s of the trials of %s have a grade, so it was left out of the comparison; once complete (touchstone run --resume) it may change the verdict."
                .formatted(share, name)));
  }

  private static double share(Evidence.OfCandidate each, Evidence evidence) {
    return Completeness.share(each, evidence);
  }
}
