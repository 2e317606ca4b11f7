import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import touchstone.statistics.BettingMean;
import touchstone.statistics.Power;

/**
 * How a watched comparison fares against known truths, with a look after every case: TRIALS CASES
 * MARGIN SEED. One line a truth, as Markdown.
 */
public final class Stopping {
  private static final double ALPHA = 0.05;

  private final int trials;
  private final int cases;
  private final double margin;
  private final Random random;

  private Stopping(int trials, int cases, double margin, long seed) {
    this.trials = trials;
    this.cases = cases;
    this.margin = margin;
    this.random = new Random(seed);
  }

  public static void main(String[] args) {
    Stopping bench =
        new Stopping(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Double.parseDouble(args[2]),
            Long.parseLong(args[3]));
    System.out.println(
        "| differences | true | better | worse | equivalent | cases to a decision | fixed size of"
            + " that power |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (double mean : new double[] {0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2}) {
      bench.line("normal, sd 1", mean, () -> bench.normal(mean));
    }
    bench.line("0 in 70 %, else -4 to 4", 0, () -> bench.steps(0));
    bench.line("0 in 70 %, else -4 to 4, on the margin", 0.2, () -> bench.steps(0.2));
    bench.line("right or wrong, 50 % and 50 %", 0, () -> bench.passes(0.5, 0.5));
    bench.line("right or wrong, 95 % and 90 %, on the margin", 0.2, () -> bench.passes(0.95, 0.9));
    bench.line("right or wrong, 90 % and 70 %", 0.8, () -> bench.passes(0.9, 0.7));
    bench.line("right or wrong, 90 % and 30 %", 2.4, () -> bench.passes(0.9, 0.3));
    bench.line("the same answers", 0, () -> 0);
    System.out.printf(
        "%nA fixed size that finds 0.5 at sd 1 with 95 %% power: %d%n",
        new Power(1, ALPHA, 0.95).toExceed(0.5, bench.margin).orElseThrow());
  }

  private double normal(double mean) {
    return Math.clamp(mean + random.nextGaussian(), -4, 4);
  }

  /** Mostly ties, else a step of any size, shifted in the mean by rare wins of 4. */
  private double steps(double mean) {
    double draw = random.nextDouble();
    if (draw < mean / 4) {
      return 4;
    }
    return draw < mean / 4 + (1 - mean / 4) * 0.7 ? 0 : random.nextInt(9) - 4;
  }

  private double passes(double a, double b) {
    return 4.0 * ((random.nextDouble() < a ? 1 : 0) - (random.nextDouble() < b ? 1 : 0));
  }

  private void line(String what, double mean, DoubleSupplier difference) {
    int better = 0;
    int worse = 0;
    int equivalent = 0;
    double used = 0;
    double squares = 0;
    for (int i = 0; i < trials; i++) {
      double[] values =
          IntStream.range(0, cases).mapToDouble(_ -> difference.getAsDouble()).toArray();
      squares += Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
      int up = first(values, all -> all.pValueAtMost(margin));
      int down = first(values, all -> all.pValueAtLeast(-margin));
      int inside =
          first(values, all -> Math.max(all.pValueAtLeast(margin), all.pValueAtMost(-margin)));
      int end = Math.min(Math.min(up, down), Math.min(inside, cases));
      better += up <= end ? 1 : 0;
      worse += down <= end ? 1 : 0;
      equivalent += inside <= end ? 1 : 0;
      used += end;
    }
    int most = Math.max(better, Math.max(worse, equivalent));
    System.out.printf(
        java.util.Locale.ROOT,
        "| %s | %.1f | %.2f %% | %.2f %% | %.2f %% | %.0f | %s |%n",
        what,
        mean,
        100.0 * better / trials,
        100.0 * worse / trials,
        100.0 * equivalent / trials,
        used / trials,
        fixed(mean, Math.sqrt(squares / trials / cases), (double) most / trials));
  }

  private String fixed(double mean, double sd, double power) {
    if (sd == 0 || power < 0.05 || Math.abs(mean) == margin) {
      return "";
    }
    var size = new Power(sd, ALPHA, Math.min(power, 0.9999)).toDecide(mean, margin);
    return size.isPresent() ? String.valueOf(size.getAsInt()) : "";
  }

  private interface PValue {
    double of(BettingMean seen);
  }

  /** The first look at which a p-value, which only ever falls, is small enough. */
  private static int first(double[] values, PValue p) {
    if (p.of(BettingMean.of(values, -4, 4)) > ALPHA) {
      return values.length + 1;
    }
    int undecided = 0;
    int decided = values.length;
    while (decided - undecided > 1) {
      int middle = (undecided + decided) / 2;
      if (p.of(BettingMean.of(Arrays.copyOf(values, middle), -4, 4)) <= ALPHA) {
        decided = middle;
      } else {
        undecided = middle;
      }
    }
    return decided;
  }
}
