package touchstone.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.document.Document;
import touchstone.model.ProblemException;
import touchstone.verdict.Requirements;

/** What an editor says by the published schema is what the reader says. */
class SelectionSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text());

  /** Put into {@code {candidates: [{model: a}], …}}, or whole where they begin with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: 换机器人",
        "name: 2026",
        "depth: thorough",
        "stopping: fixed",
        "stopping: watched",
        "stopping: fixed, judge: {url: 'http://x/v1', model: m}",
        "suites: customer-service-zh",
        "suites: [a, ./b.yaml]",
        "judge: {url: 'http://x/v1', model: m}",
        "judge: {url: 'http://x/v1', model: m, price: {input: 1, output: 2.5}, allowFamily: true}",
        "judge: {url: 'HTTPS://x:8000', model: m, apiKey: '${K}', headers: {Authorization: 'Bearer"
            + " ${K}'}}",
        "budget: {minutes: 0.1, money: 0}",
        "budget: {minutes: 1e2}",
        "answers: {maxTokens: 1, temperature: 2, seed: 2147483647}",
        "requirements: {weights: {semantics: 0, cost: 1000}, floors: {memory: 1, speed: 5}}",
        "requirements: {margin: 4, dailyConversations: 0, currency: CNY}",
        "requirements: {slo: 'ttft p95 <= 1s, TPOT p99.9 ≤ 80 ms，e2e p50 < 4.5s'}",
        "requirements: {slo: [ttft p95 <= 1s]}",
        "requirements: {slo: 'ttft p95 < 1s,'}",
        "candidates: [{id: a-1, label: 甲, modelFile: ./x.gguf}]",
        "candidates: [{model: a, backend: local, price: {perHour: 12.5}}]",
        "candidates: [{endpoint: {model: m}, price: {input: 2, output: 8}}]",
        "candidates: [{endpoint: {url: later, model: m}}]",
        "candidates: [{endpoint: {url: 'http://[::1]:8000/v1?version=2', model: m}}]",
        "candidates: [{endpoint: {url: 'http://x', model: m, body: {top_k: 3, deep: [{a: b}]}}}]",
      })
  void good_documents_are_good_to_both(String fields) {
    String yaml = whole(fields);
    assertThat(complaint(yaml)).isEmpty();
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: ' '",
        "depth: quik",
        "stopping: early",
        "stopping: watched, judge: {url: 'http://x/v1', model: m}",
        "suites: []",
        "colour: red",
        "judge: {model: m}",
        "judge: {url: 'http://x/v1', model: m, allowFamily: perhaps}",
        "judge: {url: 'http://x/v1', model: m, price: {perHour: 1}}",
        "judge: {url: later, model: m}",
        "judge: {url: 'http://x'}",
        "judge: {url: 'http://x', model: m, headers: {X-Auth-Token: abc}}",
        "budget: {minutes: 0}",
        "budget: {minutes: 1f}",
        "budget: {minutes: 0x1p3}",
        "budget: {minutes: '5'}",
        "budget: {minutes: NaN}",
        "budget: {money: 2e12}",
        "answers: {seed: 1.5}",
        "answers: {seed: 2147483648}",
        "answers: {maxTokens: 0}",
        "requirements: {weights: {semantics: -1}}",
        "requirements: {weights: {semantics: 1001}}",
        "requirements: {weights: {semantics: 0, speed: 0, memory: 0, expression: 0, robustness: 0,"
            + " cost: 0}}",
        "requirements: {floors: {memory: 0.9}}",
        "requirements: {floors: {memory: 5.1}}",
        "requirements: {margin: 4.1}",
        "requirements: {dailyConversations: 3000000000}",
        "requirements: {slo: ttfb p95 < 1s}",
        "requirements: {slo: 'ttft p95 < 1s,,tpot p95 < 1s'}",
        "candidates: []",
        "candidates: [{}]",
        "candidates: [{model: a, modelFile: b}]",
        "candidates: [{id: ' x', model: a}]",
        "candidates: [{modelFile: a, backend: local}]",
        "candidates: [{endpoint: {model: m}, backend: local}]",
        "candidates: [{model: a, price: {perHour: 1, input: 2, output: 3}}]",
        "candidates: [{model: a, price: {perHour: 1, input: 2}}]",
        "candidates: [{model: a, price: {input: 2}}]",
        "candidates: [{model: a, price: {}}]",
        "candidates: [{model: a, price: {perHour: 2e9}}]",
        "candidates: [{endpoint: {url: 'ftp://x', model: m}}]",
        "candidates: [{endpoint: {url: 'http://u:p@x/v1', model: m}}]",
        "candidates: [{endpoint: {url: 'http://x/v1#a', model: m}}]",
        "candidates: [{endpoint: {url: 'http://x/v1?a=b&api_key=abc', model: m}}]",
        "candidates: [{endpoint: {url: 'http://x', model: m, apiKey: sk-1}}]",
        "candidates: [{endpoint: {url: 'http://x', model: m, headers: {Authorization: abc}}}]",
        "candidates: [{endpoint: {url: 'http://x', model: m, body: {deep: [{API_Key: abc}]}}}]",
        "candidates: [{endpoint: {url: 'http://x', model: m, body: 5}}]",
      })
  void bad_documents_are_bad_to_both(String fields) {
    String yaml = whole(fields);
    assertThat(complaint(yaml)).isPresent();
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).isNotEmpty();
  }

  private static String whole(String fields) {
    return fields.startsWith("candidates:")
        ? "{" + fields + "}"
        : "{candidates: [{model: a}], " + fields + "}";
  }

  private static Optional<String> complaint(String yaml) {
    try {
      new SelectionReader(Requirements.DEFAULT, Lookup.LATER)
          .read(Document.read("s.yaml", yaml), Path.of("/home/shop"));
      return Optional.empty();
    } catch (ProblemException fault) {
      return Optional.of(fault.problem().what().en());
    }
  }

  private static String text() {
    try (InputStream schema = SelectionReader.class.getResourceAsStream("selection.schema.json")) {
      return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
