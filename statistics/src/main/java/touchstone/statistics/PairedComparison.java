package touchstone.statistics;

/**
 * The mean of paired differences with Student's t interval (Student, "The probable error of a
 * mean", Biometrika 1908; for evaluations of models: Miller, arXiv 2411.00640).
 */
public final class PairedComparison {
  private PairedComparison() {}

  /** The mean of independent differences; at least one. */
  public static TInference of(double[] differences) {
    int[] own = new int[differences.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = i;
    }
    TInference mean = ClusteredMean.of(differences, own);
    return new TInference(
        mean.value(), mean.standardError(), mean.degreesOfFreedom(), mean.n(), "paired t");
  }

  /** The mean of {@code a[i] − b[i]}. */
  public static TInference of(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " values are no pairs");
    }
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return of(differences);
  }
}
