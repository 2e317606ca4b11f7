package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.ProblemException;
import touchstone.testing.Fixture;

class GgufHeaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama", "tiny-qwen3", "tiny-gemma3"})
  void readsTheFixtures(String name) {
    GgufHeader header = GgufHeader.read(Fixture.file(name + ".gguf"));
    assertThat(header.architecture()).isEqualTo(name.substring("tiny-".length()));
    assertThat(header.tensors()).isPositive();
    assertThat(header.contextTokens()).isNotEmpty();
  }

  @Test
  void readsWhatIsNeededAndSkipsTheRest() throws Exception {
    byte[] bytes =
        new Gguf()
            .pair("general.architecture", "llama")
            .pair("general.name", "试")
            .number("general.file_type", 15)
            .strings("tokenizer.ggml.tokens", "a", "b", "c")
            .number("llama.context_length", 2048)
            .pair("tokenizer.chat_template", "{{x}}".repeat(5000))
            .bytes();
    assertThat(GgufHeader.read(write(bytes)))
        .returns("llama", GgufHeader::architecture)
        .returns("Q4_K_M", header -> header.quantization().orElseThrow())
        .returns("试", header -> header.name().orElseThrow())
        .returns(2048, header -> header.contextTokens().orElseThrow())
        .returns(true, GgufHeader::chatTemplate);
  }

  @Test
  void saysWhatIsWrongWithEveryTruncation() throws Exception {
    byte[] whole = new Gguf().pair("general.architecture", "llama").strings("t", "a").bytes();
    for (int length = 0; length < whole.length; length++) {
      Path cut = write(java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GgufHeader.read(cut)).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void trustsNoLength() throws Exception {
    for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 1000}) {
      for (int place : new int[] {8, 16, 24}) {
        byte[] bytes = new Gguf().pair("general.architecture", "llama").bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(place, length);
        Path file = write(bytes);
        assertThatThrownBy(() -> GgufHeader.read(file))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("GGUF");
      }
    }
  }

  @Test
  void refusesOtherFiles() throws Exception {
    Path page = write("<!doctype html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> GgufHeader.read(page)).hasMessageContaining("GGUF mark");
    assertThatThrownBy(() -> GgufHeader.read(folder.resolve("none.gguf")))
        .hasMessageContaining("There is no model file");
    assertThatThrownBy(() -> GgufHeader.read(folder)).isInstanceOf(ProblemException.class);
  }

  @Test
  void opensAFileOfTheUsersOwn() throws Exception {
    byte[] chat =
        new Gguf()
            .pair("general.architecture", "llama")
            .number("general.file_type", 7)
            .number("llama.context_length", 131_072)
            .pair("tokenizer.chat_template", "{{x}}")
            .bytes();
    Path file = Files.write(folder.resolve("My-Model.gguf"), chat);
    assertThat(ModelFiles.open(file))
        .isEqualTo(
            new LocalModel("My-Model", file, "Q8_0", 4096, new PromptFormat.ModelTemplate("")));
  }

  @Test
  void takesAFileWithoutTemplateForABaseModel() throws Exception {
    byte[] base =
        new Gguf()
            .pair("general.architecture", "gemma3")
            .number("gemma3.context_length", 512)
            .bytes();
    LocalModel model = ModelFiles.open(write(base));
    assertThat(model.format()).isInstanceOf(PromptFormat.Transcript.class);
    assertThat(model.contextTokens()).isEqualTo(512);
    assertThat(model.quantization()).isEqualTo("unknown");
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("x.gguf"), bytes);
  }

  /** Writes the header of a GGUF file, version 3, no tensors. */
  private static final class Gguf {
    private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    private int count;

    Gguf pair(String key, String value) {
      key(key, 8);
      string(value);
      return this;
    }

    Gguf number(String key, int value) {
      key(key, 4);
      integer(value);
      return this;
    }

    Gguf strings(String key, String... values) {
      key(key, 9);
      integer(8);
      longer(values.length);
      for (String value : values) {
        string(value);
      }
      return this;
    }

    byte[] bytes() {
      byte[] head = new byte[24];
      ByteBuffer.wrap(head)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put("GGUF".getBytes(StandardCharsets.US_ASCII))
          .putInt(3)
          .putLong(0)
          .putLong(count);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head);
      all.writeBytes(pairs.toByteArray());
      return all.toByteArray();
    }

    private void key(String key, int type) {
      count++;
      string(key);
      integer(type);
    }

    private void string(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      longer(bytes.length);
      pairs.writeBytes(bytes);
    }

    private void integer(int value) {
      byte[] bytes = new byte[4];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
      pairs.writeBytes(bytes);
    }

    private void longer(long value) {
      byte[] bytes = new byte[8];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
      pairs.writeBytes(bytes);
    }
  }
}
