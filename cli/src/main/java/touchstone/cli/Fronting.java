package touchstone.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import touchstone.gateway.AccessLog;
import touchstone.gateway.Gateway;
import touchstone.gateway.GatewaySettings;
import touchstone.gateway.KeyRing;
import touchstone.gateway.Parts;
import touchstone.gateway.Route;
import touchstone.lifecycle.Roll;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * Keeps the gateway up and its routes fresh. Apart from its command, so that nothing of the gateway
 * is loaded where other commands are told apart.
 */
record Fronting(Wiring wiring) {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration REVIVE = Duration.ofMinutes(1);

  /**
   * Serves until the process is told to end.
   *
   * @param accessLog where chat requests are noted, empty for the usual place
   * @param contents whether what is said is noted too
   */
  void serve(
      InetSocketAddress address, OutsideRoutes outside, Optional<Path> accessLog, boolean contents)
      throws InterruptedException {
    List<Route> fixed = outside.read(wiring::env);
    GatewaySettings settings = GatewaySettings.standard(address, console().language());
    GatewayPlace place = new GatewayPlace(wiring);
    KeyRing keys = KeyRing.open(place.keys(), InstantSource.system(), Ticker.system());
    if (!settings.local() && !keys.usable()) {
      throw open(address);
    }
    LiveRoutes routes = new LiveRoutes(fixed, new Roll(place.deployments()));
    routes.look(System.currentTimeMillis());
    Path file = accessLog.orElseGet(place::accessLog);
    AccessLog log = AccessLog.open(file, contents, InstantSource.system(), console()::show);
    Gateway gateway =
        Gateway.start(
            settings, new Parts(routes, keys, Optional.of(log), trusting(), Ticker.system()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(gateway, log, keys), "closing"));
    greet(url(address.getAddress(), gateway.port()), routes, keys);
    noteLog(file, contents);
    // A deployment whose owner was killed gets a new one.
    repeating(REVIVE, () -> Keepers.of(wiring).revive()).start();
    repeating(LOOK, () -> routes.look(System.currentTimeMillis())).start();
    repeating(LOOK, keys::refresh).forEver();
  }

  private static void end(Gateway gateway, AccessLog log, KeyRing keys) {
    gateway.close();
    log.close();
    keys.saveUses();
  }

  private void noteLog(Path file, boolean contents) {
    console()
        .say(
            contents
                ? new Text(
                    "访问日志（含问答内容，可能有客户的个人信息）：" + file,
                    "Access log (with what is said, customers' personal data too): " + file)
                : new Text("访问日志（不含内容）：" + file, "Access log (without contents): " + file));
  }

  private Console console() {
    return wiring.console();
  }

  private static String url(InetAddress host, int port) {
    String literal = host.getHostAddress().replaceFirst("%.*", "");
    return "http://" + (literal.contains(":") ? "[" + literal + "]" : literal) + ":" + port + "/v1";
  }

  private void greet(String url, LiveRoutes routes, KeyRing keys) {
    console().out().println(url);
    console().out().flush();
    String names = String.join(", ", routes.all().stream().map(Route::name).toList());
    console()
        .say(
            new Text(
                "网关开在上面的地址，兼容 OpenAI 接口；部署的增减随时生效。现有："
                    + (names.isEmpty() ? "还没有" : names)
                    + (keys.asked() ? "\n请求要带密钥。" : "\n没有密钥：本机的程序都能用。")
                    + "\n按 Ctrl-C 关掉；进行中的回答会先发完（最多 10 秒）。",
                "The gateway is at the address above and speaks OpenAI's API; deployments come and"
                    + " go without a restart. Now: "
                    + (names.isEmpty() ? "none" : names)
                    + (keys.asked()
                        ? "\nRequests must bear a key."
                        : "\nNo keys: every program on this machine may use it.")
                    + "\nCtrl-C ends it; answers under way are finished first (up to 10 s)."));
  }

  private Repeating repeating(Duration pause, Runnable what) {
    return new Repeating(console(), Ticker.system(), pause, what);
  }

  private static SSLContext trusting() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static ProblemException open(InetSocketAddress address) {
    String host = address.getHostString();
    return new ProblemException(
        new Problem(
            new Text(
                "--bind " + host + "：别的机器也连得上，没有密钥不开",
                "--bind " + host + ": other machines could reach it; not without a key"),
            new Text(
                "先建一个：touchstone gateway key create 名字；或去掉 --bind，只对本机开放。",
                "Make one: touchstone gateway key create NAME; or leave --bind out to serve this"
                    + " machine only.")));
  }
}
