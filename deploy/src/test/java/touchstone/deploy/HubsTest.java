package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubsTest {
  @Test
  void aMirrorTakesThePlaceOfTheHub() {
    Hubs hubs = Hubs.of(Map.of("HF_ENDPOINT", " https://mirror.example/hf/ ", "HF_TOKEN", ""));
    assertThat(hubs.huggingface().resolve("a/b"))
        .isEqualTo(URI.create("https://mirror.example/hf/a/b"));
    assertThat(hubs.huggingface().token()).isEmpty();
    assertThatThrownBy(() -> Hubs.of(Map.of("HF_ENDPOINT", "mirror.example")))
        .hasMessageContaining("HF_ENDPOINT")
        .hasMessageContaining("'mirror.example'");
  }

  @Test
  void aTokenIsNeverPrinted() {
    assertThat(Hubs.of(Map.of("HF_TOKEN", "hf_secret")).toString()).doesNotContain("hf_secret");
  }
}
