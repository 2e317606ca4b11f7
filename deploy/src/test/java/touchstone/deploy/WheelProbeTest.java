package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Text;
import touchstone.model.Ticker;

/**
 * With the pip that is installed, against a folder, a dead port and an index that never answers.
 */
class WheelProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  @BeforeEach
  void packages() throws Exception {
    environment.put("PIP_NO_INDEX", "1");
    environment.put("PIP_FIND_LINKS", folder.toString());
    Files.writeString(folder.resolve("tiny_weights-1.2-py3-none-any.whl"), "only its name counts");
  }

  @Test
  void the_version_that_the_index_has_can_be_had() throws Exception {
    assertThat(obstacle("1.2", PATIENT)).isEmpty();
    Files.move(
        folder.resolve("tiny_weights-1.2-py3-none-any.whl"),
        folder.resolve("tiny_weights-1.2.1-py3-none-any.whl"));
    assertThat(obstacle("1.2", PATIENT))
        .hasValueSatisfying(
            why -> assertThat(why.en()).isEqualTo("pip's index has tiny-weights but not 1.2"));
  }

  @Test
  void a_package_that_is_not_there_is_named() throws Exception {
    Files.delete(folder.resolve("tiny_weights-1.2-py3-none-any.whl"));
    assertThat(obstacle("1.2", PATIENT))
        .hasValueSatisfying(why ->
            assertThat(why.en())
                .contains("pip finds no tiny-weights==1.2", "No matching distribution"));
  }

  @Test
  void an_index_that_does_not_answer_is_given_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      environment.remove("PIP_NO_INDEX");
      environment.remove("PIP_FIND_LINKS");
      environment.put("PIP_INDEX_URL", "http://127.0.0.1:" + silent.getLocalPort() + "/simple");
      assertThat(obstacle("1.2", Duration.ofSeconds(2)))
          .hasValueSatisfying(
              why -> assertThat(why.en()).isEqualTo("pip's index did not answer within 2 s"));
    }
  }

  @Test
  void no_pip_at_all_says_how_to_get_one() throws Exception {
    environment.put("PATH", folder.toString());
    assertThat(obstacle("1.2", PATIENT))
        .hasValueSatisfying(why -> assertThat(why.zh()).contains("没找到 pip"));
  }

  private Optional<Text> obstacle(String version, Duration within) throws Exception {
    ModelSource wheel =
        new ModelSource.Wheel(
            List.of(new ModelSource.Member("tiny-weights", version, "w.gguf")),
            Optional.empty(),
            new ModelSource.Pin(OptionalLong.of(1), Optional.of("0".repeat(64))));
    CatalogueEntry entry =
        new CatalogueEntry(
            "tiny",
            Text.same("Tiny"),
            Catalogue.bundled().entry("smollm2-135m").licence(),
            "1M",
            "F32",
            512,
            new PromptFormat.ModelTemplate(""),
            List.of(wheel));
    return new WheelProbe(environment, Ticker.system()).obstacle(entry, within);
  }
}
