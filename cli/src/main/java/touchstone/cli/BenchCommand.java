package touchstone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import touchstone.endpoint.ChatClient;
import touchstone.endpoint.Timeouts;
import touchstone.load.FiguresCsv;
import touchstone.load.FiguresJson;
import touchstone.load.Level;
import touchstone.load.LevelFigures;
import touchstone.load.LoadGenerator;
import touchstone.load.RequestTrace;
import touchstone.load.TraceLines;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Message;
import touchstone.model.Sampling;
import touchstone.model.Ticker;

/** {@code touchstone bench URL --model M}: measures an endpoint under load. */
@Command(name = "bench", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class BenchCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "URL", descriptionKey = "URL")
  private @Nullable URI url;

  @Option(names = "--model", paramLabel = "NAME")
  private @Nullable String model;

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

  @Option(names = "--warmup", paramLabel = "N")
  private int warmUp;

  @Option(names = "--max-tokens", paramLabel = "N")
  private int maxTokens = 128;

  @Option(names = "--seed", paramLabel = "N")
  private long seed = 1;

  @Option(names = "--prompts", paramLabel = "FILE")
  private @Nullable Path prompts;

  @Option(names = "--body", paramLabel = "FILE")
  private @Nullable Path body;

  @Option(names = "--api-key-env", paramLabel = "NAME")
  private @Nullable String keyVariable;

  @Option(names = "--header-env", paramLabel = "K=NAME")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "--timeout", paramLabel = "120s")
  private String timeout = "120s";

  @Option(names = "--stall-timeout", paramLabel = "30s")
  private String stallTimeout = "30s";

  @Option(names = "--json", paramLabel = "FILE")
  private @Nullable Path json;

  @Option(names = "--csv", paramLabel = "FILE")
  private @Nullable Path csv;

  @Option(names = "--trace", paramLabel = "FILE")
  private @Nullable Path trace;

  @Option(names = "--trace-payload")
  private boolean payload;

  @Option(names = "--from-trace", paramLabel = "FILE")
  private @Nullable Path fromTrace;

  @Option(names = "--slo", paramLabel = "SLO")
  private List<String> slos = new ArrayList<>();

  @Mixin private final MaxSearch max = new MaxSearch();

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BenchWords words = new BenchWords();
    List<List<RequestTrace>> levels;
    if (fromTrace != null) {
      levels = stored(words, fromTrace);
    } else {
      if (url == null || model == null || model.isBlank()) {
        throw words.bad(
            "URL --model",
            "",
            "要写接口地址和模型名，例如 touchstone bench http://127.0.0.1:8000/v1 --model qwen3",
            "expected an address and a model, e.g. touchstone bench http://127.0.0.1:8000/v1"
                + " --model qwen3");
      }
      if (max.asked()) {
        return highest(words, url, model);
      }
      levels = measured(words, url, model);
    }
    List<LevelFigures> figures =
        levels.stream()
            .filter(each -> each.stream().anyMatch(t -> !t.warmUp()))
            .map(LevelFigures::of)
            .toList();
    write(FiguresJson.of(figures).toPrettyString(), figures);
    BenchTable.lines(figures, console.language()).forEach(console.out()::println);
    console.out().flush();
    return figures.stream().anyMatch(each -> each.completed() > 0) ? Exit.OK : Exit.FAILED;
  }

  private List<List<RequestTrace>> measured(BenchWords words, URI address, String name) {
    Optional<Duration> limit =
        Optional.ofNullable(duration).map(each -> words.duration("--duration", each));
    if (requests != null) {
      words.atLeast("--requests", requests, 1);
    }
    if (concurrency != null && rate != null) {
      throw words.bad(
          "--rate", rate, "不能和 --concurrency 一起用，二选一", "cannot go with --concurrency, choose one");
    }
    List<Level> plan =
        rate == null
            ? words.concurrency(concurrency == null ? "1" : concurrency)
            : words.rates(rate, arrivals);
    List<ChatRequest> asked = requests(words);
    Endpoint endpoint = endpoint(words, address, name);
    try (ChatClient client = new ChatClient(new Wiring(console).client().with(timeouts(words)));
        BenchRecord record =
            new BenchRecord(console, client.engine(), Optional.ofNullable(trace), payload)) {
      record.arm();
      for (Level level : plan) {
        if (!record.stopped()) {
          level(client, endpoint, level, asked, limit, record);
        }
      }
      return record.levels();
    }
  }

  private void level(
      ChatClient client,
      Endpoint endpoint,
      Level level,
      List<ChatRequest> asked,
      Optional<Duration> limit,
      BenchRecord record) {
    boolean open = level.kind() == Level.Kind.RATE;
    int usual = open ? (int) Math.ceil(60 * level.value()) : Math.max(100, 5 * (int) level.value());
    int count =
        requests != null ? requests : limit.isPresent() ? Integer.MAX_VALUE - warmUp : usual;
    if (open && limit.isPresent()) {
      count =
          (int)
              Math.min(count, Math.max(1, Math.ceil(limit.get().toNanos() / 1e9 * level.value())));
    }
    record.begin(level, open ? Optional.empty() : limit, count + warmUp);
    LoadGenerator generator = new LoadGenerator(client, Ticker.system());
    try {
      if (open) {
        long[] times = BenchWords.fireTimes(level, count + warmUp, seed);
        generator.schedule(
            endpoint, times, LoadGenerator.cycling(asked, seed), warmUp, record::halted, record);
      } else {
        generator.loop(
            endpoint,
            (int) level.value(),
            count + warmUp,
            LoadGenerator.cycling(asked, seed),
            warmUp,
            record::halted,
            record);
      }
    } catch (InterruptedException stopped) {
      // Ctrl-C: what was measured is reported.
    }
    record.end();
  }

  private List<ChatRequest> requests(BenchWords words) {
    words.atLeast("--warmup", warmUp, 0);
    Sampling sampling =
        new Sampling(words.atLeast("--max-tokens", maxTokens, 1), 0, OptionalDouble.empty());
    return words.prompts(prompts).stream()
        .map(each -> new ChatRequest(List.of(Message.user(each)), sampling, seed, Optional.empty()))
        .toList();
  }

  private Endpoint endpoint(BenchWords words, URI address, String name) {
    Map<String, String> templates = new LinkedHashMap<>();
    headers.forEach((header, variable) -> templates.put(header, "${" + variable + "}"));
    return new Endpoint(
        address,
        name,
        Optional.ofNullable(keyVariable).map(variable -> "${" + variable + "}"),
        templates,
        body == null ? "{}" : words.read("--body", body),
        false);
  }

  private static List<List<RequestTrace>> stored(BenchWords words, Path file) {
    Map<Level, List<RequestTrace>> levels = new LinkedHashMap<>();
    int number = 0;
    for (String line : words.read("--from-trace", file).lines().toList()) {
      RequestTrace read = TraceLines.read(line, ++number).figuresOnly();
      levels.computeIfAbsent(read.level(), _ -> new ArrayList<>()).add(read);
    }
    if (levels.isEmpty()) {
      throw words.bad(
          "--from-trace",
          file.toString(),
          "文件是空的，应为 --trace 写出的轨迹",
          "the file is empty, expected what --trace wrote");
    }
    return List.copyOf(levels.values());
  }

  private int highest(BenchWords words, URI address, String name) {
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
            endpoint(words, address, name),
            requests(words),
            MaxSearch.slos(words, slos),
            arrivals,
            seed,
            requests,
            Optional.ofNullable(duration).map(each -> words.duration("--duration", each)),
            Optional.ofNullable(trace),
            payload);
    try (ChatClient client = new ChatClient(new Wiring(console).client().with(timeouts(words)))) {
      MaxSearch.Result result = max.run(words, console, client, plan);
      write(FiguresJson.of(result.levels(), result.found()).toPrettyString(), result.levels());
      MaxTable.lines(result.found(), console.language()).forEach(console.out()::println);
      console.out().flush();
      return result.levels().stream().anyMatch(each -> each.completed() > 0)
          ? Exit.OK
          : Exit.FAILED;
    }
  }

  private Timeouts timeouts(BenchWords words) {
    return new Timeouts(
        Duration.ofSeconds(10),
        words.duration("--stall-timeout", stallTimeout),
        words.duration("--timeout", timeout));
  }

  private void write(String whole, List<LevelFigures> figures) {
    try {
      if (json != null) {
        Files.writeString(json, whole + "\n", StandardCharsets.UTF_8);
      }
      if (csv != null) {
        Files.writeString(csv, FiguresCsv.of(figures), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
