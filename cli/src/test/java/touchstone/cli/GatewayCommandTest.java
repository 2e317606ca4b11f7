package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.load.ReplayFile;
import touchstone.load.ReplayFormat;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.ScriptedEngine;

/** The gateway as its user starts it, in a process of its own. */
@Timeout(120)
class GatewayCommandTest {
  private static final String ASK =
      "{\"model\":\"NAME\",\"messages\":[{\"role\":\"user\",\"content\":\"在吗\"}]}";

  @TempDir Path home;

  @Test
  void a_fixed_route_is_asked_with_its_key_and_its_own_model() throws Exception {
    try (FakeEndpoint outside = FakeEndpoint.start(_ -> ChatAnswer.of("在").asOneJson());
        Running gateway =
            start(
                "--port",
                "0",
                "--route",
                "ds=" + outside.url(),
                "--model",
                "ds=deepseek-chat",
                "--key-env",
                "ds=THEIR_KEY")) {
      assertThat(gateway.get("/models", "").body()).contains("\"id\":\"ds\"");
      assertThat(gateway.ask("ds", "").body()).contains("在");
      assertThat(outside.requests().getFirst().header("authorization")).isEqualTo("Bearer theirs");
      assertThat(outside.requests().getFirst().body()).contains("\"model\":\"deepseek-chat\"");
    }
    Path log = home.resolve("data/touchstone/gateway/access.jsonl");
    ReplayFile replay = ReplayFile.read(log);
    assertThat(replay.format()).isEqualTo(ReplayFormat.ACCESS_LOG);
    assertThat(replay.rows()).as("what bench --trace-replay sends again").hasSize(1);
    assertThat(Files.readString(log)).contains("\"model\":\"ds\"").doesNotContain("在吗");
  }

  @Test
  void a_deployment_is_reached_while_it_is_there_and_keys_work_at_once() throws Exception {
    List<String> command = new ArrayList<>(ScriptedEngine.command());
    command.addAll(List.of("--port", "{port}", "--model", "{name}"));
    Path own = Files.createDirectories(home.resolve("config/touchstone")).resolve("engines.yaml");
    Files.writeString(
        own,
        "engines: {mine: {log: vllm, command: " + Json.mapper().writeValueAsString(command) + "}}");
    try (Running gateway = start("--port", "0")) {
      assertThat(gateway.ask("shop", "").statusCode()).isEqualTo(404);
      run("deploy", "m", "--name", "shop", "--backend", "process", "--engine", "mine");
      try {
        assertThat(gateway.until(200, "shop", "").body()).contains("choices");
        String key = run("gateway", "key", "create", "官网", "--models", "other").strip();
        assertThat(gateway.until(401, "shop", "").body()).contains("missing_api_key");
        assertThat(gateway.until(403, "shop", key).body()).contains("model_not_allowed");
        run("gateway", "key", "revoke", "官网");
        assertThat(gateway.until(401, "shop", key).body()).contains("invalid_api_key");
        key = run("gateway", "key", "create", "官网").strip();
        assertThat(gateway.until(200, "shop", key).body()).contains("choices");
        run("stop", "shop");
        assertThat(gateway.until(503, "shop", key).body()).contains("touchstone start shop");
        assertThat(run("gateway", "key", "list", "--json"))
            .contains("\"name\":\"官网\"", "last_used")
            .doesNotContain(key);
      } finally {
        run("release", "shop");
      }
    }
  }

  @Test
  void a_public_address_is_not_opened_without_a_key() throws Exception {
    Process process = java("gateway", "--port", "0", "--bind", "0.0.0.0");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Exit.FAILED);
    assertThat(Files.readString(home.resolve("err.txt")))
        .contains("0.0.0.0", "touchstone gateway key create");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 70000|--port 70000|0–65535",
        "--bind nowhere.invalid|--bind nowhere.invalid|127.0.0.1",
        "--route x|--route|NAME=URL",
        "--route m=http://169.254.169.254/v1|169.254.169.254|metadata",
        "--route m=ftp://127.0.0.1/v1|ftp://127.0.0.1/v1|http",
        "--route m=http://u:secret@127.0.0.1/v1|user name|variable",
        "--route m=http://127.0.0.1:1/v1?a=b|?a=b|without ?",
        "--route m=http://127.0.0.1:1/v1 --key-env m=NOT_SET|NOT_SET|export NOT_SET",
        "--route m=http://127.0.0.1:1/v1 --key-env n=HOME|--key-env n=HOME|m",
        "key create a/b|NAME a/b|letters",
        "key create a --expires soon|--expires soon|30d",
        "key create a --requests-per-minute 0|--requests-per-minute 0|100000",
      })
  void what_is_wrong_is_named_before_anything_is_served(String line, String value, String next) {
    StringWriter err = new StringWriter();
    String[] arguments = ("gateway " + line).split(" ");
    int code =
        Main.run(
            arguments, "en_GB.UTF-8", new PrintWriter(new StringWriter()), new PrintWriter(err));
    assertThat(err.toString()).contains(value, next).doesNotContain("u:secret");
    assertThat(code).isEqualTo(Exit.BAD_USAGE);
  }

  private Running start(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("gateway"));
    arguments.addAll(List.of(options));
    Process process = java(arguments.toArray(String[]::new));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String url = out.readLine();
    if (url == null) {
      throw new IOException(Files.readString(home.resolve("err.txt")));
    }
    return new Running(process, url, HttpClient.newHttpClient());
  }

  private record Running(Process process, String url, HttpClient client) implements AutoCloseable {
    HttpResponse<String> get(String path, String key) throws Exception {
      return send(HttpRequest.newBuilder(URI.create(url + path)), key);
    }

    HttpResponse<String> ask(String name, String key) throws Exception {
      return send(
          HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
              .POST(HttpRequest.BodyPublishers.ofString(ASK.replace("NAME", name))),
          key);
    }

    /** Asks until the answer has that status: changes are seen within a moment. */
    HttpResponse<String> until(int status, String name, String key) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
      HttpResponse<String> last = ask(name, key);
      while (last.statusCode() != status && System.nanoTime() < end) {
        Thread.sleep(50);
        last = ask(name, key);
      }
      assertThat(last.statusCode()).as(last.body()).isEqualTo(status);
      return last;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String key) throws Exception {
      if (!key.isEmpty()) {
        request.header("Authorization", "Bearer " + key);
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
      client.close();
      process.destroy();
      assertThat(process.onExit()).as("ends when told").succeedsWithin(20, TimeUnit.SECONDS);
    }
  }

  private String run(String... arguments) throws Exception {
    Process process = java(arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(home.resolve("err.txt"))).isZero();
    return out;
  }

  private Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Dsun.jnu.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--lang", "en"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(home.resolve("err.txt").toFile());
    builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
    builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    builder.environment().put("THEIR_KEY", "theirs");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("NOT_SET");
    return builder.start();
  }
}
