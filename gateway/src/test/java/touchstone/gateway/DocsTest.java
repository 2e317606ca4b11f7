package touchstone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import touchstone.model.Ticker;
import touchstone.testing.ChatAnswer;

/** The description of the API, and whether it is true. */
@Timeout(30)
class DocsTest {
  private static final String LARGE = "/docs/swagger-ui-bundle.js";

  @TempDir Path folder;

  @Test
  void the_page_and_all_that_it_names_are_served_and_nothing_from_elsewhere() throws Exception {
    try (Stage stage = stage();
        Wire wire = stage.wire()) {
      String page = wire.send(Wire.get("/docs")).answer();
      assertThat(page)
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("content-type: text/html")
          .containsIgnoringCase("content-security-policy: default-src 'none'")
          .doesNotContain("http://", "https://");
      List<String> named = new ArrayList<>();
      Matcher links = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page);
      while (links.find()) {
        named.add(links.group(1));
        assertThat(wire.send(Wire.get(links.group(1))).answer())
            .as(links.group(1))
            .startsWith("HTTP/1.1 200 ");
      }
      assertThat(named).contains(LARGE, "/docs/swagger-ui.css", "/openapi.json");
    }
  }

  @Test
  void the_description_names_every_path_with_its_method() throws Exception {
    Map<String, String> described = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : description().path("paths").properties()) {
      path.getValue()
          .propertyNames()
          .forEach(method -> described.put(path.getKey(), method.toUpperCase(Locale.ROOT)));
    }
    Map<String, String> served = new TreeMap<>(Front.methods());
    Docs.paths().forEach(served::remove);
    assertThat(described).isEqualTo(served);
  }

  @Test
  void every_reference_in_it_leads_somewhere() throws Exception {
    JsonNode description = description();
    List<String> references = description.findValuesAsString("$ref");
    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            each -> assertThat(description.at(each.substring(1)).isObject()).as(each).isTrue());
  }

  @Test
  void it_is_open_where_everything_else_asks_for_a_key() throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("keys.json"));
    keys.add(new Key("a", "00", Instant.EPOCH, Optional.empty(), OptionalInt.empty(), List.of()));
    KeyRing ring = KeyRing.open(keys, InstantSource.system(), Ticker.system());
    try (Gateway gateway = Gateway.start(Stage.settings(), Stage.parts(List::of, ring));
        Wire wire = new Wire(gateway.port())) {
      assertThat(wire.send(Wire.get("/docs")).answer()).startsWith("HTTP/1.1 200 ");
      assertThat(wire.send(Wire.get("/openapi.json")).answer()).startsWith("HTTP/1.1 200 ");
      assertThat(wire.send(Wire.get("/metrics")).answer()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void a_client_that_does_not_read_what_it_asked_for_is_given_up() throws Exception {
    int asked = 40;
    try (Stage stage = Stage.of(_ -> ChatAnswer.of("在").asOneJson(), Stage::hasty);
        Wire wire = stage.wire()) {
      wire.send(Wire.get(LARGE).repeat(asked));
      Thread.sleep(2000);
      assertThat(wire.rest().split("HTTP/1.1 200 ", -1).length - 1).isLessThan(asked);
    }
  }

  private static JsonNode description() throws java.io.IOException {
    try (Stage stage = stage();
        Wire wire = stage.wire()) {
      String answer = wire.send(Wire.get("/openapi.json")).answer();
      return JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    }
  }

  private static Stage stage() {
    return Stage.of(_ -> ChatAnswer.of("在").asOneJson());
  }
}
