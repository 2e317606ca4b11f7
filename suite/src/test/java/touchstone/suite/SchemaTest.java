package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));

  static Stream<Path> shippedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("suites"))) {
      return files
          .filter(each -> each.toString().endsWith(".yaml"))
          .filter(each -> !each.endsWith(AnswersReader.FILE))
          .filter(each -> !each.endsWith(Shop.FILE) && !each.endsWith(Toolbox.FILE))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void shippedFilesFitTheSchema(Path file) throws IOException {
    assertThat(errors(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: shop, cases: []}",
        "{name: shop, cases: [{id: a, user: 你好, checks: [no-refuse]}]}",
        "{name: shop, cases: [{id: a, user: 你好, checks: [{key: 能退}]}]}",
        "{name: shop, cases: [{id: a, user: 你好, turns: [你好]}]}",
        "{name: shop, case: []}",
        "{dimension: cost, cases: [{id: a, user: 你好}]}",
      })
  void brokenFilesDoNot(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
  }

  @Test
  void everyKindOfCheckIsInTheSchema() throws IOException {
    String schema = text();
    for (CheckKind kind : CheckKind.values()) {
      assertThat(schema).contains('"' + kind.id() + '"');
    }
  }

  private static List<Error> errors(String yaml) {
    try {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text());
      return schema.validate(yaml, InputFormat.YAML);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text() throws IOException {
    try (InputStream schema = SuiteReader.class.getResourceAsStream("suite.schema.json")) {
      return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
