package touchstone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.model.Text;
import touchstone.run.Trust;
import touchstone.server.Server;

/** {@code touchstone serve}: the page on this machine's loopback, until Ctrl-C. */
@Command(name = "serve", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class ServeCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Option(names = "--port", paramLabel = "N")
  private int port = 7878;

  @Option(names = "--no-open")
  private boolean noOpen;

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new UsageProblem(
          new Text(
              "--port " + port + "：应为 0–65535 的整数", "--port " + port + ": expected 0 to 65535"),
          new Text("例如 --port 8080；0 自动选空闲端口。", "E.g. --port 8080; 0 finds a free one."));
    }
    Wiring wiring = new Wiring(console);
    Path token = Trust.standardFile(wiring::env).resolveSibling("serve-token");
    try (Server server = Server.start(port, token, new ServePlace(wiring))) {
      console.out().println(server.url());
      console.out().flush();
      console.say(
          new Text(
              "试金石的页面开在上面的地址，只有这台机器打得开；地址里的 token 等于钥匙，不要发给别人。\n"
                  + "按 Ctrl-C 关掉页面；正在进行的运行不受影响，会接着跑完。",
              "The page is at the address above, for this machine only; its token is the key, keep"
                  + " it to yourself.\n"
                  + "Ctrl-C closes the page; a run under way goes on to its end."));
      if (!noOpen) {
        Path door = token.resolveSibling("serve-open.html");
        server.writeDoor(door);
        open(door.toString());
      }
      awaitEnd(server);
    }
    return Exit.OK;
  }

  /** Waits for Ctrl-C, and lets the open answers end before the process does. */
  private static void awaitEnd(Server server) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "closing"));
    new CountDownLatch(1).await();
  }

  /** Opens the user's browser where this system has a way to; the address is shown anyhow. */
  private static void open(String page) {
    for (Path opener : List.of(Path.of("/usr/bin/xdg-open"), Path.of("/usr/bin/open"))) {
      if (Files.isExecutable(opener)) {
        try {
          new ProcessBuilder(opener.toString(), page)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
          return;
        } catch (IOException _) {
          // the address is on the terminal
        }
      }
    }
  }
}
