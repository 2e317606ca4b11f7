package touchstone.judge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.statistics.WilsonInterval;

/**
 * How a judge did when it was tried, and whether it may judge.
 *
 * @param model its name at its endpoint
 * @param families that its name tells, none where it is unknown
 * @param wordsVersion of the prompts, {@code auditVersion} of the questions
 * @param rates every trait that was tried, in the order of {@link Trait}
 * @param requests sent for this card
 * @param reasons why it is refused, empty where it is accepted
 */
public record JudgeCard(
    String model,
    Set<String> families,
    String wordsVersion,
    String auditVersion,
    List<Rate> rates,
    int requests,
    List<Text> reasons) {
  private static final double LEVEL = 0.95;

  public JudgeCard {
    families = Set.copyOf(families);
    rates = List.copyOf(rates);
    reasons = List.copyOf(reasons);
  }

  /** Whether a judge may judge. */
  public enum Verdict {
    ACCEPTED,
    REFUSED
  }

  /**
   * How often one thing went wrong.
   *
   * @param count of the n that went wrong, 0 to n
   * @param n questions (requests, for what cannot be read), at least 1
   */
  public record Rate(Trait trait, int count, int n) {
    /** The rate with its 95 % Wilson interval. */
    public Estimate estimate() {
      return WilsonInterval.of(count, n, LEVEL);
    }

    /** Whether it lies above the limit. */
    public boolean tooHigh() {
      return trait.limit().isPresent() && (double) count / n > trait.limit().getAsDouble() + 1e-12;
    }

    Text reason() {
      Estimate each = estimate();
      double limit = trait.limit().orElse(1);
      return new Text(
          "%s：%d/%d（%.0f%%，95%% 区间 %.0f–%.0f%%），最多容许 %.0f%%"
              .formatted(
                  trait.title().zh().strip(),
                  count,
                  n,
                  100 * each.value(),
                  100 * each.low(),
                  100 * each.high(),
                  100 * limit),
          "%s: %d of %d (%.0f %%, 95 %% interval %.0f–%.0f %%), at most %.0f %% is let pass"
              .formatted(
                  trait.title().en().strip(),
                  count,
                  n,
                  100 * each.value(),
                  100 * each.low(),
                  100 * each.high(),
                  100 * limit));
    }
  }

  public Verdict verdict() {
    return reasons.isEmpty() ? Verdict.ACCEPTED : Verdict.REFUSED;
  }

  /** A rate, empty where it was not tried. */
  public Optional<Rate> rate(Trait trait) {
    return rates.stream().filter(each -> each.trait() == trait).findFirst();
  }
}
