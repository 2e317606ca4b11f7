package touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class FakeEndpointTest {
  @ParameterizedTest
  @EnumSource(Framing.class)
  void everyFramingIsReadByAnIndependentClient(Framing framing) throws Exception {
    Script script = ChatAnswer.of("你", "好").wire(wire -> wire.framing(framing)).script();
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        HttpClient client = HttpClient.newHttpClient()) {
      String body = post(client, fake.url()).body();
      assertThat(body).contains("\"content\":\"你\"").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void aFunctionOfTheRequestChoosesTheAnswer() throws Exception {
    try (FakeEndpoint fake =
            FakeEndpoint.start(request ->
                ChatAnswer.of("echo " + JsonText.lastString(request.body(), "content")).script());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(post(client, fake.url()).body()).contains("echo 你\\n\\\"好\\\"");
      assertThat(fake.requests()).singleElement().extracting(FakeRequest::number).isEqualTo(0);
    }
  }

  @Test
  void theTimelineHoldsOneEntryAWrite() throws Exception {
    Script script = ChatAnswer.of("a", "b").pace(Duration.ZERO, Duration.ofMillis(20)).script();
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        HttpClient client = HttpClient.newHttpClient()) {
      int received = post(client, fake.url()).body().getBytes(UTF_8).length;
      var writes = fake.deliveries().getFirst().writes();
      assertThat(writes).hasSize(1 + 6 + 1);
      assertThat(writes.get(3).nanos() - writes.get(2).nanos()).isGreaterThan(19_000_000);
      assertThat(writes.stream().mapToInt(Delivery.Write::bytes).sum()).isGreaterThan(received);
    }
  }

  @Test
  void aResetBreaksTheClient() {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(Script.reset());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> post(client, fake.url())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tlsIsTrustedOnlyByItsOwnContext(@TempDir Path folder) throws Exception {
    TlsIdentity identity = TlsIdentity.create(folder, "dns:localhost,ip:127.0.0.1");
    try (FakeEndpoint fake = FakeEndpoint.tls(identity, _ -> ChatAnswer.of("ok").script());
        HttpClient stranger = HttpClient.newHttpClient();
        HttpClient friend =
            HttpClient.newBuilder().sslContext(identity.trustingContext()).build()) {
      assertThat(post(friend, fake.url()).body()).contains("ok");
      assertThatThrownBy(() -> post(stranger, fake.url())).hasMessageContaining("PKIX");
    }
  }

  private static HttpResponse<String> post(HttpClient client, URI base)
      throws IOException, InterruptedException {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":"
            + JsonText.quote("你\n\"好\"")
            + "}],\"stream\":true}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(4))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
