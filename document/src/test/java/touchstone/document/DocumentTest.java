package touchstone.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.ProblemException;

class DocumentTest {
  @Test
  void readsScalarsListsAndMappings() {
    Value value = Document.read("s.yaml", "name: 试 # note\ncount: 3\nparts: [a, b]\n");
    Fields fields = value.fields("name", "count", "parts");
    assertThat(fields.required("name").text()).isEqualTo("试");
    assertThat(fields.required("count").integer(1, 5)).isEqualTo(3);
    assertThat(fields.required("parts").items(Value::text)).isEqualTo(List.of("a", "b"));
    assertThat(fields.optional("absent")).isEmpty();
  }

  @Test
  void namesPlaceAndNearestWordOfAnUnknownField() {
    Value value = Document.read("s.yaml", "name: x\ncandidats: []\n");
    assertThatThrownBy(() -> value.fields("name", "candidates"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("s.yaml:2:1")
        .hasMessageContaining("'candidats'")
        .hasMessageContaining("Did you mean candidates?");
  }

  @ParameterizedTest
  @CsvSource({
    "'n: 9', 's.yaml:1:4: expected a whole number in 1–5, found ''9'''",
    "'n: many', 's.yaml:1:4: expected a whole number in 1–5, found ''many'''",
    "'n: [1]', 's.yaml:1:4: expected text, found [list]'",
    "'m: 1', 's.yaml:1:1: ''n'' is missing'",
  })
  void saysWhatWasExpected(String text, String message) {
    Value value = Document.read("s.yaml", text);
    assertThatThrownBy(() -> value.fields("n", "m").required("n").integer(1, 5))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'a: [1, 2', s.yaml:1",
    "'a: 1\na: 2', stands twice",
    "'', empty",
    "'a: *nowhere', nowhere",
  })
  void refusesWhatIsNotYaml(String text, String message) {
    assertThatThrownBy(() -> Document.read("s.yaml", text).entries())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesAByteOrderMarkAndRefusesOtherEncodings(@TempDir Path folder) throws Exception {
    Path marked = Files.writeString(folder.resolve("bom.yaml"), "\uFEFFa: 1");
    assertThat(Document.read(marked).fields("a").required("a").integer(0, 9)).isEqualTo(1);
    Path gbk =
        Files.write(
            folder.resolve("gbk.yaml"), "a: 退款".getBytes(java.nio.charset.Charset.forName("GBK")));
    assertThatThrownBy(() -> Document.read(gbk)).hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> Document.read(folder.resolve("none.yaml")))
        .hasMessageContaining("no such file");
  }

  @ParameterizedTest
  @CsvSource({"depht, depth", "suite, suites", "SMOLLM2, smollm2", "qwen3-0.6, qwen3-0.6b"})
  void findsTheNearestWord(String word, String right) {
    assertThat(Words.nearest(word, List.of("depth", "suites", "smollm2", "qwen3-0.6b")))
        .contains(right);
  }

  @Test
  void leavesAStrangeWordAlone() {
    assertThat(Words.nearest("banana", List.of("depth", "suites"))).isEmpty();
  }
}
