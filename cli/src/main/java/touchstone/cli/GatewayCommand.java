package touchstone.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import touchstone.model.Text;

/** {@code touchstone gateway}: one address in front of all deployments, until Ctrl-C. */
@Command(name = "gateway", mixinStandardHelpOptions = true, resourceBundle = "touchstone.cli.Help")
final class GatewayCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Option(names = "--port", paramLabel = "N")
  private int port = 8080;

  @Option(names = "--bind", paramLabel = "ADDRESS")
  private String bind = "127.0.0.1";

  @Option(names = "--route", paramLabel = "NAME=URL")
  private Map<String, URI> routes = new LinkedHashMap<>();

  @Option(names = "--model", paramLabel = "NAME=MODEL")
  private Map<String, String> models = new LinkedHashMap<>();

  @Option(names = "--key-env", paramLabel = "NAME=ENV")
  private Map<String, String> keys = new LinkedHashMap<>();

  @Option(names = "--access-log", paramLabel = "FILE")
  private @Nullable Path accessLog;

  @Option(names = "--log-contents")
  private boolean logContents;

  private final Console console;

  GatewayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw UsageProblem.value("--port", Integer.toString(port), Text.same("0–65535"));
    }
    new Fronting(new Wiring(console))
        .serve(
            new InetSocketAddress(address(), port),
            new OutsideRoutes(routes, models, keys),
            Optional.ofNullable(accessLog),
            logContents);
    return Exit.OK;
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw UsageProblem.value("--bind", bind, Text.same("127.0.0.1 | 0.0.0.0 | ::1 | …"));
    }
  }
}
