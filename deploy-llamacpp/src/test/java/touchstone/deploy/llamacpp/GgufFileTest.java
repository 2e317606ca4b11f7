package touchstone.deploy.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.ProblemException;

class GgufFileTest {
  @TempDir Path folder;

  @Test
  void a_whole_file_tells_its_sizes() {
    GgufFile file = GgufFile.read(Fixtures.model("tiny-qwen3.gguf"));
    assertThat(file.architecture()).isEqualTo("qwen3");
    assertThat(file.number("context_length", 0)).isEqualTo(4096);
    assertThat(file.bytesPerToken()).isEqualTo(2 * 2 * (16 + 16) * 2);
  }

  @Test
  void a_cut_file_is_refused_wherever_it_is_cut() throws IOException {
    int size = (int) Files.size(Fixtures.model("tiny-llama.gguf"));
    for (int length : new int[] {0, 3, 20, 100, 5000, size / 2, size - 1}) {
      Path cut = changed(bytes -> Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> GgufFile.read(cut))
          .as("cut at %d", length)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(cut.toString());
    }
  }

  @Test
  void another_kind_of_file_is_refused() throws IOException {
    Path page = Files.writeString(folder.resolve("page.gguf"), "<html>not found, sorry</html>");
    assertThatThrownBy(() -> GgufFile.read(page)).hasMessageContaining("not with GGUF");
  }

  @Test
  void an_unknown_version_is_named() throws IOException {
    Path file = changed(bytes -> set(bytes, 4, 9));
    assertThatThrownBy(() -> GgufFile.read(file)).hasMessageContaining("version is 9");
  }

  @Test
  void counts_larger_than_the_file_are_refused() throws IOException {
    for (int at : new int[] {14, 15, 22, 23, 30}) {
      Path file = changed(bytes -> set(bytes, at, 0x7f));
      assertThatThrownBy(() -> GgufFile.read(file)).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void garbage_in_the_header_never_gives_anything_but_a_problem() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Path file =
          changed(bytes -> {
            for (int k = 0; k < 8; k++) {
              bytes[24 + random.nextInt(9000)] = (byte) random.nextInt();
            }
            return bytes;
          });
      try {
        assertThat(GgufFile.read(file).bytes()).isPositive();
      } catch (ProblemException expected) {
        assertThat(expected.problem().nextStep().zh()).isNotEmpty();
      }
    }
  }

  @Test
  void a_missing_file_is_a_problem_with_its_path() {
    assertThatThrownBy(() -> GgufFile.read(folder.resolve("none.gguf")))
        .hasMessageContaining("none.gguf")
        .hasMessageContaining("not there");
  }

  private Path changed(UnaryOperator<byte[]> change) throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.model("tiny-llama.gguf"));
    return Files.write(folder.resolve("changed.gguf"), change.apply(bytes));
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }
}
