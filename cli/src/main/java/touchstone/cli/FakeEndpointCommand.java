package touchstone.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.testing.Delivery;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.ScriptFile;

/**
 * {@code touchstone fake-endpoint}: a server on loopback that does what a script says and writes
 * down when, so that anybody can check the figures of a load tool, ours too.
 */
@Command(
    name = "fake-endpoint",
    mixinStandardHelpOptions = true,
    resourceBundle = "touchstone.cli.Help")
final class FakeEndpointCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Option(names = "--script", paramLabel = "FILE")
  private @Nullable Path script;

  @Option(names = "--port", paramLabel = "N")
  private int port = 0;

  @Option(names = "--truth", paramLabel = "FILE")
  private @Nullable Path truth;

  @Option(names = "--example")
  private boolean example;

  private final Console console;

  FakeEndpointCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (example) {
      console.out().print(ScriptFile.EXAMPLE);
      console.out().flush();
      return Exit.OK;
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw UsageProblem.value("--port", String.valueOf(port), Text.same("0 … " + HIGHEST_PORT));
    }
    ScriptFile read =
        Optional.ofNullable(script)
            .map(file -> UsageProblem.in(() -> ScriptFile.read(file)))
            .orElseGet(ScriptFile::example);
    try (PrintWriter lines = truthLines()) {
      serve(read, lines);
      if (lines.checkError()) {
        console.say(
            new Text(
                "--truth " + truth + " 没写全：磁盘可能满了。",
                "--truth " + truth + " is not whole: the disk may be full."));
        return Exit.FAILED;
      }
    }
    return Exit.OK;
  }

  private void serve(ScriptFile read, PrintWriter lines) throws InterruptedException {
    BiConsumer<FakeRequest, Delivery> told =
        (request, delivery) -> {
          if (request.number() >= 0) {
            lines.println(line(request, delivery));
          }
        };
    try (CtrlC ctrlC = CtrlC.ofThisThread();
        FakeEndpoint server = FakeEndpoint.telling(port, read.responder(), told)) {
      console.out().println(server.url());
      console.out().flush();
      console.say(
          new Text(
              "模型 " + read.model() + " 已就绪，Ctrl-C 结束。另开一个窗口试试：",
              "Model " + read.model() + " is ready, Ctrl-C ends it. In another window:"));
      console.say(Text.same("  touchstone bench " + server.url() + " --model " + read.model()));
      while (!ctrlC.stopped()) {
        Thread.sleep(1000);
      }
    } catch (InterruptedException _) {
      // Ctrl-C ends it
    } catch (IOException taken) {
      throw new ProblemException(
          new Problem(
              new Text(
                  "端口 " + port + " 用不了：" + taken.getMessage(),
                  "Port " + port + " cannot be had: " + taken.getMessage()),
              new Text("换一个 --port；0 自动选空闲端口。", "Take another --port; 0 finds a free one.")),
          taken);
    }
  }

  private PrintWriter truthLines() {
    try {
      return truth == null
          ? new PrintWriter(java.io.Writer.nullWriter())
          : new PrintWriter(Files.newBufferedWriter(truth, StandardCharsets.UTF_8), true);
    } catch (IOException closed) {
      throw new UsageProblem(
          new Text(
              "--truth " + truth + "：写不进去：" + closed.getMessage(),
              "--truth " + truth + ": cannot be written: " + closed.getMessage()),
          new Text("换一个可以写的位置。", "Take a place that can be written."));
    }
  }

  /** One JSON line: the request's number, when it was read, and each write with time and size. */
  private static String line(FakeRequest request, Delivery delivery) {
    return "{\"request\":%d,\"connection\":%d,\"received_ns\":%d,\"writes\":[%s]}"
        .formatted(
            request.number(),
            request.connection(),
            request.receivedNanos(),
            delivery.writes().stream()
                .map(write -> "[" + write.nanos() + "," + write.bytes() + "]")
                .collect(Collectors.joining(",")));
  }
}
