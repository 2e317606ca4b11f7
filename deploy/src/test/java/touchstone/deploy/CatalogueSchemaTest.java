package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import touchstone.document.Document;
import touchstone.document.Value;

class CatalogueSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Catalogue.resource("catalogue.schema.json"), InputFormat.JSON);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void bundledCatalogueIsValid() {
    assertThat(faults(Catalogue.resource("catalogue.yaml"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {file: a.gguf, huggingface: {repo: a/b, file: x, revision: m}}",
        "- {huggingface: {repo: a/b, file: ../x, revision: m}}",
        "- {wheel: {parts: [{package: a, version: '1', path: b}]}}",
        "- {file: a.gguf, sha256: abc}",
        "[]",
      })
  void schemaRefusesWhatTheReaderRefuses(String sources) {
    assertThat(faults(CatalogueTest.minimal("own", sources))).isNotEmpty();
  }

  private static List<String> faults(String yaml) {
    return SCHEMA.validate(json(Document.read("catalogue.yaml", yaml)), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static String json(Value value) {
    if (value.isMapping()) {
      return value.entries().entrySet().stream()
          .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value.isList()) {
      return value.items().stream()
          .map(CatalogueSchemaTest::json)
          .collect(Collectors.joining(",", "[", "]"));
    }
    String text = value.text();
    return text.matches("[0-9]+|true|false") && text.length() < 16 ? text : quoted(text);
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }
}
