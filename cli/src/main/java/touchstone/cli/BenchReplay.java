package touchstone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import touchstone.load.Level;
import touchstone.load.ReplayFile;
import touchstone.load.ReplayPrompts;
import touchstone.model.ChatRequest;
import touchstone.model.Text;

/**
 * The recording of {@code --trace-replay}.
 *
 * @param most {@code --max-tokens} where it was given
 */
record BenchReplay(ReplayFile file, double speed, OptionalInt most) {
  private static final int SHOWN = 20;

  /** Reads the recording and says which rows are left out. */
  static BenchReplay read(Console console, Path path, double speed, OptionalInt most) {
    ReplayFile file = UsageProblem.in(() -> ReplayFile.read(path));
    List<ReplayFile.Bad> bad = file.bad();
    for (ReplayFile.Bad each : bad.subList(0, Math.min(SHOWN, bad.size()))) {
      console.say(
          new Text(
              path + " 第 " + each.line() + " 行跳过：" + each.reason().zh(),
              path + ", line " + each.line() + " is left out: " + each.reason().en()));
    }
    if (bad.size() > SHOWN) {
      console.say(
          new Text(
              "还有 " + (bad.size() - SHOWN) + " 行也跳过了。",
              (bad.size() - SHOWN) + " more rows are left out."));
    }
    console.say(
        new Text(
            "回放 %d 行（%s），跳过 %d 行".formatted(file.rows().size(), file.format().word(), bad.size()),
            "Replaying %d rows (%s), %d left out"
                .formatted(file.rows().size(), file.format().word(), bad.size())));
    return new BenchReplay(file, speed, most);
  }

  Level level() {
    return new Level(Level.Kind.REPLAY, speed, file.format().word());
  }

  long[] times() {
    return file.fireNanos(speed);
  }

  IntFunction<ChatRequest> prompts(IntFunction<ChatRequest> plain, long seed) {
    return new ReplayPrompts(file, plain, most, seed);
  }
}
