package touchstone.cli;

import java.nio.file.Path;
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
   * @param sessions conversations instead of single questions
   */
  record Load(
      OptionalDouble sentinel,
      Optional<BenchReplay> replay,
      Optional<BenchSessions.Asked> sessions) {
    /** The levels as this shape has them. */
    List<Level> levels(List<Level> inNumbers) {
      return replay
          .map(each -> List.of(each.level()))
          .or(() -> sessions.map(asked -> inNumbers.stream().map(asked::of).toList()))
          .orElse(inNumbers);
    }

    /** Whether prompts are the given ones, again and again. */
    boolean cycles() {
      return sessions.isEmpty() && (replay.isEmpty() || !replay.get().file().format().counted());
    }
  }

  /**
   * Reads what the options ask for.
   *
   * @param most {@code --max-tokens} where it was given
   */
  Load load(
      BenchWords words, Console console, OptionalInt most, Optional<BenchSessions.Asked> sessions) {
    OptionalDouble beside =
        sentinel == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(words.perSecond("--sentinel", sentinel, MOST_SENTINELS));
    double times = speed == null ? 1 : words.factor("--replay-speed", speed, MOST_SPEED);
    Optional<BenchReplay> recorded =
        Optional.ofNullable(replay).map(file -> BenchReplay.read(console, file, times, most));
    return new Load(beside, recorded, sessions);
  }
}
