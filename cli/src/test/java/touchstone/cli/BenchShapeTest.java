package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.JsonText;
import touchstone.testing.Script;

/** Loads of another shape than a plain level. */
@Timeout(60)
class BenchShapeTest {
  private static final Script SLOW =
      ChatAnswer.characters("您好，订单已发货。")
          .pace(Duration.ofMillis(120), Duration.ofMillis(2))
          .script();
  private static final Script QUICK = ChatAnswer.of("在", "的").script();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void theSentinelIsReportedApartAndFromTheTraceAgain() throws IOException {
    try (FakeEndpoint fake = FakeEndpoint.start(request -> sentinel(request) ? QUICK : SLOW)) {
      bench(fake, "--concurrency 2 --requests 20 --sentinel 20 --as vllm");
      long asked = fake.requests().stream().filter(BenchShapeTest::sentinel).count();
      JsonNode level = level("figures.json");
      assertThat(level.get("requests").get("completed").asInt()).isEqualTo(20);
      assertThat(level.get("ttft_ms").get("p50").asDouble()).isGreaterThan(119);
      assertThat(level.get("tpot_ms").get("measured").asInt()).isEqualTo(20);
      assertThat(level.get("as").get("vllm").get("requests").asInt()).isEqualTo(20);
      JsonNode sentinel = level.get("sentinel");
      assertThat(sentinel.get("requests").get("completed").asLong()).isBetween(5L, asked);
      assertThat(sentinel.get("ttft_ms").get("p50").asDouble())
          .isBetween(0.0, level.get("ttft_ms").get("p50").asDouble());
      assertThat(Files.readAllLines(folder.resolve("trace.jsonl")))
          .filteredOn(line -> line.contains("\"kind\":\"sentinel\""))
          .hasSize((int) asked);
    }
    assertThat(out.toString()).contains("sentinel (short requests beside the load");
    sameFromTrace("sentinel", "ttft_ms", "requests");
  }

  @Test
  void aRecordingIsReplayedAtItsTimesWithItsLengths() throws IOException {
    Path recording = folder.resolve("mooncake.jsonl");
    Files.writeString(
        recording,
        """
        {"timestamp": 1000, "input_length": 600, "output_length": 9, "hash_ids": [1, 2]}
        {"timestamp": 1400, "input_length": 20, "output_length": 500, "hash_ids": [3]}
        {"timestamp": 1500, "input_length": 0, "output_length": 5, "hash_ids": []}
        {"timestamp": 2000, "input_length": 20, "output_length": 7, "hash_ids": [3]}
        {"timestamp": 9000, "input_length": 20, "output_length": 7, "hash_ids": [4]}
        """);
    try (FakeEndpoint fake = FakeEndpoint.inTurn(QUICK)) {
      bench(
          fake, "--trace-replay " + recording + " --replay-speed 2 --duration 1s --max-tokens 100");
      List<FakeRequest> sent = fake.requests();
      assertThat(sent).hasSize(3);
      assertThat(sent)
          .extracting(each -> JsonText.lastString(each.body(), "content").split(" ").length)
          .containsExactly(600, 20, 20);
      assertThat(sent.get(0).body()).contains("\"max_tokens\":9,");
      assertThat(sent.get(1).body()).contains("\"max_tokens\":100,");
      assertThat(JsonText.lastString(sent.get(1).body(), "content"))
          .isEqualTo(JsonText.lastString(sent.get(2).body(), "content"));
    }
    List<JsonNode> lines =
        Files.readAllLines(folder.resolve("trace.jsonl")).stream()
            .map(Json.mapper()::readTree)
            .sorted(Comparator.comparingInt(each -> each.get("number").asInt()))
            .toList();
    long first = lines.getFirst().get("scheduled_ns").asLong();
    assertThat(lines)
        .extracting(each -> each.get("scheduled_ns").asLong() - first)
        .as("twice as fast as recorded")
        .containsExactly(0L, 200_000_000L, 500_000_000L);
    assertThat(lines)
        .as("never before it is due")
        .allMatch(each -> each.get("sent_ns").asLong() >= each.get("scheduled_ns").asLong());
    JsonNode load = level("figures.json").get("load");
    assertThat(load.get("kind").asString()).isEqualTo("replay");
    assertThat(load.get("value").asDouble()).isEqualTo(2);
    assertThat(level("figures.json").get("requests").get("completed").asInt()).isEqualTo(3);
    assertThat(out.toString()).contains("replay mooncake x2");
    assertThat(err.toString()).contains("line 3 is left out: input_length is '0'");
    sameFromTrace("load", "ttft_ms", "requests", "requests_per_s");
  }

  @Test
  void aRampIsToldInTenSlicesAndWhereItBreaches() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (FakeEndpoint fake = FakeEndpoint.start(_ -> asked.incrementAndGet() > 60 ? SLOW : QUICK)) {
      List<String> words =
          new ArrayList<>(
              List.of(
                  ("bench " + fake.url() + " --model fake --ramp 10..70 --arrivals constant")
                      .split(" ")));
      words.addAll(List.of("--duration", "2s", "--slo", "ttft p50 <= 100ms"));
      words.addAll(List.of("--json", folder + "/figures.json", "--trace", folder + "/trace.jsonl"));
      assertThat(run(words)).as(err.toString()).isEqualTo(Exit.OK);
      assertThat(fake.requests()).hasSize(80);
    }
    JsonNode level = level("figures.json");
    assertThat(level.get("load").get("kind").asString()).isEqualTo("ramp");
    assertThat(level.get("load").get("from").asDouble()).isEqualTo(10);
    assertThat(level.get("load").get("to").asDouble()).isEqualTo(70);
    JsonNode slices = level.get("slices");
    assertThat(slices).hasSize(10);
    assertThat(slices.get(0).get("rate_per_s").asDouble()).isCloseTo(13, within(1e-9));
    assertThat(slices.get(9).get("requests").get("completed").asInt()).isBetween(12, 14);
    assertThat(slices.get(9).get("ttft_ms").get("p50").asDouble()).isGreaterThan(119);
    JsonNode breach = level.get("first_breaches").get(0);
    assertThat(breach.get("from").asDouble()).isBetween(51.0, 65.0);
    assertThat(out.toString()).contains("ramp 10..70").contains("breached for sure at");
    String options = " --slo ttft|p50|<=|100ms --json %1$s/again.json".formatted(folder);
    assertThat(
            run(
                List.of(("bench --from-trace " + folder + "/trace.jsonl" + options).split(" "))
                    .stream()
                    .map(each -> each.replace('|', ' '))
                    .toList()))
        .isEqualTo(Exit.OK);
    for (String key : List.of("load", "slices", "first_breaches", "requests_per_s")) {
      assertThat(level("again.json").get(key)).as(key).isEqualTo(level.get(key));
    }
  }

  @Test
  void levelsAreRepeatedInTurnAndToldBetweenRuns() throws IOException {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(QUICK)) {
      bench(fake, "--concurrency 1,2 --requests 5 --warmup 0 --repeats 3");
      assertThat(fake.requests()).hasSize(30);
    }
    JsonNode repeats = level("figures.json").get("repeats");
    assertThat(level("figures.json").get("requests").get("completed").asInt()).isEqualTo(15);
    assertThat(repeats.get("runs").asInt()).isEqualTo(3);
    assertThat(repeats.get("ttft_ms").get("p50").get("ci95")).hasSize(2);
    assertThat(repeats.get("ttft_ms").get("p95").get("mean").isNull()).as("5 requests").isTrue();
    assertThat(out.toString()).contains("between runs (3 of them)").contains("within one run");
    assertThat(Files.readAllLines(folder.resolve("trace.jsonl")))
        .extracting(line -> Json.mapper().readTree(line).get("level").get("value").asInt())
        .as("in turn")
        .containsSubsequence(1, 2, 1, 2, 1, 2);
    sameFromTrace("repeats", "ttft_ms", "requests_per_s");
  }

  @Test
  void repeatsEndByThemselvesWhereTheRunsAgree() throws IOException {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(SLOW)) {
      List<String> words =
          new ArrayList<>(
              List.of(("bench " + fake.url() + " --model fake --requests 4").split(" ")));
      words.addAll(List.of("--repeats", "auto", "--slo", "ttft p50 <= 9s"));
      words.addAll(List.of("--json", folder + "/figures.json"));
      assertThat(run(words)).as(err.toString()).isEqualTo(Exit.OK);
    }
    JsonNode repeats = level("figures.json").get("repeats");
    int runs = repeats.get("runs").asInt();
    assertThat(runs).as("five that agree and two more").isBetween(7, 10);
    assertThat(repeats.get("slos").get(0).get("ci95")).hasSize(2);
  }

  @Test
  void aRunThatIsRefusedLeavesThoseBeforeIt() throws IOException {
    try (FakeEndpoint fake =
        FakeEndpoint.start(r -> r.number() < 17 ? QUICK : Script.error(401, "", "no"))) {
      bench(fake, "--requests 5 --warmup 0 --repeats 5");
    }
    assertThat(level("figures.json").get("repeats").get("runs").asInt()).isEqualTo(3);
    assertThat(level("figures.json").get("requests").get("completed").asInt()).isEqualTo(15);
    assertThat(err.toString()).contains("401");
  }

  @Test
  void conversationsGrowByTheEndpointsOwnAnswers() throws IOException {
    Path file = folder.resolve("chat.jsonl");
    Files.writeString(file, "[\"甲\", \"乙\", \"丙\"]\nnonsense\n");
    try (FakeEndpoint fake =
        FakeEndpoint.start(
            r -> ChatAnswer.of("好", "的").tokens(20, r.body().contains("乙") ? 10 : 0, 2).script())) {
      bench(
          fake,
          "--sessions " + file + " --think-time 40ms --concurrency 3 --requests 24 --sentinel 5");
      assertThat(fake.requests())
          .filteredOn(each -> each.body().contains("丙"))
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.body()).containsPattern("甲.*好的.*乙.*好的.*丙"));
    }
    JsonNode level = level("figures.json");
    assertThat(level.get("load").get("kind").asString()).isEqualTo("customers");
    assertThat(level.get("requests").get("completed").asInt()).isEqualTo(24);
    JsonNode sessions = level.get("sessions");
    int first = sessions.get("first_turn").get("requests").get("completed").asInt();
    int later = sessions.get("later_turns").get("requests").get("completed").asInt();
    assertThat(first + later).isEqualTo(24);
    assertThat(first).isEqualTo(sessions.get("begun").asInt());
    assertThat(sessions.get("first_turn").get("cached_share").asDouble()).isZero();
    assertThat(sessions.get("later_turns").get("cached_share").asDouble()).isEqualTo(0.5);
    assertThat(out.toString()).contains("customers 3").contains("TTFT first turn");
    assertThat(err.toString()).contains("line 2 is left out: not JSON");
    assertThat(Files.readAllLines(folder.resolve("trace.jsonl")))
        .filteredOn(line -> !line.contains("\"kind\":\"sentinel\""))
        .allMatch(line -> line.contains("\"session\":") && line.contains("\"turn\":"));
    sameFromTrace("load", "sessions", "ttft_ms", "requests_per_s");
  }

  @Test
  void newCustomersComeUntilThoseThatCountAreThereHoweverLongTheWarmUp() throws IOException {
    Path file = Files.writeString(folder.resolve("chat.jsonl"), "[\"甲\"]\n");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(QUICK)) {
      bench(fake, "--sessions " + file + " --rate 50 --arrivals constant --requests 5 --warmup 1s");
    }
    JsonNode requests = level("figures.json").get("requests");
    assertThat(requests.get("completed").asInt()).isEqualTo(5);
    assertThat(requests.get("warm_up").asInt()).isBetween(45, 50);
  }

  @Test
  void promptsThatNoRowOfARecordingWouldAskAreRefused() throws IOException {
    Path recording = folder.resolve("mooncake.jsonl");
    Files.writeString(
        recording, "{\"timestamp\":0,\"input_length\":3,\"output_length\":2,\"hash_ids\":[1]}\n");
    Path prompts = Files.writeString(folder.resolve("prompts.txt"), "在吗\n");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(QUICK)) {
      String options = " --model fake --trace-replay " + recording + " --prompts " + prompts;
      assertThat(run("bench " + fake.url() + options)).isEqualTo(Exit.BAD_USAGE);
      assertThat(fake.requests()).isEmpty();
    }
    assertThat(err.toString()).contains("--prompts cannot go with --trace-replay", "token counts");
  }

  @Test
  void repeatedRunsThatDifferTooMuchLeaveTheVerdictOpen() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (FakeEndpoint fake =
        FakeEndpoint.start(_ -> {
          int run = asked.getAndIncrement() / 10;
          Duration first = Duration.ofMillis(run == 1 ? 150 : 40);
          return ChatAnswer.of("在", "的").pace(first, Duration.ZERO).script();
        })) {
      List<String> words =
          new ArrayList<>(
              List.of(
                  ("bench " + fake.url() + " --model fake --requests 10 --warmup 0 --repeats 3")
                      .split(" ")));
      words.addAll(List.of("--slo", "ttft p50 <= 140ms", "--json", folder + "/figures.json"));
      assertThat(run(words)).as(err.toString()).isEqualTo(Exit.UNDECIDED);
    }
    JsonNode slo = level("figures.json").get("slos").get(0);
    assertThat(slo.get("answer").asString()).isEqualTo("unsure");
    assertThat(slo.get("ci95").get(1).asDouble()).as("of the runs").isGreaterThan(140);
    assertThat(level("figures.json").get("ttft_ms").get("p50").asDouble())
        .as("of all requests together")
        .isLessThan(140);
    assertThat(out.toString()).contains("? SLO ttft p50 <= 140 ms: not sure", "mean of 3 runs");
  }

  @Test
  void theHistogramsAreTheSameFromTheTrace() throws IOException {
    Path log = folder.resolve("load.hlog");
    Path again = folder.resolve("again.hlog");
    try (FakeEndpoint fake = FakeEndpoint.inTurn(QUICK)) {
      bench(fake, "--requests 10 --hdr " + log);
    }
    assertThat(run("bench --from-trace " + folder + "/trace.jsonl --hdr " + again)).isZero();
    assertThat(Files.readString(log))
        .contains("Tag=concurrency_1/ttft,", "Tag=concurrency_1/itl,", "nanoseconds")
        .isEqualTo(Files.readString(again));
  }

  @ParameterizedTest
  @CsvSource({
    "--sentinel 0, 'above 0 and at most 100, e.g. 1'",
    "--sentinel often, --sentinel often",
    "--sentinel 1 --find-max rate, --sentinel cannot go with --find-max",
    "--trace-replay /no/such/file, cannot be read",
    "--trace-replay x --rate 1, --trace-replay cannot go with --rate",
    "--trace-replay x --find-max rate, --trace-replay cannot go with --find-max",
    "--trace-replay x --replay-speed 0, --replay-speed 0",
    "--replay-speed 2, --replay-speed needs --trace-replay FILE",
    "--trace-replay x --vs http://127.0.0.1:1/v1, --trace-replay cannot go with --vs",
    "--sentinel 1 --vs http://127.0.0.1:1/v1, --sentinel cannot go with --vs",
    "--repeats 1, 'expected 2 to 100, or auto'",
    "--repeats often, --repeats often",
    "--repeats 3 --find-max rate, --repeats cannot go with --find-max",
    "--repeats 3 --vs http://127.0.0.1:1/v1, --repeats cannot go with --vs",
    "--sessions /no/such/file, cannot be read",
    "--sessions x --prompts y, --sessions cannot go with --prompts",
    "--sessions x --ramp 1..2, --sessions cannot go with --ramp",
    "--sessions x --vs http://127.0.0.1:1/v1, --sessions cannot go with --vs",
    "--sessions x --trace-replay y, --sessions cannot go with --trace-replay",
    "--sessions x --think-time soon, --think-time soon",
    "--think-time 5s, --think-time needs --sessions FILE",
    "--hdr /no/such/folder/a.hlog, there is no folder",
    "--hdr h --vs http://127.0.0.1:1/v1, --hdr cannot go with --vs",
    "--hdr h --find-max rate, --hdr cannot go with --find-max",
    "--ramp 5, 'expected FROM..TO in requests a second with TO above FROM, e.g. 1..20'",
    "--ramp 5..5, --ramp 5..5",
    "--ramp 1..900000 --duration 60s, at most 10000000",
    "--ramp 1..2 --rate 1, --ramp cannot go with --rate",
    "--ramp 1..2 --concurrency 1, --ramp cannot go with --concurrency",
    "--ramp 1..2 --find-max rate, --ramp cannot go with --find-max",
    "--trace-replay x --ramp 1..2, --trace-replay cannot go with --ramp",
    "--arrivals constant --concurrency 1, --arrivals needs --rate / --ramp",
    "--find-max-limit 5, --find-max-limit needs --find-max",
    "--find-max rate --warmup 5, --find-max cannot go with --warmup",
    "--trace-payload, --trace-payload needs --trace FILE",
  })
  void aWrongOptionIsNamedBeforeAnythingIsSent(String options, String said) {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(SLOW)) {
      assertThat(run("bench " + fake.url() + " --model fake " + options)).isEqualTo(Exit.BAD_USAGE);
      assertThat(fake.requests()).isEmpty();
    }
    assertThat(err.toString()).contains(said).doesNotContain("\tat ");
  }

  private static boolean sentinel(FakeRequest request) {
    return request.body().contains("\"max_tokens\":8,");
  }

  private void bench(FakeEndpoint fake, String options) {
    String files = " --json %1$s/figures.json --trace %1$s/trace.jsonl".formatted(folder);
    assertThat(run("bench " + fake.url() + " --model fake " + options + files))
        .as(err.toString())
        .isEqualTo(Exit.OK);
  }

  private void sameFromTrace(String... keys) throws IOException {
    assertThat(run("bench --from-trace %1$s/trace.jsonl --json %1$s/again.json".formatted(folder)))
        .isEqualTo(Exit.OK);
    for (String key : keys) {
      assertThat(level("again.json").get(key)).as(key).isEqualTo(level("figures.json").get(key));
    }
  }

  private int run(String line) {
    return run(List.of(line.split(" ")));
  }

  private int run(List<String> words) {
    return Main.run(
        words.toArray(new String[0]), "en_GB.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }

  private JsonNode level(String file) throws IOException {
    return Json.mapper().readTree(Files.readString(folder.resolve(file))).get("levels").get(0);
  }
}
