package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import touchstone.model.Language;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;
import touchstone.testing.TlsIdentity;

@Timeout(60)
class BenchCommandTest {
  private static final Script ANSWER =
      ChatAnswer.characters("您好，订单已发货。").pace(Duration.ofMillis(40), Duration.ofMillis(5)).script();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void measuresWhatTheServerDidAndComputesItAgainFromTheTrace() throws IOException {
    Path json = folder.resolve("figures.json");
    Path trace = folder.resolve("trace.jsonl");
    Path again = folder.resolve("again.json");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      String options = "--concurrency 2 --requests 20 --json " + json + " --trace " + trace;
      assertThat(bench(fake, options)).as(err.toString()).isEqualTo(Exit.OK);
      assertThat(fake.requests()).hasSize(22);
    }
    JsonNode level = level(json);
    assertThat(level.get("requests").get("completed").asInt()).isEqualTo(20);
    assertThat(level.get("requests").get("warm_up").asInt()).isEqualTo(2);
    assertThat(level.get("ttft_ms").get("p50").asDouble()).isBetween(39.9, 400.0);
    assertThat(level.get("tpot_ms").get("p50").asDouble()).isBetween(4.5, 100.0);
    assertThat(level.get("engine_error_us").get("p50").asDouble()).isPositive();
    assertThat(level.get("tokens_from").asString()).isEqualTo("usage");
    assertThat(Files.readAllLines(trace)).hasSize(22);
    assertThat(run("bench --from-trace " + trace + " --json " + again)).isEqualTo(Exit.OK);
    for (String key : List.of("ttft_ms", "itl_ms", "e2e_ms", "schedule_lag_ms", "requests_per_s")) {
      assertThat(level(again).get(key)).as(key).isEqualTo(level.get(key));
    }
  }

  @Test
  void drawsWhatItMeasuredAndTheSameAgainFromTheTrace() throws IOException {
    Path page = folder.resolve("load.html");
    Path again = folder.resolve("again.html");
    Path trace = folder.resolve("trace.jsonl");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      String options = "--concurrency 1,3 --requests 20 --html " + page + " --trace " + trace;
      List<String> words = words(fake, options + " --slo");
      words.add("ttft p50 <= 30s");
      assertThat(run(words)).as(err.toString()).isZero();
    }
    String drawn = Files.readString(page);
    assertThat(drawn).contains("并发 3", "fake @ http://127.0.0.1", "守住 ttft p50 &lt;= 30000 ms");
    assertThat(drawn.split("class=\"dot c0", -1)).hasSizeGreaterThan(20);
    assertThat(run("bench --from-trace " + trace + " --html " + again)).isZero();
    assertThat(points(Files.readString(again))).isEqualTo(points(drawn)).isNotEmpty();
  }

  private static List<String> points(String page) {
    return java.util.regex.Pattern.compile("<circle class=\"dot[^>]*>")
        .matcher(page)
        .results()
        .map(java.util.regex.MatchResult::group)
        .toList();
  }

  @Test
  void tellsTheSameRequestsInOtherToolsWords() throws IOException {
    Path json = folder.resolve("figures.json");
    Path trace = folder.resolve("trace.jsonl");
    Path again = folder.resolve("again.json");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      String options = "--requests 10 --as vllm,evalscope --json " + json + " --trace " + trace;
      assertThat(bench(fake, options)).as(err.toString()).isEqualTo(Exit.OK);
    }
    assertThat(out.toString()).contains("vllm").contains("EvalScope 1.14.1").contains("TPOT p99");
    JsonNode as = level(json).get("as");
    assertThat(as.propertyNames()).containsExactly("vllm", "evalscope");
    assertThat(as.get("vllm").get("ttft_ms").get("p50").asDouble()).isBetween(39.9, 400.0);
    assertThat(run("bench --from-trace " + trace + " --as all --json " + again)).isZero();
    assertThat(level(again).get("as").get("vllm")).isEqualTo(as.get("vllm"));
    assertThat(level(again).get("as").propertyNames()).hasSize(4);
    assertThat(level(again).get("as").get("aiperf").has("tpot_ms")).isFalse();
  }

  @Test
  void comparesTwoEndpointsAtTheSameTime() throws IOException {
    Path json = folder.resolve("figures.json");
    Path trace = folder.resolve("trace.jsonl");
    Script later =
        ChatAnswer.characters("您好，订单已发货。")
            .pace(Duration.ofMillis(160), Duration.ofMillis(5))
            .script();
    try (FakeEndpoint a = FakeEndpoint.inTurn(ANSWER);
        FakeEndpoint b = FakeEndpoint.inTurn(later)) {
      String options =
          "--concurrency 2 --requests 20 --vs "
              + b.url()
              + " --vs-model other --as vllm --json "
              + json;
      assertThat(bench(a, options + " --trace " + trace)).as(err.toString()).isEqualTo(Exit.OK);
      assertThat(b.requests()).hasSizeBetween(22, 26);
      assertThat(b.requests()).allSatisfy(each -> assertThat(each.body()).contains("\"other\""));
      assertThat(a.requests()).as("the faster one goes on meanwhile").hasSizeGreaterThan(22);
    }
    JsonNode comparison = level(json).get("comparison");
    assertThat(level(json).get("as").has("vllm")).isTrue();
    assertThat(comparison.get("b_figures").get("as").has("vllm")).isTrue();
    assertThat(comparison.get("pairs").asInt()).isGreaterThanOrEqualTo(20);
    JsonNode ttft = comparison.get("ttft_ms").get("p50");
    assertThat(ttft.get("difference").asDouble()).isBetween(60.0, 600.0);
    assertThat(ttft.get("ci95").get(0).asDouble()).isPositive();
    assertThat(ttft.get("faster").asString()).isEqualTo("a");
    assertThat(comparison.get("b_figures").get("ttft_ms").get("p50").asDouble()).isGreaterThan(159);
    assertThat(out.toString()).contains("A is faster").contains("on one machine");
    assertThat(folder.resolve("trace.jsonl.b")).isNotEmptyFile();
    assertThat(run("bench --from-trace " + folder.resolve("trace.jsonl.b"))).isEqualTo(Exit.OK);
  }

  @Test
  void aSecondTraceThatCannotBeWrittenIsFoundBeforeAnythingIsSent() throws IOException {
    Path trace = folder.resolve("trace.jsonl");
    Files.createDirectory(folder.resolve("trace.jsonl.b"));
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      assertThat(bench(fake, "--vs " + fake.url() + " --trace " + trace)).isEqualTo(Exit.BAD_USAGE);
      assertThat(fake.requests()).isEmpty();
    }
    assertThat(err.toString()).contains("trace.jsonl.b").contains("cannot be written");
  }

  @Test
  void aSecondEndpointThatRefusesEndsBoth() {
    try (FakeEndpoint a = FakeEndpoint.inTurn(ANSWER);
        FakeEndpoint b = FakeEndpoint.inTurn(Script.error(401, "", "no"))) {
      assertThat(bench(a, "--requests 20 --vs " + b.url())).isEqualTo(Exit.FAILED);
    }
    assertThat(err.toString()).contains("401").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "ttft p50 <= 20s; errors <= 0.5%, 0, ✓ SLO errors <= 0.5 %",
    "ttft p50 <= 5ms, 4, ✗ SLO ttft p50 <= 5 ms",
    "tpot p99 <= 20s, 3, not enough requests to tell",
  })
  void theExitCodeSaysWhetherTheObjectivesAreMet(String slo, int exit, String said) {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      List<String> words = words(fake, "--requests 20 --slo");
      words.add(slo.replace(';', ','));
      assertThat(run(words)).isEqualTo(exit);
    }
    assertThat(out.toString()).contains(said).contains("goodput");
  }

  @Test
  void aWarmUpCanBeADuration() throws IOException {
    Path json = folder.resolve("figures.json");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      assertThat(bench(fake, "--warmup 300ms --requests 3 --json " + json)).isEqualTo(Exit.OK);
    }
    assertThat(level(json).get("requests").get("completed").asInt()).isEqualTo(3);
    assertThat(level(json).get("requests").get("warm_up").asInt()).isBetween(1, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "--json /no/such/folder/a.json, --json /no/such/folder/a.json",
    "--csv /no/such/folder/a.csv, there is no folder",
    "--trace /, cannot be written",
    "--warmup soon, e.g. 10s or 20",
    "--slo fast, --slo fast",
    "--slo errors<=200%, expected e.g. 'ttft p95 <= 1s'",
    "--requests 0, expected 1 or more",
    "--duration 0s, expected a duration above 0",
    "--concurrency 0, expected whole numbers from 1",
    "--rate 1 --concurrency 1, choose one",
    "--rate 1 --arrivals daily, 'expected constant, poisson or gamma:CV'",
    "--prompts /no/such/file, cannot be read",
    "--vs http://127.0.0.1:9/v1 --sentinel 1, --vs",
    "--vs-model other, need the address in --vs",
    "--vs http://127.0.0.1:9/v1 --find-max rate, cannot go with --find-max",
    "--as all --find-max rate, --as cannot go with --find-max",
    "--find-max rate --slo errors<=1%, '--find-max takes latencies only (ttft, tpot, e2e)'",
    "--as wrk, 'expected vllm, guidellm, aiperf, evalscope or all'",
    "--from-trace x, --from-trace cannot go with --model",
    "--find-max concurrency --arrivals constant, A search by concurrency has no arrivals: leave"
        + " --arrivals out",
  })
  void aWrongOptionIsNamedBeforeAnythingIsSent(String options, String said) {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      assertThat(bench(fake, options)).isEqualTo(Exit.BAD_USAGE);
      assertThat(fake.requests()).isEmpty();
    }
    assertThat(err.toString()).contains(said).doesNotContain("\tat ");
  }

  /** Whatever option comes next: none is ignored in silence beside a stored trace. */
  @Test
  void aStoredTraceTakesOnlyWhatIsComputedFromIt() {
    Set<String> computed =
        Set.of("--from-trace", "--slo", "--as", "--json", "--csv", "--hdr", "--html", "--quiet");
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    List<OptionSpec> options =
        Objects.requireNonNull(
                Main.commandLine(Language.EN, nowhere, nowhere).getSubcommands().get("bench"))
            .getCommandSpec()
            .options();
    assertThat(options).hasSizeGreaterThan(35);
    for (OptionSpec each : options) {
      boolean general = each.usageHelp() || each.versionHelp() || each.inherited();
      if (general || computed.contains(each.longestName())) {
        continue;
      }
      err.getBuffer().setLength(0);
      String value = each.arity().max() == 0 ? "" : " " + value(each.longestName());
      assertThat(run("bench --from-trace x " + each.longestName() + value))
          .as(each.longestName())
          .isEqualTo(Exit.BAD_USAGE);
      assertThat(err.toString())
          .contains("--from-trace cannot go with " + each.longestName())
          .contains("leave " + each.longestName() + " out");
    }
    assertThat(run("bench http://127.0.0.1:1/v1 --from-trace x")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("--from-trace cannot go with URL");
    assertThat(run("bench --lang en --from-trace /no/such/file")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("cannot be read");
  }

  private static String value(String option) {
    return switch (option) {
      case "--header-env" -> "a=b";
      case "--trace" -> "/tmp/never-written.jsonl";
      default -> "1";
    };
  }

  @Test
  void noKeyInTheAddressIsWrittenAnywhere() throws IOException {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ANSWER)) {
      String url = "bench " + fake.url() + "?key=geheim --model fake --requests 3 ";
      assertThat(run(url + files("json", "csv", "html", "trace"))).as(err.toString()).isZero();
      String other = "--vs " + fake.url() + "?key=geheim --json " + folder.resolve("vs.json");
      assertThat(run(url + other)).as(err.toString()).isZero();
      assertThat(fake.requests()).allMatch(each -> each.path().contains("key=geheim"));
    }
    assertThat(out.toString() + err).contains("fake @ http://127.0.0.1").doesNotContain("geheim");
    for (String file : List.of("of.json", "of.csv", "of.html", "of.trace", "vs.json")) {
      assertThat(Files.readString(folder.resolve(file))).as(file).doesNotContain("geheim");
    }
    assertThat(run("bench http://user:geheim@127.0.0.1:1/v1 --model m")).isEqualTo(Exit.FAILED);
    assertThat(out.toString() + err).doesNotContain("geheim");
  }

  private String files(String... kinds) {
    return Arrays.stream(kinds)
        .map(each -> "--" + each + " " + folder.resolve("of." + each))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({"401, 401", "403, 403", "404, 404", "429, 429", "500, 500"})
  void aServerThatRefusesHasOneClearOutcome(int status, String said) {
    try (FakeEndpoint fake = FakeEndpoint.raw(_ -> Script.error(status, "", "no"))) {
      assertThat(bench(fake, "--requests 10")).isEqualTo(Exit.FAILED);
    }
    assertThat(err.toString()).contains(said).doesNotContain("\tat ");
    assertThat(out.toString()).doesNotContain("does not really stream");
  }

  @Test
  void aServerThatIsDownHasOneClearOutcome() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = taken.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/v1";
    assertThat(run("bench " + url + " --model m --requests 5")).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("" + port).doesNotContain("\tat ");
  }

  @Test
  void aCertificateThatNobodyTrustsHasOneClearOutcome() {
    TlsIdentity identity = TlsIdentity.create(folder, "ip:127.0.0.1");
    try (FakeEndpoint fake = FakeEndpoint.tls(identity, _ -> ANSWER)) {
      assertThat(bench(fake, "--requests 5")).isEqualTo(Exit.FAILED);
      assertThat(fake.requests()).isEmpty();
    }
    assertThat(err.toString()).containsIgnoringCase("certificate").doesNotContain("\tat ");
  }

  @Test
  void aRefusalInTheMiddleKeepsWhatWasMeasured() {
    try (FakeEndpoint fake =
        FakeEndpoint.start(r -> r.number() < 8 ? ANSWER : Script.error(401, "", "no"))) {
      assertThat(bench(fake, "--warmup 0 --requests 20")).isEqualTo(Exit.OK);
    }
    assertThat(out.toString()).contains("8 completed");
    assertThat(err.toString()).contains("401");
  }

  private int bench(FakeEndpoint fake, String options) {
    return run(words(fake, options));
  }

  private static List<String> words(FakeEndpoint fake, String options) {
    return new ArrayList<>(
        List.of(("bench " + fake.url() + " --model fake " + options).split(" ")));
  }

  private int run(String line) {
    return run(List.of(line.split(" ")));
  }

  private int run(List<String> words) {
    return Main.run(
        words.toArray(new String[0]), "en_GB.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }

  private static JsonNode level(Path json) throws IOException {
    return Json.mapper().readTree(Files.readString(json)).get("levels").get(0);
  }
}
