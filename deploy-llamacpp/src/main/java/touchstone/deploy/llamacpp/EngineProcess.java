package touchstone.deploy.llamacpp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Progress;
import touchstone.model.Text;

/** A running engine process, and what became of it. Safe for use by several threads. */
final class EngineProcess implements AutoCloseable {
  private static final int QUOTED = 8;

  private final Process process;
  private final OutputStream life;
  private final LogTail log;
  private final Progress progress;
  private final LongSupplier nanoClock;
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile long lastSignNanos;
  private volatile int port = -1;
  private volatile String variant = "unknown";
  private volatile int contextTokens;
  private volatile Optional<Problem> said = Optional.empty();
  private volatile boolean closed;

  private EngineProcess(Process process, LogTail log, Progress progress, LongSupplier nanoClock) {
    this.process = process;
    this.life = process.getOutputStream();
    this.log = log;
    this.progress = progress;
    this.nanoClock = nanoClock;
    this.lastSignNanos = nanoClock.getAsLong();
  }

  /**
   * Starts an engine and waits until it is ready.
   *
   * @throws ProblemException with the cause where it does not become ready
   */
  static EngineProcess start(
      EngineLaunch launch, EngineSettings settings, Progress progress, LongSupplier nanoClock) {
    LogTail log = new LogTail(launch.logs().resolve("engine-" + nanoClock.getAsLong() + ".log"));
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    EngineProcess engine;
    try {
      Files.createDirectories(launch.logs());
      engine = new EngineProcess(builder.start(), log, progress, nanoClock);
    } catch (IOException cause) {
      throw EngineProblems.of(
          "启动不了内置引擎进程 %s：%s".formatted(launch.java(), cause.getMessage()),
          "The engine's process %s cannot be started: %s"
              .formatted(launch.java(), cause.getMessage()),
          "请检查这个 JDK 是否完整、能否执行。",
          "Check that this JDK is whole and may be executed.");
    }
    engine.listen();
    engine.tell(settings.json());
    engine.await(launch.silence().toNanos());
    return engine;
  }

  int port() {
    return port;
  }

  String variant() {
    return variant;
  }

  int contextTokens() {
    return contextTokens;
  }

  long processId() {
    return process.pid();
  }

  /** Why it ended by itself; empty while it runs and after a wanted end. */
  Optional<Problem> failure() {
    return process.isAlive() || closed ? Optional.empty() : Optional.of(ended());
  }

  private void listen() {
    Thread.ofPlatform()
        .daemon()
        .name("engine-log")
        .start(() -> lines(process.errorReader(StandardCharsets.UTF_8), this::logged));
    Thread.ofPlatform()
        .daemon()
        .name("engine-word")
        .start(() -> {
          lines(process.inputReader(StandardCharsets.UTF_8), this::heard);
          settled.countDown();
        });
  }

  /** What is done with a line. */
  @FunctionalInterface
  private interface Line {
    void take(String line);
  }

  private static void lines(BufferedReader from, Line to) {
    try (from) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        to.take(line);
      }
    } catch (IOException over) {
      // the process has ended; its exit status says how
    }
  }

  private void logged(String line) {
    lastSignNanos = nanoClock.getAsLong();
    log.add(line);
  }

  private void heard(String line) {
    lastSignNanos = nanoClock.getAsLong();
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "ready" -> {
        port = Integer.parseInt(rest);
        settled.countDown();
      }
      case "variant" -> variant = rest;
      case "context" -> contextTokens = Integer.parseInt(rest);
      case "progress" ->
          progress.report(new Text("加载模型", "loading the model"), Double.parseDouble(rest));
      case "problem" -> said = Optional.of(problem(rest));
      default -> log.add(line);
    }
  }

  private static Problem problem(String json) {
    try {
      JsonNode node = Json.read(json);
      return new Problem(
          new Text(node.path("zh").asString(""), node.path("en").asString("")),
          new Text(node.path("nextZh").asString(""), node.path("nextEn").asString("")));
    } catch (JacksonException notJson) {
      return new Problem(Text.same(json), Text.same(""));
    }
  }

  private void tell(String line) {
    try {
      life.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      life.flush();
    } catch (IOException gone) {
      // it has ended already; waiting for it tells why
    }
  }

  private void await(long silenceNanos) {
    try {
      while (!settled.await(100, TimeUnit.MILLISECONDS)) {
        if (nanoClock.getAsLong() - lastSignNanos > silenceNanos) {
          close();
          throw new ProblemException(stalled(silenceNanos));
        }
      }
      if (port < 0) {
        process.waitFor();
        Problem why = ended();
        close();
        throw new ProblemException(why);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      close();
      throw EngineProblems.of("引擎启动被中断。", "Starting the engine was interrupted.", "", "");
    }
  }

  private Problem ended() {
    return said.orElseGet(
        () -> EngineProblems.ended(process.exitValue(), log.last(QUOTED), log.file()));
  }

  private Problem stalled(long silenceNanos) {
    return EngineProblems.stalled(
        TimeUnit.NANOSECONDS.toSeconds(silenceNanos), log.last(QUOTED), log.file());
  }

  @Override
  public void close() {
    closed = true;
    try {
      life.close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  List<String> log(int count) {
    return log.last(count);
  }
}
