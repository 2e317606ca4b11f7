package touchstone.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import touchstone.model.Endpoint;
import touchstone.model.Language;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;
import touchstone.testing.Script;

@OnEachEngine
@Timeout(20)
class EndpointProbeTest {
  private static final ChatAnswer SLOW =
      ChatAnswer.of("a", "b", "c", "d", "e", "f").pace(Duration.ofMillis(5), Duration.ofMillis(5));

  private final EngineKind engine;

  EndpointProbeTest(EngineKind engine) {
    this.engine = engine;
  }

  @Test
  void aGoodEndpointHasNoProblems() throws Exception {
    ProbeReport report = probe(SLOW.script(), "fake");
    assertThat(report.problems()).isEmpty();
    assertThat(report.models()).containsExactly("fake");
    assertThat(report.answers() && report.streams() && report.usage()).isTrue();
  }

  @Test
  void whatIsOddIsSaid() throws Exception {
    assertThat(words(probe(SLOW.script(), "fak"))).contains("模型列表", "fake");
    assertThat(words(probe(ChatAnswer.of("x").asOneJson(), "fake"))).contains("流式");
    ProbeReport buffered =
        probe(ChatAnswer.characters("一二三四五六").wire(w -> w.eventsPerWrite(99)).script(), "fake");
    assertThat(words(buffered)).contains("流式");
    assertThat(words(probe(Script.error(401, "", "no"), "fake"))).contains("401", "密钥");
  }

  @Test
  void aModelThatSaysNothingCanStillBeMeasured() throws Exception {
    ProbeReport silent = probe(ChatAnswer.of().script(), "fake");
    assertThat(silent.usable()).isTrue();
    assertThat(words(silent)).contains("没有给出正文");
    assertThat(probe(Script.error(503, "", "busy"), "fake").usable()).isFalse();
  }

  @Test
  void wrongSettingsAreProblemsToo() throws Exception {
    try (ChatClient client = Clients.client(engine)) {
      Endpoint endpoint =
          new Endpoint(URI.create("ftp://h"), "m", Optional.empty(), Map.of(), "{}", false);
      assertThat(words(new EndpointProbe(client).probe(endpoint))).contains("ftp");
    }
  }

  private ProbeReport probe(Script script, String model) throws Exception {
    try (FakeEndpoint fake = FakeEndpoint.inTurn(script);
        ChatClient client = Clients.client(engine)) {
      Endpoint endpoint = new Endpoint(fake.url(), model, Optional.empty(), Map.of(), "{}", false);
      return new EndpointProbe(client).probe(endpoint);
    }
  }

  private static String words(ProbeReport report) {
    StringBuilder words = new StringBuilder();
    report.problems().forEach(problem -> words.append(problem.in(Language.ZH)));
    return words.toString();
  }
}
