package touchstone.statistics;

import java.util.List;

/**
 * A weighted sum of independent numbers: variances add, degrees of freedom after Welch (Biometrika
 * 1947) and Satterthwaite (Biometrics Bulletin 1946).
 */
public final class WeightedSum {
  private WeightedSum() {}

  /** {@code Σ weights[i] · parts[i]}; parts of weight 0 are left out, at least one must stay. */
  public static TInference of(List<Inference> parts, List<Double> weights) {
    double value = 0;
    double variance = 0;
    double fourth = 0;
    int n = 0;
    for (int i = 0; i < parts.size(); i++) {
      double weight = weights.get(i);
      if (weight == 0) {
        continue;
      }
      Inference part = parts.get(i);
      value += weight * part.value();
      n += part.n();
      double own = Math.pow(weight * part.standardError(), 2);
      variance += own;
      fourth += own * own / part.degreesOfFreedom();
    }
    double freedom = fourth > 0 && Double.isFinite(fourth) ? variance * variance / fourth : 1;
    return new TInference(value, Math.sqrt(variance), freedom, n, "weighted sum, Welch t");
  }
}
