package touchstone.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/** The page and its API on this machine's loopback, until it is closed. */
public final class Server implements AutoCloseable {
  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger LIBRARY = Logger.getLogger("io.helidon");

  private static final int MOST_CONNECTIONS = 512;

  private final WebServer web;
  private final AtomicBoolean closing;
  private final URI url;

  private Server(WebServer web, AtomicBoolean closing, URI url) {
    this.web = web;
    this.closing = closing;
    this.url = url;
  }

  /**
   * Starts a server.
   *
   * @param port on 127.0.0.1, 0 for a free one
   * @param tokenFile keeps the secret that opens the page
   * @throws ProblemException where the port is taken
   */
  public static Server start(int port, Path tokenFile, Workplace workplace) {
    // a start that fails is told by our own words
    LIBRARY.setLevel(Level.OFF);
    Token token = Token.in(tokenFile);
    AtomicBoolean closing = new AtomicBoolean();
    AtomicInteger bound = new AtomicInteger(port);
    Launcher launcher = new Launcher(workplace, InstantSource.system());
    Api api = new Api(workplace, launcher, closing, Ticker.system());
    ImportApi imports =
        new ImportApi(
            new Uploads(workplace.uploads(), new SplittableRandom()),
            workplace.ownSuites(),
            () -> LocalDate.now(ZoneId.systemDefault()));
    WebServer web = web(port, routing(new Gate(token, bound::get), imports, api));
    web.start();
    if (!web.isRunning()) {
      throw taken(port);
    }
    LIBRARY.setLevel(Level.WARNING);
    bound.set(web.port());
    URI url = URI.create("http://127.0.0.1:" + web.port() + "/?token=" + token.value());
    return new Server(web, closing, url);
  }

  private static WebServer web(int port, HttpRouting.Builder routing) {
    return WebServer.builder()
        .bindAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))
        .maxTcpConnections(MOST_CONNECTIONS)
        .maxPayloadSize(Uploads.LARGEST + Body.LARGEST)
        .idleConnectionTimeout(Duration.ofMinutes(2))
        .shutdownGracePeriod(Duration.ofSeconds(1))
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .routing(routing)
        .build();
  }

  private static HttpRouting.Builder routing(Gate gate, ImportApi imports, Api api) {
    return HttpRouting.builder()
        .addFilter(gate)
        .error(Refusal.class, Reply::refused)
        .error(ProblemException.class, Reply::unfit)
        .error(Throwable.class, Reply::broken)
        .register("/api/uploads", imports)
        .register("/api", api)
        .register("/", new Page())
        .any((_, _) -> {
          throw Page.missing();
        });
  }

  private static ProblemException taken(int port) {
    return new ProblemException(
        new Problem(
            new Text(
                "127.0.0.1:" + port + " 这个端口用不了", "127.0.0.1:" + port + " cannot be listened on"),
            new Text(
                "可能已经有一个 touchstone serve 在跑；或换一个：--port 0 自动选空闲端口。",
                "Perhaps touchstone serve runs already; or take another: --port 0 finds a free"
                    + " one.")));
  }

  /** The address that opens the page; it holds the token, so that it is shown to the user only. */
  public URI url() {
    return url;
  }

  /**
   * Writes a page that leads to the address, for those who open a browser by a command: the command
   * line can be read by everybody on the machine, this file by its owner only.
   */
  public void writeDoor(Path file) {
    OwnerFile.write(
        file,
        "<!doctype html><meta charset=\"utf-8\"><title>Touchstone</title>"
            + "<meta http-equiv=\"refresh\" content=\"0;url="
            + url
            + "\">\n");
  }

  public int port() {
    return web.port();
  }

  @Override
  public void close() {
    closing.set(true);
    web.stop();
  }
}
