package touchstone.run;

import java.util.OptionalDouble;
import touchstone.model.Candidate;
import touchstone.model.Ticker;
import touchstone.model.Usage;

/**
 * Holds a run to its budget of time and money. What earlier sessions of the run used up counts.
 * Thread-safe.
 */
final class Governor {
  private final Ticker ticker;
  private final Selection.Budget budget;
  private final long startNanos;
  private final double earlierSeconds;
  private double spent;

  Governor(Ticker ticker, Selection.Budget budget, double earlierSeconds, double earlierMoney) {
    this.ticker = ticker;
    this.budget = budget;
    this.startNanos = ticker.nanos();
    this.earlierSeconds = earlierSeconds;
    this.spent = earlierMoney;
  }

  /** Seconds since the run began, over all its sessions. */
  double seconds() {
    return earlierSeconds + (ticker.nanos() - startNanos) / 1e9;
  }

  /** Money spent so far, in the requirements' currency; 0 where no price is known. */
  synchronized double spent() {
    return spent;
  }

  /** Counts the tokens of one answer at the candidate's price. */
  synchronized void charge(Candidate candidate, Usage usage) {
    candidate.price().ifPresent(price -> spent += cost(price, usage));
  }

  /** Counts time that a rented machine was up. */
  synchronized void chargeHours(Candidate candidate, double hours) {
    if (candidate.price().orElse(null) instanceof Candidate.Price.PerHour perHour) {
      spent += perHour.amount() * hours;
    }
  }

  private static double cost(Candidate.Price price, Usage usage) {
    return switch (price) {
      case Candidate.Price.PerMillionTokens tokens ->
          (usage.promptTokens() * tokens.input() + usage.completionTokens() * tokens.output())
              / 1e6;
      case Candidate.Price.PerHour _ -> 0;
    };
  }

  /** Seconds left; absent where no limit was set. */
  OptionalDouble secondsLeft() {
    return budget.minutes().isPresent()
        ? OptionalDouble.of(budget.minutes().getAsDouble() * 60 - seconds())
        : OptionalDouble.empty();
  }

  /** Whether nothing more may be asked. */
  boolean exhausted() {
    return secondsLeft().orElse(1) <= 0
        || (budget.money().isPresent() && spent() >= budget.money().getAsDouble());
  }
}
