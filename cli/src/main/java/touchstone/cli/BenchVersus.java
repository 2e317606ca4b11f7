package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.endpoint.SelfTest;
import touchstone.load.Comparison;
import touchstone.load.ComparisonJson;
import touchstone.load.FiguresJson;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.LoadGenerator;
import touchstone.load.Objective;
import touchstone.load.PairedLoad;
import touchstone.load.RequestTrace;
import touchstone.load.WarmUp;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/** {@code touchstone bench URL --vs URL2}: two endpoints under the same load at the same time. */
final class BenchVersus {
  private static final int USUAL = 100;

  @Option(names = "--vs", paramLabel = "URL2")
  private @Nullable URI url;

  @Option(names = "--vs-model", paramLabel = "NAME")
  private @Nullable String model;

  @Option(names = "--vs-api-key-env", paramLabel = "NAME")
  private @Nullable String keyVariable;

  /**
   * What both are asked.
   *
   * @param trace where the first endpoint's trace goes; the second's lies beside it
   */
  record Load(
      Endpoint endpoint,
      List<ChatRequest> requests,
      List<Level> levels,
      WarmUpChoice warmUp,
      OptionalInt most,
      Optional<Duration> time,
      long seed,
      Optional<Path> trace,
      boolean payload) {}

  /** The user's warm-up, else one request a user or a second's. */
  record WarmUpChoice(Optional<WarmUp> chosen) {
    WarmUp of(Level level) {
      return chosen.orElse(new WarmUp((int) Math.max(1, Math.ceil(level.value())), Duration.ZERO));
    }
  }

  /** Both sides of one level and how they compare. */
  record Outcome(LevelFigures a, LevelFigures b, Comparison comparison) {}

  boolean asked() {
    return url != null || model != null || keyVariable != null;
  }

  /** The second endpoint: the same model and headers unless it names its own. */
  Endpoint endpoint(BenchWords words, Endpoint first) {
    if (url == null) {
      throw words.bad(
          "--vs",
          "",
          "--vs-model 和 --vs-api-key-env 要和 --vs 地址一起用",
          "--vs-model and --vs-api-key-env need the address in --vs");
    }
    return new Endpoint(
        url,
        model == null ? first.model() : model,
        Optional.ofNullable(keyVariable).map(variable -> "${" + variable + "}"),
        java.util.Map.of(),
        first.extraBody(),
        false);
  }

  /** Measures both; each level that has requests that count on both sides is compared. */
  List<Outcome> run(
      Console console,
      ClientSettings settings,
      Endpoint second,
      Load load,
      List<Objective> objectives) {
    try (BenchRecord a = new BenchRecord(console, load.trace(), load.payload());
        BenchRecord b =
            new BenchRecord(console, load.trace().map(BenchVersus::other), load.payload())) {
      List<Outcome> outcomes = new ArrayList<>();
      try (ChatClient client = new ChatClient(settings)) {
        measure(client, second, load, a, b);
      }
      a.throwIfNothing();
      b.throwIfNothing();
      for (int i = 0; i < a.levels(); i++) {
        List<RequestTrace> ofA = a.traces(i);
        List<RequestTrace> ofB = b.traces(i);
        if (BenchCommand.counts(ofA) && BenchCommand.counts(ofB)) {
          outcomes.add(
              new Outcome(
                  a.figures(i, objectives),
                  b.figures(i, objectives),
                  Comparison.of(ofA, ofB, load.seed())));
        }
      }
      return outcomes;
    }
  }

  private static void measure(
      ChatClient client, Endpoint second, Load load, BenchRecord a, BenchRecord b) {
    PairedLoad pair = new PairedLoad(client, Ticker.system());
    List<PairedLoad.Side> sides =
        List.of(new PairedLoad.Side(load.endpoint(), a), new PairedLoad.Side(second, b));
    BooleanSupplier halted = () -> a.halted() || b.halted();
    try {
      SelfTest.run(client.engineReport().kind(), BenchRun.CLIENT);
      for (Level level : load.levels()) {
        if (halted.getAsBoolean()) {
          break;
        }
        level(client, pair, sides, level, load, a, b);
      }
    } catch (InterruptedException stopped) {
      // Ctrl-C: what was measured is reported.
    } catch (ProblemException refused) {
      a.refused(refused);
    } finally {
      a.end();
      b.end();
    }
  }

  private static void level(
      ChatClient client,
      PairedLoad pair,
      List<PairedLoad.Side> sides,
      Level level,
      Load load,
      BenchRecord a,
      BenchRecord b)
      throws InterruptedException {
    WarmUp first = load.warmUp().of(level);
    boolean open = level.kind() == Level.Kind.RATE;
    long[] times = open ? fireTimes(level, first, load) : new long[0];
    int counted = open ? times.length - first.of(times) : counted(level, load);
    Optional<Duration> limit =
        open ? Optional.empty() : load.time().map(each -> each.plus(first.time()));
    a.begin(client, level, limit, counted);
    b.begin(client, level, limit, counted);
    BooleanSupplier halted = () -> a.halted() || b.halted();
    if (open) {
      pair.schedule(
          sides,
          times,
          LoadGenerator.cycling(load.requests(), load.seed()),
          first.of(times),
          halted);
    } else {
      pair.loop(
          sides,
          (int) level.value(),
          counted,
          LoadGenerator.cycling(load.requests(), load.seed()),
          first,
          halted);
    }
    a.end();
    b.end();
  }

  private static int counted(Level level, Load load) {
    int usual =
        load.time().isPresent() ? Integer.MAX_VALUE : Math.max(USUAL, 5 * (int) level.value());
    return load.most().orElse(usual);
  }

  private static long[] fireTimes(Level level, WarmUp first, Load load) {
    double seconds = load.time().map(each -> each.toNanos() / 1e9).orElse(60.0);
    int fitting = (int) Math.clamp(Math.ceil(seconds * level.value()), 1, BenchRun.MOST);
    int counted =
        load.time().isPresent()
            ? Math.min(load.most().orElse(fitting), fitting)
            : load.most().orElse(fitting);
    double warm = first.time().toNanos() / 1e9 * level.value();
    int spare = first.requests() + (int) Math.ceil(warm * 2 + 9);
    long[] all = BenchWords.fireTimes(level, counted + spare, load.seed());
    return Arrays.copyOf(all, Math.min(all.length, first.of(all) + counted));
  }

  /** {@code trace.jsonl} has {@code trace.jsonl.b} beside it. */
  private static Path other(Path trace) {
    return trace.resolveSibling(trace.getFileName() + ".b");
  }

  /** All levels as JSON, the first endpoint's figures with the comparison in each. */
  static ObjectNode json(List<Outcome> outcomes, String a, String b) {
    ObjectNode root = FiguresJson.of(outcomes.stream().map(Outcome::a).toList());
    ArrayNode levels = (ArrayNode) root.required("levels");
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome each = outcomes.get(i);
      ((ObjectNode) levels.required(i))
          .set("comparison", ComparisonJson.of(each.comparison(), a, b, each.b()));
    }
    return root;
  }
}
