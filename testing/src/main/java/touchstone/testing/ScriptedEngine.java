package touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine server as a process: prints the lines of a recorded log, one after the other, and then
 * serves {@code /health}, {@code /v1/models} and chats. Options, each with a value: {@code --port},
 * {@code --model} (the name it lists), {@code --log} (a recording's name), {@code --gap} (ms
 * between lines), {@code --say} (a last line) with {@code --exit} (a status: ends after the log
 * instead of serving), {@code --key-from} (the variable that holds the key which chats must bear),
 * {@code --worker yes} (starts a second process, as real engines do), {@code --stubborn yes} (takes
 * its time to end).
 */
public final class ScriptedEngine {
  /** The recordings, by the names that {@code --log} takes. */
  public static final List<String> RECORDINGS = List.of("vllm-0.32", "llama-cpp-0.5");

  private ScriptedEngine() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    if (options.containsKey("--stubborn")) {
      Runtime.getRuntime().addShutdownHook(new Thread(ScriptedEngine::dawdle));
    }
    if (options.containsKey("--worker")) {
      new ProcessBuilder("sleep", "300").inheritIO().start();
    }
    play(options);
    if (options.containsKey("--exit")) {
      System.exit(Integer.parseInt(options.get("--exit")));
    }
    serve(options);
  }

  /** The lines of a recording, without its heading. */
  public static List<String> recording(String name) {
    try (InputStream in = ScriptedEngine.class.getResourceAsStream(name + ".log")) {
      if (in == null) {
        throw new IllegalArgumentException("no recording " + name + ", expected " + RECORDINGS);
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The command that runs it on this process's Java, options to be added. */
  public static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dstdout.encoding=UTF-8",
        "-cp",
        System.getProperty("java.class.path"),
        ScriptedEngine.class.getName());
  }

  private static void play(Map<String, String> options) throws InterruptedException {
    int gapMillis = Integer.parseInt(options.getOrDefault("--gap", "2"));
    for (String line : recording(options.getOrDefault("--log", "vllm-0.32"))) {
      System.out.println(line);
      Thread.sleep(gapMillis);
    }
    Optional.ofNullable(options.get("--say")).ifPresent(System.out::println);
  }

  private static void serve(Map<String, String> options) throws InterruptedException {
    String models =
        "{\"object\":\"list\",\"data\":[{\"id\":%s}]}"
            .formatted(JsonText.quote(options.getOrDefault("--model", "fake")));
    String bearer =
        Optional.ofNullable(options.get("--key-from"))
            .map(name -> "Bearer " + System.getenv().getOrDefault(name, ""))
            .orElse("");
    try (FakeEndpoint _ =
        FakeEndpoint.at(
            Integer.parseInt(options.getOrDefault("--port", "0")),
            request -> answer(request, models, bearer))) {
      Thread.currentThread().join();
    }
  }

  private static Script answer(FakeRequest request, String models, String bearer) {
    if (request.path().equals("/health")) {
      return Script.json(200, "{}");
    }
    if (!bearer.isEmpty() && !request.header("authorization").equals(bearer)) {
      return Script.error(401, "invalid_api_key", "Unauthorized");
    }
    return request.path().endsWith("/models")
        ? Script.json(200, models)
        : ChatAnswer.characters("你好，我是测试引擎。").script();
  }

  private static void dawdle() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
