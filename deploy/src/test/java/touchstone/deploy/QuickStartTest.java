package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.model.Ticker;

class QuickStartTest {
  private static final Catalogue CATALOGUE = Catalogue.bundled();

  @TempDir Path cache;

  @ParameterizedTest
  @CsvSource({
    "huggingface.co, '', true, Hugging Face can be reached",
    "modelscope.cn, '', true, ModelScope can be reached",
    "none, '', false, neither Hugging Face nor ModelScope answered within 2 s",
    "none, hub, true, TOUCHSTONE_QUICKSTART=hub",
    "huggingface.co, packages, false, TOUCHSTONE_QUICKSTART=packages",
  })
  void choosesByWhatAnswers(String reachable, String wish, boolean fromHub, String reason) {
    HubProbe probe = (endpoint, _) -> endpoint.getHost().equals(reachable);
    var choice = quickStart(probe).choose(Map.of(QuickStart.VARIABLE, wish));
    assertThat(choice.fromHub()).isEqualTo(fromHub);
    assertThat(choice.pair()).isEqualTo(fromHub ? CATALOGUE.hubPair() : CATALOGUE.packagePair());
    assertThat(choice.reason().en())
        .contains(reason)
        .contains(choice.pair().getFirst().title().en());
    assertThat(choice.reason().zh()).startsWith("这次比较").endsWith("。");
  }

  @Test
  void waitsTwoSecondsAndNoLonger() {
    HubProbe asleep =
        (_, _) -> {
          Ticker.system().sleep(Duration.ofSeconds(30));
          return true;
        };
    long start = Ticker.system().nanos();
    assertThat(quickStart(asleep).choose(Map.of()).fromHub()).isFalse();
    assertThat(Ticker.system().nanos() - start).isBetween(1_900_000_000L, 3_500_000_000L);
  }

  @Test
  void asksNobodyWhereBothModelsAreHere() throws Exception {
    for (CatalogueEntry entry : CATALOGUE.hubPair()) {
      Path folder = Files.createDirectories(root().resolve(entry.name()));
      Path file = Files.writeString(folder.resolve("weights"), "x");
      ModelSource source = entry.sources().getFirst();
      Verified.of(file, source.pin().sha256().orElse("0"), source.id())
          .write(folder.resolve("verified.json"));
    }
    HubProbe forbidden =
        (_, _) -> {
          throw new AssertionError("asked");
        };
    var choice = quickStart(forbidden).choose(Map.of());
    assertThat(choice.fromHub()).isTrue();
    assertThat(choice.reason().zh()).contains("本机已有");
  }

  @Test
  void refusesAWishThatItDoesNotKnow() {
    assertThatThrownBy(() -> quickStart((_, _) -> true).choose(Map.of(QuickStart.VARIABLE, "pypi")))
        .hasMessageContaining("TOUCHSTONE_QUICKSTART is 'pypi'");
  }

  @Test
  void probesARealServer() throws Exception {
    URI gone;
    try (StandInHub hub = new StandInHub(new byte[1], "0".repeat(64))) {
      gone = hub.endpoint();
      assertThat(HubProbe.http(Map.of()).answers(gone, Duration.ofSeconds(2))).isTrue();
    }
    assertThat(HubProbe.http(Map.of()).answers(gone, Duration.ofSeconds(2))).isFalse();
  }

  @Test
  void keepsModelsWhereTheEnvironmentSays() {
    List<Map<String, String>> environments =
        List.of(
            Map.of("XDG_CACHE_HOME", "/c", "HOME", "/h"),
            Map.of("XDG_CACHE_HOME", "relative", "HOME", "/h"),
            Map.of("HOME", "/h"));
    assertThat(environments)
        .extracting(each -> ModelStore.of(each, Ticker.system()).root().toString())
        .containsExactly(
            "/c/touchstone/models", "/h/.cache/touchstone/models", "/h/.cache/touchstone/models");
  }

  private Path root() {
    return cache.resolve("touchstone/models");
  }

  private QuickStart quickStart(HubProbe probe) {
    ModelStore store = ModelStore.of(Map.of("XDG_CACHE_HOME", cache.toString()), Ticker.system());
    return new QuickStart(CATALOGUE, store, Hubs.of(Map.of()), probe, Ticker.system());
  }
}
