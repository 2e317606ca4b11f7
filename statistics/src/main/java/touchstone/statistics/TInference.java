package touchstone.statistics;

/**
 * A number whose error follows Student's t.
 *
 * @param standardError 0 for a number known exactly, infinite where nothing is known of its error
 * @param degreesOfFreedom above 0
 */
public record TInference(
    double value, double standardError, double degreesOfFreedom, int n, String method)
    implements Inference {
  public TInference {
    if (!(standardError >= 0) || !(degreesOfFreedom > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "value %s, standard error %s, degrees of freedom %s; expected finite, ≥ 0, > 0"
              .formatted(value, standardError, degreesOfFreedom));
    }
  }

  /** A number without error, e.g. a price. */
  public static TInference exactly(double value, int n, String method) {
    return new TInference(value, 0, 1, n, method);
  }

  @Override
  public double pValue(double hypothesis) {
    if (standardError == 0) {
      return value == hypothesis ? 1 : 0;
    }
    return StudentT.twoSided((value - hypothesis) / standardError, degreesOfFreedom);
  }

  @Override
  public Estimate estimate(double level) {
    double half =
        standardError == 0
            ? 0
            : standardError * StudentT.quantile(1 - (1 - level) / 2, degreesOfFreedom);
    return new Estimate(value, value - half, value + half, level, method, n);
  }
}
