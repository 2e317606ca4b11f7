package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.ClientSettings;
import touchstone.load.ClientSide;
import touchstone.load.Convention;
import touchstone.load.ConventionFigures;
import touchstone.load.FiguresJson;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.Objective;
import touchstone.load.RequestTrace;
import touchstone.load.TraceFile;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.Sampling;
import touchstone.model.Text;

/** {@code touchstone bench URL --model M}: measures an endpoint under load. */
@Command(name = "bench", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class BenchCommand implements Callable<Integer> {
  private static final int USUAL_TOKENS = 128;

  @Parameters(arity = "0..1", paramLabel = "URL", descriptionKey = "URL")
  private @Nullable URI url;

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

  @Option(names = "--max-tokens", paramLabel = "N")
  private @Nullable Integer maxTokens;

  @Option(names = "--seed", paramLabel = "N")
  private long seed = 1;

  @Option(names = "--prompts", paramLabel = "FILE")
  private @Nullable Path prompts;

  @Option(names = "--from-trace", paramLabel = "FILE")
  private @Nullable Path fromTrace;

  @Option(names = "--slo", paramLabel = "SLO")
  private List<String> slos = new ArrayList<>();

  @Option(names = "--as", split = ",", paramLabel = "TOOL")
  private List<String> as = new ArrayList<>();

  @Mixin private final BenchEndpoint target = new BenchEndpoint();

  @Mixin private final BenchFiles files = new BenchFiles();

  @Mixin private final BenchShape shape = new BenchShape();

  @Mixin private final BenchVersus versus = new BenchVersus();

  @Mixin private final MaxSearch max = new MaxSearch();

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BenchWords words = new BenchWords("bench");
    files.check(words);
    if (versus.asked()) {
      files.checkSecondTrace(words);
    }
    shape.check(words, given());
    List<Convention> others = BenchOthers.read(words, as);
    if (versus.asked()) {
      return compared(words, others);
    }
    if (max.asked() && fromTrace == null) {
      if (!others.isEmpty()) {
        throw words.excluded("--as", "--find-max");
      }
      return highest(words);
    }
    List<Objective> objectives = BenchObjectives.read(words, slos);
    if (fromTrace != null) {
      Path file = fromTrace;
      List<List<RequestTrace>> stored = UsageProblem.in(() -> TraceFile.read(file));
      return report(
          stored.stream()
              .filter(BenchCommand::counts)
              .map(each ->
                  LevelFigures.of(each, objectives, ClientSide.UNKNOWN)
                      .with(ConventionFigures.of(each, others)))
              .toList());
    }
    return measured(words, objectives, others);
  }

  private int measured(BenchWords words, List<Objective> objectives, List<Convention> others) {
    BenchShape.Load load =
        shape.load(
            words,
            console,
            maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens(words)));
    List<Level> levels = load.levels().orElseGet(() -> levels(words));
    BenchPlan plan = plan(words);
    Endpoint endpoint = target.endpoint(words, url);
    if (load.cycles() && plan.requests().size() < plan.most().orElse(100)) {
      console.say(
          new Text(
              "提示词只有 " + plan.requests().size() + " 条，会重复；服务器若有提示词缓存，首字会显得快。用 --prompts 给更多条。",
              "There are only "
                  + plan.requests().size()
                  + " prompts, so they repeat; a server's prompt cache makes first words look"
                  + " sooner. Give --prompts more."));
    }
    ClientSettings settings = new Wiring(console).client().with(target.timeouts(words));
    try (BenchRecord record = new BenchRecord(console, files.trace(), files.payload())) {
      try (ChatClient client = new ChatClient(settings)) {
        new BenchRun(client, endpoint, plan, load).measure(levels, record);
      }
      record.throwIfNothing();
      return report(record.figures(objectives, others));
    }
  }

  private int compared(BenchWords words, List<Convention> others) {
    if (max.asked() || fromTrace != null) {
      throw words.bad(
          "--vs",
          "",
          "不能和 --find-max、--from-trace 一起用",
          "cannot go with --find-max or --from-trace");
    }
    List<Objective> objectives = BenchObjectives.read(words, slos);
    Endpoint first = target.endpoint(words, url);
    BenchVersus.Load load =
        new BenchVersus.Load(
            first,
            versus.endpoint(words, first),
            levels(words),
            plan(words),
            files.trace(),
            files.payload());
    ClientSettings settings = new Wiring(console).client().with(target.timeouts(words));
    List<BenchVersus.Outcome> outcomes = versus.run(console, settings, load, objectives, others);
    List<LevelFigures> both =
        outcomes.stream().flatMap(each -> Stream.of(each.a(), each.b())).toList();
    print(VersusTable.lines(outcomes, load.first(), load.second(), console.language()));
    files.write(
        BenchVersus.json(outcomes, VersusTable.name(load.first()), VersusTable.name(load.second()))
            .toPrettyString(),
        both);
    return BenchObjectives.exit(both);
  }

  private BenchPlan plan(BenchWords words) {
    return new BenchPlan(
        requests(words),
        seed,
        Optional.ofNullable(warmUp).map(words::warmUp),
        requests == null
            ? OptionalInt.empty()
            : OptionalInt.of(words.atLeast("--requests", requests, 1)),
        time(words));
  }

  /** Shows the figures before they are written: a full disk must not take them. */
  private void print(List<String> lines) {
    lines.forEach(console.out()::println);
    console.out().flush();
  }

  private List<Level> levels(BenchWords words) {
    if (concurrency != null && rate != null) {
      throw words.bad(
          "--rate", rate, "不能和 --concurrency 一起用，二选一", "cannot go with --concurrency, choose one");
    }
    return rate == null
        ? words.concurrency(concurrency == null ? "1" : concurrency)
        : words.rates(rate, arrivals);
  }

  /** The options given that say what the load is. */
  private List<String> given() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--concurrency", concurrency != null);
    options.put("--rate", rate != null);
    options.put("--find-max", max.asked());
    options.put("--vs", versus.asked());
    options.put("--from-trace", fromTrace != null);
    return options.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  private int maxTokens(BenchWords words) {
    return words.atLeast("--max-tokens", maxTokens == null ? USUAL_TOKENS : maxTokens, 1);
  }

  private Optional<Duration> time(BenchWords words) {
    return Optional.ofNullable(duration).map(each -> words.duration("--duration", each));
  }

  private int report(List<LevelFigures> figures) {
    print(BenchTable.lines(figures, console.language()));
    files.write(FiguresJson.of(figures).toPrettyString(), figures);
    return BenchObjectives.exit(figures);
  }

  static boolean counts(List<RequestTrace> level) {
    return level.stream().anyMatch(RequestTrace::counts);
  }

  private List<ChatRequest> requests(BenchWords words) {
    Sampling sampling = new Sampling(maxTokens(words), 0, OptionalDouble.empty());
    return words.prompts(prompts).stream()
        .map(each -> new ChatRequest(List.of(Message.user(each)), sampling, seed, Optional.empty()))
        .toList();
  }

  private int highest(BenchWords words) {
    if (concurrency != null || rate != null) {
      throw words.bad(
          "--find-max",
          "",
          "自己找负载，不能和 --concurrency、--rate 一起用",
          "finds the load itself, it cannot go with --concurrency or --rate");
    }
    if (requests != null) {
      words.atLeast("--requests", requests, 1);
    }
    words.rates("1", arrivals);
    MaxSearch.Plan plan =
        new MaxSearch.Plan(
            target.endpoint(words, url),
            requests(words),
            MaxSearch.slos(words, slos),
            arrivals,
            seed,
            requests,
            time(words),
            files.trace(),
            files.payload());
    try (CtrlC ctrlC = CtrlC.noted();
        ChatClient client =
            new ChatClient(new Wiring(console).client().with(target.timeouts(words)))) {
      MaxSearch.Result result = max.run(words, console, client, plan, ctrlC);
      print(MaxTable.lines(result.found(), console.language()));
      files.write(
          FiguresJson.of(result.levels(), result.found()).toPrettyString(), result.levels());
      return result.levels().stream().anyMatch(each -> each.completed() > 0)
          ? Exit.OK
          : Exit.FAILED;
    }
  }
}
