package touchstone.run;

import java.util.Optional;
import java.util.OptionalDouble;
import touchstone.model.Candidate;
import touchstone.model.Ticker;
import touchstone.model.Usage;

/**
 * Holds a run to its budget of time and money. What earlier sessions of the run used up counts. The
 * candidates that are left get even shares, so that the first does not use up what the second needs
 * to be compared with it. Thread-safe.
 */
final class Governor {
  /** Share of a candidate's turn that its cases may take; the rest is for the timed requests. */
  static final double FOR_CASES = 0.8;

  /** Kept back to grade and to write the report: this share of the time, this much at most. */
  private static final double KEPT_BACK = 0.05;

  private static final double KEPT_BACK_SECONDS = 5;

  private final Ticker ticker;
  private final Selection.Budget budget;
  private final long startNanos;
  private final double earlierSeconds;
  private double spent;
  private Optional<Rental> rental = Optional.empty();
  private Turn turn = new Turn(0, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);

  /** What one candidate may use up: from where to where, in seconds and in money of the run. */
  private record Turn(double fromSeconds, double toSeconds, double fromMoney, double toMoney) {}

  private record Rental(Candidate candidate, long sinceNanos) {}

  Governor(Ticker ticker, Selection.Budget budget, double earlierSeconds, double earlierMoney) {
    this.ticker = ticker;
    this.budget = budget;
    this.startNanos = ticker.nanos();
    this.earlierSeconds = earlierSeconds;
    this.spent = earlierMoney;
    turn(1);
  }

  /**
   * A candidate's turn begins.
   *
   * @param left how many candidates have not been measured yet, this one included
   */
  synchronized void turn(int left) {
    double seconds = seconds();
    double money = spent();
    double minutes = budget.minutes().orElse(Double.POSITIVE_INFINITY);
    double end = 60 * minutes - Math.min(KEPT_BACK_SECONDS, KEPT_BACK * 60 * minutes);
    double most = budget.money().orElse(Double.POSITIVE_INFINITY);
    turn = new Turn(seconds, share(seconds, end, left), money, share(money, most, left));
  }

  private static double share(double from, double to, int parts) {
    return from + (to - from) / parts;
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

  /** Counts what a judge cost. */
  synchronized void charge(double money) {
    spent += money;
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

  /** Seconds that the candidate whose turn it is has left; absent where no limit was set. */
  OptionalDouble secondsLeft() {
    return secondsLeft(1);
  }

  /**
   * Seconds left of the first part of its turn.
   *
   * @param part of the turn, 0 to 1
   */
  synchronized OptionalDouble secondsLeft(double part) {
    double end = turn.fromSeconds() + part * (turn.toSeconds() - turn.fromSeconds());
    return Double.isInfinite(end) ? OptionalDouble.empty() : OptionalDouble.of(end - seconds());
  }

  /** Whether nothing more may be asked of the candidate whose turn it is. */
  boolean exhausted() {
    return exhausted(1);
  }

  /** The same for the first part of its turn. */
  synchronized boolean exhausted(double part) {
    double money = turn.fromMoney() + part * (turn.toMoney() - turn.fromMoney());
    return secondsLeft(part).orElse(1) <= 0 || (Double.isFinite(money) && spent() >= money);
  }
}
