package touchstone.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import touchstone.model.Language;
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
    return Gateway.start(change.apply(settings()), () -> routes, Ticker.system());
  }

  static Route up(String name, FakeEndpoint engine) {
    return Route.up(
        name,
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), engine.port()),
        "qwen3",
        Optional.of("engine-key"));
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
