package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.load.Comparison;
import touchstone.load.ComparisonJson;
import touchstone.load.Convention;
import touchstone.load.FiguresJson;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.Objective;
import touchstone.load.PairedLoad;
import touchstone.load.RequestTrace;
import touchstone.model.Endpoint;
import touchstone.model.ProblemException;
import touchstone.model.Ticker;

/** {@code touchstone bench URL --vs URL2}: two endpoints under the same load at the same time. */
final class BenchVersus {
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
      Endpoint first,
      Endpoint second,
      List<Level> levels,
      BenchPlan plan,
      Optional<Path> trace,
      boolean payload,
      boolean quiet) {}

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
      Load load,
      List<Objective> objectives,
      List<Convention> others) {
    BenchRecord.Progress shown =
        load.quiet() ? BenchRecord.Progress.NONE : BenchRecord.Progress.LINES;
    try (BenchRecord a = new BenchRecord(console, load.trace(), load.payload(), shown);
        BenchRecord b =
            new BenchRecord(console, load.trace().map(BenchVersus::other), load.payload(), shown)) {
      List<Outcome> outcomes = new ArrayList<>();
      try (ChatClient client = new ChatClient(settings)) {
        measure(client, load, a, b);
      }
      a.throwIfNothing();
      b.throwIfNothing();
      for (int i = 0; i < a.levels(); i++) {
        List<RequestTrace> ofA = a.traces(i);
        List<RequestTrace> ofB = b.traces(i);
        if (BenchCommand.counts(ofA) && BenchCommand.counts(ofB)) {
          outcomes.add(
              new Outcome(
                  a.figures(i, objectives, others),
                  b.figures(i, objectives, others),
                  Comparison.of(ofA, ofB, load.plan().seed())));
        }
      }
      return outcomes;
    }
  }

  private static void measure(ChatClient client, Load load, BenchRecord a, BenchRecord b) {
    PairedLoad pair = new PairedLoad(client, Ticker.system());
    List<PairedLoad.Side> sides =
        List.of(new PairedLoad.Side(load.first(), a), new PairedLoad.Side(load.second(), b));
    BooleanSupplier halted = () -> a.halted() || b.halted();
    try {
      BenchRun.warm(client);
      for (Level level : load.levels()) {
        if (halted.getAsBoolean()) {
          break;
        }
        level(client, pair, sides, level, load.plan(), a, b);
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
      BenchPlan plan,
      BenchRecord a,
      BenchRecord b)
      throws InterruptedException {
    BooleanSupplier halted = () -> a.halted() || b.halted();
    if (level.kind() == Level.Kind.CONCURRENCY) {
      int counted = plan.counted(level);
      a.begin(client, level, plan.limit(level), counted);
      b.begin(client, level, plan.limit(level), counted);
      pair.loop(sides, (int) level.value(), counted, plan.prompts(), plan.first(level), halted);
    } else {
      BenchSchedule due = plan.schedule(level);
      a.begin(client, level, due);
      b.begin(client, level, due);
      pair.schedule(sides, due.times(), due.prompts(), due.cold(), halted);
    }
    a.end();
    b.end();
  }

  /** {@code trace.jsonl} has {@code trace.jsonl.b} beside it. */
  static Path other(Path trace) {
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
