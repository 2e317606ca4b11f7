package touchstone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import touchstone.model.Text;
import touchstone.run.Trust;
import touchstone.server.Server;

/**
 * Keeps the page up. Apart from its command, so that nothing of the server is loaded where other
 * commands are told apart.
 */
record Serving(Wiring wiring) {
  /**
   * Serves until the process is told to end.
   *
   * @param port on 127.0.0.1, 0 for a free one
   * @param opening whether to open the user's browser
   */
  void serve(int port, boolean opening) throws InterruptedException {
    Path token = Trust.standardFile(wiring::env).resolveSibling("serve-token");
    try (Server server = Server.start(port, token, new ServePlace(wiring))) {
      wiring.console().out().println(server.url());
      wiring.console().out().flush();
      wiring
          .console()
          .say(
              new Text(
                  "试金石的页面开在上面的地址，只有这台机器打得开；地址里的 token 等于钥匙，不要发给别人。\n"
                      + "按 Ctrl-C 关掉页面；正在进行的运行不受影响，会接着跑完。",
                  "The page is at the address above, for this machine only; its token is the key,"
                      + " keep it to yourself.\n"
                      + "Ctrl-C closes the page; a run under way goes on to its end."));
      if (opening) {
        Path door = token.resolveSibling("serve-open.html");
        server.writeDoor(door);
        open(door.toString());
      }
      awaitEnd(server);
    }
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
