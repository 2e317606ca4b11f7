package touchstone.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.load.Level;
import touchstone.model.ChatRequest;

/** The options of {@code touchstone bench} that say how much load and for how long. */
final class BenchLevels {
  @Option(names = "--concurrency", paramLabel = "1,4,16")
  private @Nullable String concurrency;

  @Option(names = "--rate", paramLabel = "0.5,1,2")
  private @Nullable String rate;

  @Option(names = "--arrivals", paramLabel = "constant|poisson|gamma:CV")
  private String arrivals = "poisson";

  @Option(names = "--requests", paramLabel = "N")
  private @Nullable Integer requests;

  @Option(names = "--duration", paramLabel = "60s")
  private @Nullable String duration;

  @Option(names = "--warmup", paramLabel = "10s|N")
  private @Nullable String warmUp;

  /** Those given that say what the load is. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (concurrency != null) {
      given.add("--concurrency");
    }
    if (rate != null) {
      given.add("--rate");
    }
    return given;
  }

  List<Level> levels(BenchWords words) {
    if (concurrency != null && rate != null) {
      throw words.bad(
          "--rate", rate, "不能和 --concurrency 一起用，二选一", "cannot go with --concurrency, choose one");
    }
    return rate == null
        ? words.concurrency(concurrency == null ? "1" : concurrency)
        : words.rates(rate, arrivals);
  }

  BenchPlan plan(BenchWords words, List<ChatRequest> prompts, long seed) {
    return new BenchPlan(
        prompts, seed, Optional.ofNullable(warmUp).map(words::warmUp), most(words), time(words));
  }

  /** The arrivals of an open loop, checked. */
  String arrivals(BenchWords words) {
    words.rates("1", arrivals);
    return arrivals;
  }

  /** How many requests count at most. */
  OptionalInt most(BenchWords words) {
    return requests == null
        ? OptionalInt.empty()
        : OptionalInt.of(words.atLeast("--requests", requests, 1));
  }

  Optional<Duration> time(BenchWords words) {
    return Optional.ofNullable(duration).map(each -> words.duration("--duration", each));
  }
}
