package touchstone.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** A scripted engine with a gateway in front of it, where it is called {@code shop}. */
record Stage(FakeEndpoint engine, Gateway gateway) implements AutoCloseable {
  static final String ASK =
      "{\"model\":\"shop\",\"messages\":[{\"role\":\"user\",\"content\":\"在吗\"}]}";
  static final String STREAM = ASK.replace("\"messages\"", "\"stream\":true,\"messages\"");

  static Stage of(Function<FakeRequest, Script> script) {
    return of(script, settings -> settings);
  }

  static Stage of(Function<FakeRequest, Script> script, UnaryOperator<GatewaySettings> change) {
    FakeEndpoint engine = FakeEndpoint.raw(script);
    return new Stage(engine, gateway(List.of(up("shop", engine)), change));
  }

  static Gateway gateway(List<Route> routes, UnaryOperator<GatewaySettings> change) {
    return start(change.apply(settings()), () -> routes);
  }

  static Gateway start(GatewaySettings settings, Routes routes) {
    return Gateway.start(settings, parts(routes));
  }

  static Parts parts(Routes routes) {
    return parts(routes, noKeys());
  }

  /** No file, so no keys. */
  static KeyRing noKeys() {
    KeyFile none = new KeyFile(Path.of("no-such-folder", "keys.json"));
    return KeyRing.open(none, InstantSource.system(), Ticker.system());
  }

  static Parts parts(Routes routes, KeyRing keys) {
    return parts(routes, keys, Optional.empty());
  }

  static Parts parts(Routes routes, Optional<AccessLog> log) {
    return parts(routes, noKeys(), log);
  }

  private static Parts parts(Routes routes, KeyRing keys, Optional<AccessLog> log) {
    try {
      return new Parts(routes, keys, log, SSLContext.getDefault(), Ticker.system());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Route up(String name, FakeEndpoint engine) {
    return Route.up(
        name,
        new Engine(
            engine.url(),
            InetAddress.ofLiteral("127.0.0.1"),
            "qwen3",
            Optional.of("engine-key"),
            new Text("看日志", "see the log")));
  }

  static GatewaySettings settings() {
    return GatewaySettings.standard(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), Language.ZH);
  }

  /** Settings that lose patience after a moment. */
  static GatewaySettings hasty(GatewaySettings usual) {
    Duration moment = Duration.ofMillis(400);
    return new GatewaySettings(
        usual.address(),
        usual.language(),
        usual.limits(),
        new GatewaySettings.Patience(
            moment,
            moment,
            moment,
            moment,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            moment,
            Duration.ofMillis(50),
            Duration.ofSeconds(3)));
  }

  Wire wire() throws java.io.IOException {
    return new Wire(gateway.port());
  }

  /** One request on a connection of its own; the gateway is asked to close it. */
  String say(String request) throws java.io.IOException {
    try (Wire wire = wire()) {
      return wire.send(request.replaceFirst("\r\n", "\r\nConnection: close\r\n")).rest();
    }
  }

  @Override
  public void close() {
    engine.close();
    gateway.close();
  }
}
