package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      assertThat((sent.get(2).receivedNanos() - sent.get(0).receivedNanos()) / 1e6)
          .isBetween(400.0, 900.0);
      assertThat(sent)
          .extracting(each -> JsonText.lastString(each.body(), "content").split(" ").length)
          .containsExactly(600, 20, 20);
      assertThat(sent.get(0).body()).contains("\"max_tokens\":9,");
      assertThat(sent.get(1).body()).contains("\"max_tokens\":100,");
      assertThat(JsonText.lastString(sent.get(1).body(), "content"))
          .isEqualTo(JsonText.lastString(sent.get(2).body(), "content"));
    }
    JsonNode load = level("figures.json").get("load");
    assertThat(load.get("kind").asString()).isEqualTo("replay");
    assertThat(load.get("value").asDouble()).isEqualTo(2);
    assertThat(level("figures.json").get("requests").get("completed").asInt()).isEqualTo(3);
    assertThat(out.toString()).contains("replay mooncake x2");
    assertThat(err.toString()).contains("line 3 is left out: input_length is '0'");
    sameFromTrace("load", "ttft_ms", "requests", "requests_per_s");
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
    "--sentinel 1 --from-trace x, --sentinel cannot go with --from-trace",
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
    return Main.run(
        List.of(line.split(" ")).toArray(new String[0]),
        "en_GB.UTF-8",
        new PrintWriter(out),
        new PrintWriter(err));
  }

  private JsonNode level(String file) throws IOException {
    return Json.mapper().readTree(Files.readString(folder.resolve(file))).get("levels").get(0);
  }
}
