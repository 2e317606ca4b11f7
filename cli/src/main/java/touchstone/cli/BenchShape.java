package touchstone.cli;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code touchstone bench} that give a load another shape than a plain level. */
final class BenchShape {
  private static final double MOST_SENTINELS = 100;

  @Option(names = "--sentinel", paramLabel = "1")
  private @Nullable String sentinel;

  /**
   * What the options ask for.
   *
   * @param sentinel short requests a second beside every level
   */
  record Load(OptionalDouble sentinel) {}

  /** Refuses options that exclude each other before anything is sent. */
  void check(BenchWords words, boolean search, boolean stored) {
    if (sentinel != null && (search || stored)) {
      throw words.excluded("--sentinel", search ? "--find-max" : "--from-trace");
    }
  }

  Load load(BenchWords words) {
    return new Load(
        sentinel == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(words.perSecond("--sentinel", sentinel, MOST_SENTINELS)));
  }
}
