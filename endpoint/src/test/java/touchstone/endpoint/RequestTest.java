package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.BatchSlot;
import touchstone.model.ChatRequest;
import touchstone.model.Endpoint;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.FakeRequest;
import touchstone.testing.Script;

/** What goes over the wire, and what must never come back out. */
@OnEachEngine
@Timeout(20)
class RequestTest {
  private static final String KEY = "sk-secret-SET_KEY";

  private final EngineKind engine;

  RequestTest(EngineKind engine) {
    this.engine = engine;
  }

  @Test
  void theBodyCarriesEverythingAndTheUsersFieldsWin() throws Exception {
    FakeRequest sent =
        sent(
            """
            {"temperature": 0.1, "stream_options": {"more": 1}, "chat_template_kwargs": {"enable_thinking": false}}
            """,
            false);
    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.body())
        .contains("\"model\":\"fake\"", "{\"role\":\"user\",\"content\":\"问\"}")
        .contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true,\"more\":1}")
        .contains("\"max_tokens\":100", "\"temperature\":0.1", "\"top_p\":0.9", "\"seed\":42")
        .contains("\"chat_template_kwargs\":{\"enable_thinking\":false}")
        .doesNotContain("touchstone_batch");
  }

  @Test
  void onlyTheEmbeddedEngineIsToldOfBatches() throws Exception {
    assertThat(sent("{}", true).body())
        .contains("\"touchstone_batch\":{\"id\":\"b1\",\"size\":4,\"index\":2,\"session\":\"s\"}");
  }

  @Test
  void keysAndHeadersAreFilledInOnTheWire() throws Exception {
    FakeRequest sent = sent("{}", false);
    assertThat(sent.header("authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent.header("x-team")).isEqualTo("shop-sk-secret-SET_TEAM");
    assertThat(sent.header("host")).startsWith("127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 500})
  void noSecretComesBackOut(int status) throws Exception {
    String echo = "Incorrect API key provided: " + KEY + " and shop-sk-secret-SET_TEAM";
    Script script = status == 200 ? ChatAnswer.of(echo).script() : Script.error(status, "x", echo);
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      ChatResult result = client.send(endpoint(fake, "{}", false), Clients.ask("?"));
      String everything =
          result
              + result.problem().map(problem -> problem.in(Language.ZH)).orElse("")
              + result.problem().map(ProblemException::new).map(Throwable::toString).orElse("");
      assertThat(everything).contains("Incorrect").doesNotContain("sk-secret");
    }
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    assertRefused("${UNSET_KEY}", Map.of(), "UNSET_KEY");
  }

  @ParameterizedTest
  @CsvSource({"X-A,'a\r\nEvil: 1'", "'X\nA',a", "Content-Length,3", "Transfer-Encoding,chunked"})
  void headersCannotBeInjected(String name, String value) {
    assertRefused("${SET_KEY}", Map.of(name, value), "header");
  }

  private void assertRefused(String key, Map<String, String> headers, String words) {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ChatAnswer.of("ok").script());
        ChatClient client = Clients.client(engine)) {
      Endpoint endpoint = new Endpoint(fake.url(), "fake", Optional.of(key), headers, "{}", false);
      assertThatThrownBy(() -> client.send(endpoint, Clients.ask("?")))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(words);
      assertThat(fake.accepted()).isZero();
    }
  }

  private FakeRequest sent(String extra, boolean batches) throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(ChatAnswer.of("ok").script());
        ChatClient client = Clients.client(engine)) {
      ChatRequest plain = Clients.ask("问");
      ChatRequest request =
          new ChatRequest(
              plain.messages(),
              plain.sampling(),
              plain.seed(),
              Optional.of(new BatchSlot("b1", 4, 2, "s")));
      client.send(endpoint(fake, extra, batches), request);
      return fake.requests().getFirst();
    }
  }

  private static Endpoint endpoint(FakeEndpoint fake, String extra, boolean batches) {
    return new Endpoint(
        fake.url(),
        "fake",
        Optional.of("${SET_KEY}"),
        Map.of("X-Team", "shop-${SET_TEAM}"),
        extra,
        batches);
  }
}
