package touchstone.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.load.Objective;
import touchstone.load.Repeats;

/** {@code --repeats}: how often the whole list of levels is measured. */
final class BenchRepeats {
  private static final String AUTO = "auto";
  private static final int MOST = 100;

  /**
   * Runs after those that were found to agree. Runs that happen to agree are where measuring stops,
   * so their interval alone would be too short: {@code bench/repeats.py} tells how often it holds.
   */
  private static final int FURTHER = 2;

  @Option(names = "--repeats", paramLabel = "N|auto")
  private @Nullable String repeats;

  /**
   * When there are enough runs.
   *
   * @param most runs at most
   * @param narrow whether they end sooner, where every level's intervals are narrow enough
   * @param objectives whose figures must be narrow
   */
  record Wanted(int most, boolean narrow, List<Objective> objectives) {
    /** After so many whole runs. */
    boolean reached(int runs, BenchRecord record) {
      int before = runs - FURTHER;
      boolean enough = narrow && before >= Repeats.LEAST && record.narrow(before, objectives);
      return enough || runs >= most;
    }
  }

  Wanted wanted(BenchWords words, List<Objective> objectives) {
    if (repeats == null) {
      return new Wanted(1, false, objectives);
    }
    if (repeats.equals(AUTO)) {
      return new Wanted(Repeats.MOST, true, objectives);
    }
    if (!repeats.matches("[0-9]{1,3}")
        || Integer.parseInt(repeats) < 2
        || Integer.parseInt(repeats) > MOST) {
      throw words.bad(
          "--repeats",
          repeats,
          "应为 2–100 的整数，或 auto（测到各轮之间的区间够窄为止）",
          "expected 2 to 100, or auto (until the interval between runs is narrow)");
    }
    return new Wanted(Integer.parseInt(repeats), false, objectives);
  }
}
