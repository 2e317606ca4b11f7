package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaGrammarTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "{\"type\":\"string\",\"pattern\":\"a\"}|#/pattern",
        "{\"type\":\"integer\",\"minimum\":1}|#/minimum",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"not\":{}}}}|#/properties/a/not",
        "{\"type\":\"thing\"}|#/type",
        "{\"$ref\":\"#/$defs/none\"}|#/$ref",
        "{\"enum\":[]}|#/enum",
        "{\"type\":\"array\",\"minItems\":3,\"maxItems\":2}|#/maxItems",
        "{\"type\":\"string\",\"maxLength\":5000}|#/maxLength"
      })
  void what_is_not_supported_is_refused_by_its_place(String schema, String place) {
    assertThatThrownBy(() -> SchemaGrammar.of(Json.read(schema)))
        .isInstanceOf(ApiFault.class)
        .hasMessageContaining(place);
  }

  @Test
  void optional_members_may_be_left_out_in_order() {
    String grammar =
        SchemaGrammar.of(
            Json.read(
                "{\"properties\":{\"a\":{\"type\":\"null\"},\"b\":{\"type\":\"null\"}},\"required\":[\"b\"]}"));
    assertThat(grammar)
        .contains("r0 ::= (\",\" space \"\\\"a\\\"\" space \":\" space null space)?")
        .contains("\"{\" space \"\\\"b\\\"\" space \":\" space null space r0 \"}\"");
  }

  @Test
  void a_schema_may_refer_to_itself() {
    String grammar =
        SchemaGrammar.of(
            Json.read(
                "{\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#/$defs/n\"}}}},\"$ref\":\"#/$defs/n\"}"));
    assertThat(grammar).contains("root ::= space ref0 space").contains("space ref0 space");
  }
}
