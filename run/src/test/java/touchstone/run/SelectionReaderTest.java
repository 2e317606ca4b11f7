package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.document.Document;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Slo;
import touchstone.model.Text;
import touchstone.verdict.Requirements;

class SelectionReaderTest {
  private static final Lookup LOOKUP =
      new Lookup(
          source -> {
            if (source.equals(new Candidate.CatalogueModel("nothing", "local"))) {
              throw no("model");
            }
          },
          (name, _) -> {
            if (name.contains("servce")) {
              throw no("suite");
            }
          });

  private static final String WHOLE =
      """
      name: 换机器人
      candidates:
        - model: smollm2-135m
        - id: cloud
          label: 云上的
          endpoint:
            url: https://api.example.com/v1
            model: big
            apiKey: "${CLOUD_KEY}"
            headers: {X-Team: "cs"}
            body: {enable_thinking: false, extra: {n: 3, list: [a, 1.5]}}
          price: {input: 2, output: 8}
        - endpoint: {model: next, apiKey: "${LATER_KEY}"}
      suites: [customer-service-zh, ./mine.yaml]
      requirements:
        weights: {semantics: 2, cost: 0}
        floors: {memory: 3.5}
        margin: 0.3
        slo: [ttft p95 <= 1s, 'tpot p99 ≤ 80 ms, e2e p50 < 4.5s']
        dailyConversations: 800
      budget: {minutes: 5, money: 10}
      depth: standard
      answers: {maxTokens: 200, temperature: 0.7, seed: 5}
      """;

  @Test
  void readsEverythingThatASelectionCanSay() {
    Selection read = read(WHOLE);
    assertThat(read.candidates()).extracting(Candidate::id).containsExactly("a", "cloud", "c");
    assertThat(read.candidates().get(1).source())
        .isEqualTo(
            new Candidate.Outside(
                URI.create("https://api.example.com/v1"),
                "big",
                Optional.of("${CLOUD_KEY}"),
                Map.of("X-Team", "cs"),
                "{\"enable_thinking\":false,\"extra\":{\"list\":[\"a\",1.5],\"n\":3}}"));
    assertThat(read.candidates().get(2).source()).isInstanceOf(Candidate.Later.class);
    assertThat(read.suites()).containsExactly("customer-service-zh", "/home/shop/mine.yaml");
    assertThat(read.requirements().weights()).containsEntry(Dimension.SEMANTICS, 2.0);
    assertThat(read.requirements().floors()).containsEntry(Dimension.MEMORY, 3.5);
    assertThat(read.requirements().slos())
        .containsExactly(
            new Slo(Slo.Metric.TTFT, 0.95, 1000),
            new Slo(Slo.Metric.TPOT, 0.99, 80),
            new Slo(Slo.Metric.E2E, 0.5, 4500));
    assertThat(read.depth()).isEqualTo(Depth.STANDARD);
    assertThat(read.budget().minutes()).hasValue(5);
    assertThat(read.answers().seed()).isEqualTo(5);
  }

  @Test
  void tellsCandidatesOfOneNameApart() {
    Selection read = read("candidates: [{model: smollm2-135m}, {model: smollm2-135m}]");
    assertThat(read.candidates())
        .extracting(Candidate::label)
        .containsExactly("smollm2-135m (a)", "smollm2-135m (b)");
  }

  @Test
  void takesThePrintedDefaultsForWhatIsNotSaid() {
    Selection read = read("candidates: [{model: smollm2-135m}]");
    assertThat(read.requirements()).isEqualTo(Requirements.DEFAULT);
    assertThat(read.suites()).isEqualTo(List.of("customer-service-zh"));
    assertThat(read.depth()).isEqualTo(Depth.QUICK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "candidates: []|s.yaml:1:13: expected 1 to 26 candidates",
        "name: x|s.yaml:1:1: 'candidates' is missing",
        "candidate: []|Did you mean candidates?",
        "candidates: [{}]|has exactly one of model, modelFile and endpoint, here are 0",
        "candidates: [{model: a, endpoint: {model: b}}]|here are 2",
        "candidates: [{model: a}, {id: a, model: b}]|the id 'a' stands twice",
        "candidates: [{model: a, backend: locl}]|Did you mean local?",
        "{candidates: [{model: a}], depth: quik}|Did you mean quick?",
        "{candidates: [{model: a}], requirements: {weights: {semantic: 1}}}|Did you mean"
            + " semantics?",
        "{candidates: [{model: a}], requirements: {floors: {memory: 9}}}|a number in 1–5, found"
            + " '9'",
        "{candidates: [{model: a}], requirements: {slo: ttfb p95 < 1s}}|like ttft p95 <= 1s",
        "candidates: [{endpoint: {url: 'ftp://x', model: m}}]|an address like http(s)",
        "candidates: [{endpoint: {url: 'http://u:p@x/v1', model: m}}]|without a user name",
        "candidates: [{endpoint: {url: 'http://x/v1', model: m, apiKey: sk-123}}]|the key itself"
            + " must not",
        "candidates: [{endpoint: {url: 'http://x', model: m, headers: {Authorization:"
            + " abc}}}]|carries a key",
        "candidates: [{endpoint: {url: 'http://x', model: m, headers: {Authorization: 'Bearer"
            + " sk-x ${Y}'}}}]|carries a key",
        "candidates: [{endpoint: {url: 'http://x', model: m, headers: {X-Auth-Token:"
            + " abc}}}]|X-Auth-Token carries a key",
        "candidates: [{endpoint: {url: 'http://x', model: m, body: {deep: {api_key:"
            + " abc}}}}]|api_key carries a key",
        "candidates: [{endpoint: {url: 'http://x/v1?api_key=abc', model: m}}]|without a key",
        "{candidates: [{model: a}], judge: {url: 'http://x', model: m, headers: {Authorization:"
            + " abc}}}|carries a key",
        "{candidates: [{model: a}], suites: []}|s.yaml:1:36: expected at least one suite",
        "{candidates: [{model: a}], suites: [customer-servce-zh]}|s.yaml:1:37: no suite",
        "candidates: [{model: nothing}]|s.yaml:1:14: no model",
      })
  void saysWhereASelectionIsWrong(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void neverRepeatsAKeyThatStoodInTheFile() {
    assertThatThrownBy(
            () -> read("candidates: [{endpoint: {url: 'http://x', model: m, apiKey: sk-secret}}]"))
        .satisfies(fault -> {
          assertThat(fault.getMessage()).doesNotContain("sk-secret");
          assertThat(((ProblemException) fault).problem().what().zh()).doesNotContain("sk-secret");
        });
  }

  private static Selection read(String text) {
    return new SelectionReader(Requirements.DEFAULT, LOOKUP)
        .read(Document.read("s.yaml", text), Path.of("/home/shop"));
  }

  private static ProblemException no(String what) {
    return new ProblemException(new Problem(Text.same("no " + what), Text.same("")));
  }
}
