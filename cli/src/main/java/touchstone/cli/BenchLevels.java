package touchstone.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.load.Level;
import touchstone.load.Ramp;
import touchstone.model.ChatRequest;

/** The options of {@code touchstone bench} that say how much load and for how long. */
final class BenchLevels {
  private static final String NUMBER = "([0-9]{1,6}(?:\\.[0-9]{1,6})?)";
  private static final Pattern RAMP = Pattern.compile(NUMBER + "\\.\\." + NUMBER);

  @Option(names = "--concurrency", paramLabel = "1,4,16")
  private @Nullable String concurrency;

  @Option(names = "--rate", paramLabel = "0.5,1,2")
  private @Nullable String rate;

  @Option(names = "--ramp", paramLabel = "FROM..TO")
  private @Nullable String ramp;

  @Option(names = "--arrivals", paramLabel = "constant|poisson|gamma:CV")
  private String arrivals = "poisson";

  @Option(names = "--requests", paramLabel = "N")
  private @Nullable Integer requests;

  @Option(names = "--duration", paramLabel = "60s")
  private @Nullable String duration;

  @Option(names = "--warmup", paramLabel = "10s|N")
  private @Nullable String warmUp;

  List<Level> levels(BenchWords words) {
    if (concurrency != null && rate != null) {
      throw words.bad(
          "--rate", rate, "不能和 --concurrency 一起用，二选一", "cannot go with --concurrency, choose one");
    }
    if (ramp != null) {
      return List.of(Level.ramp(ramp(words, ramp), arrivals(words)));
    }
    return rate == null
        ? words.concurrency(concurrency == null ? "1" : concurrency)
        : words.rates(rate, arrivals);
  }

  private Ramp ramp(BenchWords words, String word) {
    Matcher matcher = RAMP.matcher(word.strip());
    double from = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    double to = matcher.matches() ? Double.parseDouble(matcher.group(2)) : 0;
    if (to <= from) {
      throw words.bad(
          "--ramp",
          word,
          "应为 起点..终点，每秒几个请求，终点要比起点大，例如 1..20",
          "expected FROM..TO in requests a second with TO above FROM, e.g. 1..20");
    }
    OptionalInt most = most(words);
    double mean = (from + to) / 2;
    double seconds =
        time(words)
            .map(each -> each.toNanos() / 1e9)
            .orElse(most.isPresent() ? most.getAsInt() / mean : BenchPlan.USUAL_SECONDS);
    if (mean * seconds > BenchPlan.MOST) {
      throw words.bad(
          "--ramp",
          word,
          "%.0f 秒里有 %.0f 个请求，最多 %d 个；降低终点，或缩短 --duration"
              .formatted(seconds, mean * seconds, BenchPlan.MOST),
          "that is %.0f requests in %.0f s, at most %d; lower TO or --duration"
              .formatted(mean * seconds, seconds, BenchPlan.MOST));
    }
    return new Ramp(from, to, seconds);
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
