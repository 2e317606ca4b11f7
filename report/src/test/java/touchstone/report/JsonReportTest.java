package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.verdict.Decision;

class JsonReportTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @EnumSource(Decision.class)
  void everyVerdictKeepsTheSchema(Decision decision) throws IOException {
    for (int candidates = 1; candidates <= 3; candidates++) {
      String report = JsonReport.text(SampleReports.of(decision, candidates));
      assertThat(schema().validate(report, InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesAnUnknownVerdict() throws IOException {
    String report = JsonReport.text(SampleReports.of(Decision.BETTER));
    assertThat(schema().validate(report.replace("\"better\"", "\"best\""), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void numbersAreShortAndFieldsInOrder() {
    String report = JsonReport.text(SampleReports.of(Decision.BETTER));
    assertThat(report).startsWith("{\n  \"format\" : 1,\n  \"recommendation\"").endsWith("}\n");
    assertThat(report).doesNotContainPattern("\\d\\.\\d{5}").doesNotContainPattern("\\dE-?\\d");
    assertThat(report).isEqualTo(JsonReport.text(SampleReports.of(Decision.BETTER)));
  }

  @Test
  void theDifferenceIsAMinusB() {
    JsonNode pair =
        MAPPER
            .readTree(JsonReport.text(SampleReports.of(Decision.BETTER)))
            .at("/dimensions/0/pairs/0");
    assertThat(pair.path("a").asString()).isEqualTo("a");
    assertThat(pair.path("difference").asDouble()).isEqualTo(1.5);
    assertThat(pair.path("ci95").get(0).asDouble()).isEqualTo(1.068);
    assertThat(pair.path("interval").get(0).asDouble()).isEqualTo(0.96);
  }

  @Test
  void timingCanBeTakenOutAndNothingElse() {
    JsonNode report = MAPPER.readTree(JsonReport.text(SampleReports.of(Decision.BETTER)));
    JsonNode rest = TimingFields.without(report);
    assertThat(rest.has("wall_seconds")).isFalse();
    assertThat(rest.at("/candidates/0").has("latency_ms")).isFalse();
    assertThat(rest.at("/candidates/0/coverage/scored").asInt()).isEqualTo(12);
    assertThat(rest.path("dimensions").valueStream().map(each -> each.path("id").asString()))
        .containsExactly("semantics", "memory", "expression", "robustness");
    assertThat(rest.path("cases")).hasSize(12);
    assertThat(report.path("timing_fields")).hasSize(TimingFields.PATHS.size());
  }

  private static Schema schema() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(JsonReport.class.getResourceAsStream(JsonReport.SCHEMA))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
