package touchstone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.load.Level;

/** The options of {@code touchstone bench} that give a load another shape than a plain level. */
final class BenchShape {
  private static final double MOST_SENTINELS = 100;
  private static final double MOST_SPEED = 10_000;

  @Option(names = "--sentinel", paramLabel = "1")
  private @Nullable String sentinel;

  @Option(names = "--trace-replay", paramLabel = "FILE")
  private @Nullable Path replay;

  @Option(names = "--replay-speed", paramLabel = "1")
  private @Nullable String speed;

  /**
   * What the options ask for.
   *
   * @param sentinel short requests a second beside every level
   * @param replay recorded arrivals instead of levels
   */
  record Load(OptionalDouble sentinel, Optional<BenchReplay> replay) {
    /** The levels that the shape itself makes; empty where they are given in numbers. */
    Optional<List<Level>> levels() {
      return replay.map(each -> List.of(each.level()));
    }

    /** Whether prompts are the given ones, again and again. */
    boolean cycles() {
      return replay.isEmpty() || !replay.get().file().format().counted();
    }
  }

  /**
   * Refuses options that exclude each other before anything is sent.
   *
   * @param others the options given elsewhere that say what the load is, such as {@code --rate}
   */
  void check(BenchWords words, List<String> others) {
    List<String> loads = new ArrayList<>(others);
    if (replay != null) {
      loads.addFirst("--trace-replay");
    }
    if (loads.size() > 1 && loads.size() > others.size()) {
      throw words.excluded(loads.get(0), loads.get(1));
    }
    for (String other : List.of("--find-max", "--vs", "--from-trace")) {
      if (sentinel != null && others.contains(other)) {
        throw words.excluded("--sentinel", other);
      }
    }
    if (speed != null && replay == null) {
      throw words.alone("--replay-speed", "--trace-replay FILE");
    }
  }

  /**
   * Reads what the options ask for.
   *
   * @param most {@code --max-tokens} where it was given
   */
  Load load(BenchWords words, Console console, OptionalInt most) {
    OptionalDouble beside =
        sentinel == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(words.perSecond("--sentinel", sentinel, MOST_SENTINELS));
    double times = speed == null ? 1 : words.factor("--replay-speed", speed, MOST_SPEED);
    Optional<BenchReplay> recorded =
        Optional.ofNullable(replay).map(file -> BenchReplay.read(console, file, times, most));
    return new Load(beside, recorded);
  }
}
