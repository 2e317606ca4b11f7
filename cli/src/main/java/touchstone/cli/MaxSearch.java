package touchstone.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import touchstone.endpoint.ChatClient;
import touchstone.load.FindMax;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.LoadGenerator;
import touchstone.load.MaxFound;
import touchstone.load.Objective;
import touchstone.load.ProbeLoad;
import touchstone.load.Probing;
import touchstone.load.RequestTrace;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Slo;
import touchstone.model.Ticker;

/** The options of {@code touchstone bench --find-max} and what they do. */
final class MaxSearch {
  private static final double USUAL_SECONDS = 900;
  private static final double MOST_RATE = 100_000;

  @Option(names = "--find-max", paramLabel = "concurrency|rate")
  private @Nullable String kind;

  @Option(names = "--find-max-limit", paramLabel = "1024")
  private int limit = 1024;

  private final Map<Level, List<RequestTrace>> traces = new LinkedHashMap<>();
  private String progress = "";
  private int counted;

  /** What a search has measured: the figures of every load, and the highest. */
  record Result(List<LevelFigures> levels, MaxFound found) {}

  /** What the search puts on the endpoint and how far it goes. */
  record Plan(
      Endpoint endpoint,
      List<ChatRequest> requests,
      List<Slo> slos,
      String arrivals,
      long seed,
      OptionalInt most,
      Optional<Duration> time,
      Optional<Path> trace,
      boolean payload,
      boolean quiet) {}

  boolean asked() {
    return kind != null;
  }

  /** Whether it is the concurrency that is searched. */
  boolean ofUsers() {
    return "concurrency".equals(kind);
  }

  private Level.Kind kind(BenchWords words) {
    if (ofUsers()) {
      return Level.Kind.CONCURRENCY;
    }
    if ("rate".equals(kind)) {
      return Level.Kind.RATE;
    }
    throw words.bad(
        "--find-max", "" + kind, "应为 concurrency 或 rate", "expected concurrency or rate");
  }

  /** The objectives in words, e.g. {@code ttft p95 <= 1s, tpot p99 <= 80ms}. */
  static List<Slo> slos(BenchWords words, List<String> given) {
    List<Slo> read = new ArrayList<>();
    for (Objective each : BenchObjectives.read(words, given)) {
      switch (each) {
        case Objective.Latency latency -> read.add(latency.slo());
        case Objective.Errors errors ->
            throw words.bad(
                "--slo",
                errors.label(),
                "--find-max 只看时延指标 ttft、tpot、e2e；失败的请求已按最慢算",
                "--find-max takes latencies only (ttft, tpot, e2e); a failed request counts as the"
                    + " slowest");
      }
    }
    if (read.isEmpty()) {
      throw words.bad(
          "--find-max",
          "",
          "还要用 --slo 说清什么算达标，例如 --slo 'ttft p95 <= 1s'",
          "needs --slo to say what must hold, e.g. --slo 'ttft p95 <= 1s'");
    }
    return read;
  }

  /** Searches; the endpoint gets one request at a time first, which does not count. */
  Result run(BenchWords words, Console console, ChatClient client, Plan plan, CtrlC ctrlC) {
    Level.Kind what = kind(words);
    words.atLeast("--find-max-limit", limit, 1);
    try (TraceWriter file = new TraceWriter(plan.trace())) {
      ProbeLoad load =
          new ProbeLoad(
              client,
              Ticker.system(),
              plan.endpoint(),
              LoadGenerator.cycling(plan.requests(), plan.seed()),
              (level, count, probe) -> BenchWords.fireTimes(level, count, plan.seed() + probe),
              ctrlC::stopped,
              plan.payload(),
              trace -> finished(console, file, trace, plan.quiet()));
      return searched(what, plan, load, console);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Result searched(Level.Kind what, Plan plan, ProbeLoad load, Console console)
      throws InterruptedException {
    boolean closed = what == Level.Kind.CONCURRENCY;
    Probing.Measured alone = load.measure(Level.concurrency(1), 0, 2, _ -> false);
    double start = closed ? 1 : Math.min(limit, 1 / seconds(alone));
    FindMax.Limits limits =
        new FindMax.Limits(
            closed ? limit : Math.min(limit, MOST_RATE),
            plan.most().orElse(Integer.MAX_VALUE),
            plan.time().map(each -> each.toNanos() / 1e9).orElse(USUAL_SECONDS));
    traces.clear();
    MaxFound found =
        new FindMax(what, closed ? "" : plan.arrivals(), plan.slos(), limits, start)
            .search(
                load,
                probe -> {
                  clear(console);
                  counted = 0;
                  if (!plan.quiet()) {
                    console.say(MaxTable.line(what, probe));
                  }
                });
    List<LevelFigures> levels =
        traces.values().stream()
            .filter(each -> each.stream().anyMatch(t -> !t.warmUp()))
            .map(LevelFigures::of)
            .toList();
    return new Result(levels, found);
  }

  private static double seconds(Probing.Measured alone) {
    return alone.traces().stream()
        .mapToDouble(each -> (each.endNanos() - each.scheduledNanos()) / 1e9)
        .min()
        .orElse(1);
  }

  private void finished(Console console, TraceWriter file, RequestTrace trace, boolean quiet) {
    file.write(trace);
    traces.computeIfAbsent(trace.level(), _ -> new ArrayList<>()).add(trace.figuresOnly());
    counted++;
    if (console.live() && !quiet) {
      clear(console);
      progress = trace.level().label() + "  " + counted;
      console.err().print(progress);
      console.err().flush();
    }
  }

  private void clear(Console console) {
    if (!progress.isEmpty()) {
      console.err().print("\r" + " ".repeat(progress.length()) + "\r");
      progress = "";
    }
  }
}
