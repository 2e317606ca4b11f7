package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.ProblemException;
import touchstone.testing.Fixture;

class GgufTensorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama", "tiny-qwen3", "tiny-gemma3"})
  void addsUpTheTensorsOfTheFixtures(String name) throws Exception {
    Path file = Fixture.file(name + ".gguf");
    GgufTensors tensors = GgufTensors.read(file);
    String architecture = tensors.header().architecture();
    assertThat(tensors.numbers()).containsKey(architecture + ".block_count");
    assertThat(tensors.names())
        .contains("token_embd.weight")
        .hasSize((int) tensors.header().tensors());
    assertThat(tensors.vocabulary()).isNotEmpty();
    assertThat(tensors.parameters()).isPositive();
    assertThat(tensors.bytes()).isBetween(Files.size(file) / 2, Files.size(file));
  }

  @Test
  void needsTheHeaderOnly() throws Exception {
    Path file = Fixture.file("tiny-qwen3.gguf");
    byte[] bytes = Files.readAllBytes(file);
    GgufTensors whole = GgufTensors.read(file);
    int header = (int) (bytes.length - whole.bytes());
    Path cut = write(java.util.Arrays.copyOf(bytes, header));
    assertThat(GgufTensors.read(cut)).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 12, 256, 4, 576, 1024",
    "2, 8, 64, 2, 136, 128",
    "2, 0, 3, 5, 60, 15",
  })
  void countsBlocks(int dimensions, int type, long width, long rows, long bytes, long numbers)
      throws Exception {
    GgufTensors tensors = GgufTensors.read(write(file(dimensions, type, width, rows)));
    assertThat(tensors.parameters()).isEqualTo(numbers);
    assertThat(tensors.bytes()).isEqualTo(bytes);
    assertThat(tensors.vocabulary()).hasValue(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 0, 4, 4, 5 dimensions",
    "2, 99, 4, 4, type 99 is unknown",
    "2, 0, -4, 4, impossible",
    "2, 0, 0, 4, impossible",
    "2, 0, 9223372036854775807, 9223372036854775807, impossible",
  })
  void namesTheTensorThatIsWrong(int dimensions, int type, long width, long rows, String words)
      throws Exception {
    Path file = write(file(dimensions, type, width, rows));
    assertThatThrownBy(() -> GgufTensors.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("tensor token_embd.weight")
        .hasMessageContaining(words);
  }

  @Test
  void saysThatACutHeaderIsCut() throws Exception {
    byte[] whole = file(2, 0, 4, 4);
    for (int length = 0; length < whole.length; length++) {
      Path cut = write(java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GgufTensors.read(cut)).isInstanceOf(ProblemException.class);
    }
  }

  /** A header with one setting and one tensor, without its data. */
  private static byte[] file(int dimensions, int type, long width, long rows) {
    ByteBuffer bytes = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(1);
    string(bytes, "general.architecture").putInt(8);
    string(bytes, "llama");
    string(bytes, "token_embd.weight").putInt(dimensions);
    bytes.putLong(width).putLong(rows).putInt(type).putLong(0);
    return java.util.Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static ByteBuffer string(ByteBuffer bytes, String text) {
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    return bytes.putLong(words.length).put(words);
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("x.gguf"), bytes);
  }
}
