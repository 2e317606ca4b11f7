package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;

class FakeEndpointCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Every event that bench saw came after its write; nothing was lost, nothing twice. */
  @Test
  void whatBenchMeasuresCanBeCheckedAgainstTheTruth() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("script.yaml"),
            "answers: [{content: 一二三四五六七八, first: 60ms, gap: 15ms, role: false}]");
    Path truth = folder.resolve("truth.jsonl");
    Path trace = folder.resolve("trace.jsonl");
    var code = new CompletableFuture<Integer>();
    Thread server =
        Thread.ofPlatform()
            .start(() ->
                code.complete(
                    run(
                        "fake-endpoint",
                        "--script",
                        script.toString(),
                        "--truth",
                        truth.toString())));
    String url = url();
    assertThat(
            runBeside(
                "bench",
                url,
                "--model",
                "fake",
                "--requests",
                "6",
                "--warmup",
                "1",
                "--trace",
                trace.toString()))
        .isEqualTo(Exit.OK);
    server.interrupt();
    assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(Exit.OK);

    List<JsonNode> writes = lines(truth);
    List<JsonNode> seen = lines(trace);
    assertThat(seen).hasSizeGreaterThanOrEqualTo(6);
    for (JsonNode request : seen) {
      long sent = request.get("sent_ns").asLong();
      JsonNode told = served(writes, sent);
      // The head is the first write; what follows is one write an event.
      assertThat(request.get("events").size()).isGreaterThanOrEqualTo(8);
      for (int i = 0; i < 8; i++) {
        long error =
            request.get("events").get(i).get(0).asLong()
                - told.get("writes").get(i + 1).get(0).asLong();
        assertThat(error).isBetween(0L, Duration.ofSeconds(2).toNanos());
      }
    }
  }

  @Test
  void itPrintsAScriptToStartFrom() throws IOException {
    assertThat(run("fake-endpoint", "--example")).isEqualTo(Exit.OK);
    Path script = Files.writeString(folder.resolve("s.yaml"), out.toString());
    assertThat(Files.readString(script)).contains("answers:", "gap: 20ms");
  }

  @Test
  void aBadScriptAndATakenPortAreSaid() throws IOException {
    Path script = Files.writeString(folder.resolve("s.yaml"), "answers: [{contnet: 好}]");
    assertThat(run("fake-endpoint", "--lang", "en", "--script", script.toString()))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("s.yaml:1:", "content");
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(
              run("fake-endpoint", "--lang", "en", "--port", String.valueOf(taken.getLocalPort())))
          .isEqualTo(Exit.FAILED);
    }
    assertThat(err.toString()).contains("cannot be had", "--port");
  }

  private static JsonNode served(List<JsonNode> writes, long sent) {
    return writes.stream()
        .filter(line -> line.get("received_ns").asLong() >= sent)
        .min(java.util.Comparator.comparingLong(line -> line.get("received_ns").asLong()))
        .orElseThrow();
  }

  private String url() throws InterruptedException {
    for (int i = 0; i < 200 && !out.toString().contains("\n"); i++) {
      Thread.sleep(50);
    }
    return out.toString().lines().findFirst().orElseThrow();
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(Json.mapper().readTree(line));
    }
    return lines;
  }

  private int run(String... arguments) {
    return Main.run(arguments, "zh_CN.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }

  private static int runBeside(String... arguments) {
    return Main.run(
        arguments,
        "zh_CN.UTF-8",
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()));
  }
}
