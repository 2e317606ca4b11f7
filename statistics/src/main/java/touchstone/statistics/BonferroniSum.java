package touchstone.statistics;

import java.util.OptionalInt;
import java.util.function.DoublePredicate;

/**
 * The sum of two numbers whose errors may depend on each other: each gets half of the error rate,
 * and the ends of their intervals are added (Bonferroni 1936). A number known exactly costs
 * nothing.
 */
public final class BonferroniSum implements Inference {
  private static final int HALVINGS = 60;

  /** Logarithm of the least p-value that is told from 0. */
  private static final double LEAST = -30;

  private final AnytimeT first;
  private final Inference second;

  private BonferroniSum(AnytimeT first, Inference second) {
    this.first = first;
    this.second = second;
  }

  /** The sum; cases and method are those of the first. */
  public static BonferroniSum of(AnytimeT first, Inference second) {
    return new BonferroniSum(first, second);
  }

  @Override
  public double value() {
    return first.value() + second.value();
  }

  @Override
  public double standardError() {
    return Math.hypot(first.standardError(), second.standardError());
  }

  @Override
  public double degreesOfFreedom() {
    return Math.min(first.degreesOfFreedom(), second.degreesOfFreedom());
  }

  @Override
  public int n() {
    return first.n();
  }

  @Override
  public String method() {
    return first.method();
  }

  @Override
  public double pValue(double hypothesis) {
    return Math.min(pValueAtMost(hypothesis), pValueAtLeast(hypothesis));
  }

  @Override
  public double pValueAtMost(double hypothesis) {
    return least(alpha -> estimate(1 - alpha).low() > hypothesis);
  }

  @Override
  public double pValueAtLeast(double hypothesis) {
    return least(alpha -> estimate(1 - alpha).high() < hypothesis);
  }

  /** The least error rate at which something holds; intervals only grow as it falls. */
  private static double least(DoublePredicate holds) {
    double fails = LEAST;
    double held = 0;
    if (!holds.test(1 - 1e-9)) {
      return 1;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (fails + held) / 2;
      if (holds.test(Math.exp(middle))) {
        held = middle;
      } else {
        fails = middle;
      }
    }
    return Math.exp(held);
  }

  @Override
  public Estimate estimate(double level) {
    Estimate one = first.estimate(share(level));
    Estimate other = second.estimate(share(level));
    return new Estimate(
        value(), one.low() + other.low(), one.high() + other.high(), level, method(), n());
  }

  /** The second is taken to stay as it is. */
  @Override
  public OptionalInt casesToDecide(double margin, double level, double power) {
    double own = share(level);
    Estimate fixed = second.estimate(own);
    double distance = Math.abs(Math.abs(value()) - margin) - (fixed.high() - fixed.low()) / 2;
    return distance > 0 ? first.casesToReach(distance, own, power) : OptionalInt.empty();
  }

  private double share(double level) {
    return second.standardError() == 0 ? level : 1 - (1 - level) / 2;
  }
}
