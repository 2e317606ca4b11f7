package touchstone.run;

import java.util.Optional;
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
  private Optional<Rental> rental = Optional.empty();

  private record Rental(Candidate candidate, long sinceNanos) {}

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
    return spent + rental.map(this::due).orElse(0.0);
  }

  private double due(Rental each) {
    return Spending.hours(each.candidate(), (ticker.nanos() - each.sinceNanos()) / 3.6e12);
  }

  /** Counts the tokens of one answer at the candidate's price. */
  synchronized void charge(Candidate candidate, Usage usage) {
    spent += Spending.tokens(candidate, usage);
  }

  /** A candidate's machine is paid for by the hour from now on. */
  synchronized void rents(Candidate candidate) {
    rental = Optional.of(new Rental(candidate, ticker.nanos()));
  }

  /** The machine is given back. */
  synchronized void returns() {
    spent = spent();
    rental = Optional.empty();
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
