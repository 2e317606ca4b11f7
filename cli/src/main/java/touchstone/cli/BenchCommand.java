package touchstone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
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
import touchstone.model.Endpoint;
import touchstone.model.Text;

/** {@code touchstone bench URL --model M}: measures an endpoint under load. */
@Command(name = "bench", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class BenchCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "URL", descriptionKey = "URL")
  private @Nullable URI url;

  @Option(names = "--from-trace", paramLabel = "FILE")
  private @Nullable Path fromTrace;

  @Option(names = "--slo", paramLabel = "SLO")
  private List<String> slos = new ArrayList<>();

  @Option(names = "--as", split = ",", paramLabel = "TOOL")
  private List<String> as = new ArrayList<>();

  @Option(names = {"-q", "--quiet"})
  private boolean quiet;

  @Mixin private final BenchEndpoint target = new BenchEndpoint();

  @Mixin private final BenchLevels levels = new BenchLevels();

  @Mixin private final BenchPrompts prompts = new BenchPrompts();

  @Mixin private final BenchFiles files = new BenchFiles();

  @Mixin private final BenchRepeats repeats = new BenchRepeats();

  @Mixin private final BenchSessions sessions = new BenchSessions();

  @Mixin private final BenchShape shape = new BenchShape();

  @Mixin private final BenchVersus versus = new BenchVersus();

  @Mixin private final MaxSearch max = new MaxSearch();

  @Spec private @Nullable CommandSpec spec;

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
    BenchRules.check(words, given());
    List<Convention> others = BenchOthers.read(words, as);
    if (versus.asked()) {
      return compared(words, others);
    }
    if (max.asked()) {
      return highest(words);
    }
    List<Objective> objectives = BenchObjectives.read(words, slos);
    if (fromTrace != null) {
      Path file = fromTrace;
      List<List<RequestTrace>> stored = UsageProblem.in(() -> TraceFile.read(file));
      List<List<RequestTrace>> told = stored.stream().filter(BenchCommand::counts).toList();
      return report(
          told.stream()
              .map(each ->
                  LevelFigures.of(each, objectives, ClientSide.UNKNOWN)
                      .with(ConventionFigures.of(each, others)))
              .toList(),
          told,
          objectives,
          file.getFileName().toString());
    }
    return measured(words, objectives, others);
  }

  private int measured(BenchWords words, List<Objective> objectives, List<Convention> others) {
    BenchRepeats.Wanted runs = repeats.wanted(words, objectives);
    List<Level> inNumbers = levels.levels(words);
    BenchShape.Load load =
        shape.load(
            words,
            console,
            prompts.most(words),
            sessions.read(words, console, prompts.sampling(words), inNumbers));
    List<Level> each = load.levels(inNumbers);
    BenchPlan plan = plan(words);
    Endpoint endpoint = target.endpoint(words, url);
    load.replay().ifPresent(recording -> prompts.checkAsked(words, recording));
    if (load.cycles() && plan.requests().size() < plan.most().orElse(100)) {
      console.say(
          new Text(
              "提示词只有 " + plan.requests().size() + " 条，会重复；服务器若有提示词缓存，首字会显得快。用 --prompts 给更多条。",
              "There are only "
                  + plan.requests().size()
                  + " prompts, so they repeat; a server's prompt cache makes first words look"
                  + " sooner. Give --prompts more."));
    }
    load.sessions()
        .ifPresent(
            asked -> each.forEach(level -> asked.announce(console, asked.plan(level, plan))));
    ClientSettings settings = new Wiring(console).client().with(target.timeouts(words));
    try (BenchRecord record =
        new BenchRecord(console, files.trace(), files.payload(), progress())) {
      try (ChatClient client = new ChatClient(settings)) {
        new BenchRun(client, endpoint, plan, load).measure(each, runs, record);
      }
      record.throwIfNothing();
      return report(
          record.figures(objectives, others),
          record.whole(),
          objectives,
          VersusTable.name(endpoint));
    }
  }

  private BenchRecord.Progress progress() {
    return quiet
        ? BenchRecord.Progress.NONE
        : console.live() ? BenchRecord.Progress.LIVE : BenchRecord.Progress.LINES;
  }

  private int compared(BenchWords words, List<Convention> others) {
    List<Objective> objectives = BenchObjectives.read(words, slos);
    Endpoint first = target.endpoint(words, url);
    BenchVersus.Load load =
        new BenchVersus.Load(
            first,
            versus.endpoint(words, first),
            levels.levels(words),
            plan(words),
            files.trace(),
            files.payload(),
            quiet);
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
    return levels.plan(words, prompts.requests(words), prompts.seed());
  }

  /** Shows the figures before they are written: a full disk must not take them. */
  private void print(List<String> lines) {
    lines.forEach(console.out()::println);
    console.out().flush();
  }

  /** The names of the command's own options on the command line, and of the address. */
  private Set<String> given() {
    Stream<String> options =
        java.util.Objects.requireNonNull(spec, "picocli")
            .commandLine()
            .getParseResult()
            .matchedOptionsSet()
            .stream()
            .filter(each -> !each.inherited())
            .map(OptionSpec::longestName);
    Stream<String> others =
        Stream.of(url == null ? "" : BenchRules.URL, max.ofUsers() ? BenchRules.MAX_USERS : "")
            .filter(each -> !each.isEmpty());
    return Stream.concat(options, others).collect(Collectors.toSet());
  }

  private int report(
      List<LevelFigures> figures,
      List<List<RequestTrace>> traces,
      List<Objective> objectives,
      String subject) {
    print(BenchTable.lines(figures, console.language()));
    files.write(FiguresJson.of(figures).toPrettyString(), figures);
    files.writeHistograms(traces);
    files.writePage(
        () ->
            BenchPicture.of(
                subject, LocalDate.now(ZoneId.systemDefault()), figures, traces, objectives),
        console.language());
    return BenchObjectives.exit(figures);
  }

  static boolean counts(List<RequestTrace> level) {
    return level.stream().anyMatch(RequestTrace::counts);
  }

  private int highest(BenchWords words) {
    MaxSearch.Plan plan =
        new MaxSearch.Plan(
            target.endpoint(words, url),
            prompts.requests(words),
            MaxSearch.slos(words, slos),
            levels.arrivals(words),
            prompts.seed(),
            levels.most(words),
            levels.time(words),
            files.trace(),
            files.payload(),
            quiet);
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
