package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.endpoint.ChatResult.Advice;
import touchstone.model.Endpoint;
import touchstone.model.Outcome;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;
import touchstone.testing.TlsIdentity;

@OnEachEngine
@Timeout(20)
class TlsTest {
  private static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));

  @TempDir static Path folder;
  private static TlsIdentity identity;

  private final EngineKind engine;

  TlsTest(EngineKind engine) {
    this.engine = engine;
  }

  @BeforeAll
  static void createIdentity() {
    identity = TlsIdentity.create(folder, "dns:localhost");
  }

  @Test
  void anAnswerOverTlsIsReadAndTheConnectionKept() throws Exception {
    String text = "好".repeat(50_000);
    Script script =
        ChatAnswer.of("a", text, "b").wire(w -> w.splitEvery(30_000, Duration.ZERO)).script();
    try (FakeEndpoint fake = FakeEndpoint.tls(identity, _ -> script);
        ChatClient client = trusting()) {
      for (int i = 0; i < 3; i++) {
        ChatResult result = client.once(at("https://localhost:", fake), Clients.ask("?"));
        assertThat(result.exchange().detail()).isEmpty();
        assertThat(result.exchange().answer()).isEqualTo("a" + text + "b");
      }
      assertThat(fake.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    try (ChatClient client = trusting()) {
      assertThat(failure(client, "https://127.0.0.1:")).startsWith("tls wrong host");
    }
  }

  @Test
  void anUnknownCertificateIsRefused() throws Exception {
    try (ChatClient client = new ChatClient(Clients.settings(engine).with(PATIENT))) {
      assertThat(failure(client, "https://localhost:")).startsWith("tls untrusted");
    }
  }

  @Test
  void plainHttpOnATlsAddressIsTold() throws Exception {
    try (FakeEndpoint plain =
            FakeEndpoint.inTurn(Script.raw("HTTP/1.1 400 x\r\n\r\n", Script.Ending.CLOSE));
        ChatClient client = trusting()) {
      ChatResult result = client.once(at("https://localhost:", plain), Clients.ask("?"));
      assertThat(result.exchange().outcome()).isEqualTo(Outcome.INFRA_FAIL);
    }
  }

  private String failure(ChatClient client, String host) throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.tls(identity, _ -> ChatAnswer.of("x").script())) {
      ChatResult result = client.once(at(host, fake), Clients.ask("?"));
      assertThat(result.advice()).isEqualTo(Advice.STOP);
      assertThat(fake.requests()).isEmpty();
      return result.exchange().detail();
    }
  }

  private ChatClient trusting() {
    return new ChatClient(Clients.settings(engine).with(PATIENT).with(identity.trustingContext()));
  }

  private static Endpoint at(String host, FakeEndpoint fake) {
    return new Endpoint(
        URI.create(host + fake.port() + "/v1"), "fake", Optional.empty(), Map.of(), "{}", false);
  }
}
