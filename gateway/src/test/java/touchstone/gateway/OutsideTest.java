package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Text;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.TlsIdentity;

/** Routes to endpoints that are not ours. */
@Timeout(30)
class OutsideTest {
  @TempDir Path folder;

  @Test
  void an_endpoint_with_tls_is_asked_under_its_own_name_path_and_key() throws Exception {
    TlsIdentity identity = TlsIdentity.create(folder, "dns:localhost");
    try (FakeEndpoint engine = FakeEndpoint.tls(identity, _ -> ChatAnswer.of("在").script());
        Gateway gateway =
            gateway(url("https://localhost:", engine, "/compat/v1"), identity.trustingContext());
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.STREAM)).until("0\r\n\r\n")).contains("在", "[DONE]");
      FakeRequest seen = engine.requests().getFirst();
      assertThat(seen.path()).isEqualTo("/compat/v1/chat/completions");
      assertThat(seen.header("host")).isEqualTo("localhost:" + engine.port());
      assertThat(seen.header("authorization")).isEqualTo("Bearer theirs");
    }
  }

  @Test
  void a_certificate_for_another_name_is_refused_and_nothing_is_sent() throws Exception {
    TlsIdentity identity = TlsIdentity.create(folder, "dns:other.example");
    try (FakeEndpoint engine = FakeEndpoint.tls(identity, _ -> ChatAnswer.of("在").script());
        Gateway gateway =
            gateway(url("https://localhost:", engine, "/v1"), identity.trustingContext());
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.ASK)).answer())
          .startsWith("HTTP/1.1 502 ")
          .contains("tls_failed", "去看看");
      assertThat(engine.requests()).isEmpty();
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
    TlsIdentity identity = TlsIdentity.create(folder, "dns:localhost");
    try (FakeEndpoint engine = FakeEndpoint.tls(identity, _ -> ChatAnswer.of("在").script());
        Gateway gateway =
            gateway(url("https://localhost:", engine, "/v1"), SSLContext.getDefault());
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.post(Stage.ASK)).answer()).contains("tls_failed");
      assertThat(engine.requests()).isEmpty();
    }
  }

  private static URI url(String start, FakeEndpoint engine, String path) {
    return URI.create(start + engine.port() + path);
  }

  private static Gateway gateway(URI url, SSLContext tls) {
    Engine outside =
        new Engine(
            url,
            InetAddress.ofLiteral("127.0.0.1"),
            "qwen3",
            Optional.of("theirs"),
            new Text("去看看", "have a look"));
    List<Route> routes = List.of(Route.up("shop", outside));
    return Gateway.start(
        Stage.settings(),
        new Parts(() -> routes, Stage.noKeys(), Optional.empty(), tls, Ticker.system()));
  }
}
