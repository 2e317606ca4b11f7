package touchstone.statistics;

/** Two inferences of one number, whichever says less. */
record Widest(Inference first, Inference second) implements Inference {
  @Override
  public double value() {
    return first.value();
  }

  @Override
  public double standardError() {
    return Math.max(first.standardError(), second.standardError());
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
    return Math.max(first.pValue(hypothesis), second.pValue(hypothesis));
  }

  @Override
  public int leastCases(double level) {
    return Math.max(first.leastCases(level), second.leastCases(level));
  }

  @Override
  public Estimate estimate(double level) {
    Estimate one = first.estimate(level);
    Estimate two = second.estimate(level);
    return new Estimate(
        one.value(),
        Math.min(one.low(), two.low()),
        Math.max(one.high(), two.high()),
        level,
        one.method(),
        one.n());
  }
}
