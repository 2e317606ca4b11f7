package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.deploy.ModelSource.Pin;
import touchstone.model.ProblemException;
import touchstone.model.Progress;
import touchstone.model.Sha256;
import touchstone.model.Text;
import touchstone.model.Ticker;

class HubDownloadTest {
  private static final byte[] WEIGHTS = new byte[3_000_000];
  private static final byte[] GARBAGE = new byte[3_000_000];
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String TOKEN = "hf_secret";

  static {
    new Random(1).nextBytes(WEIGHTS);
    new Random(2).nextBytes(GARBAGE);
  }

  @TempDir Path root;
  private String digest = "";
  private StandInHub huggingface;
  private StandInHub modelscope;
  private Optional<String> token = Optional.empty();
  private long usable = Long.MAX_VALUE;
  private Duration stall = PATIENT;

  @BeforeEach
  void open() throws Exception {
    digest = Sha256.of(Files.write(root.resolve("weights"), WEIGHTS));
    huggingface = new StandInHub(WEIGHTS, digest);
    modelscope = new StandInHub(WEIGHTS, digest);
  }

  @AfterEach
  void close() {
    huggingface.close();
    modelscope.close();
  }

  @Test
  void takesTheDigestThatHuggingFaceStates() {
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.served).hasSize(1);
  }

  @Test
  void takesTheDigestThatModelScopeStates() {
    assertFetched(entry(onModelScope(Pin.none())));
    assertThat(modelscope.served).hasSize(1);
  }

  @Test
  void sendsTheTokenToTheHubAndToNoOtherHost() {
    token = Optional.of(TOKEN);
    huggingface.demandedToken = token;
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.hubTokens).isNotEmpty().containsOnly(Optional.of("Bearer " + TOKEN));
    assertThat(huggingface.served)
        .extracting(StandInHub.Request::token)
        .containsOnly(Optional.empty());
  }

  @Test
  void goesOnWhereATruncatedAnswerEnded() {
    huggingface.faults.add(new StandInHub.CutAfter(1_000_000));
    huggingface.faults.add(new StandInHub.CutAfter(500_000));
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.served)
        .hasSize(3)
        .extracting(StandInHub.Request::range)
        .startsWith(Optional.empty())
        .allMatch(range -> range.isEmpty() || range.get().matches("bytes=[1-9][0-9]{5,6}-"));
    assertThat(huggingface.served.getLast().ifRange()).contains("\"v1\"");
  }

  @Test
  void comesBackAfterPassingFaults() {
    stall = SHORT;
    huggingface.faults.add(new StandInHub.Status(503));
    huggingface.faults.add(new StandInHub.Status(429));
    huggingface.faults.add(new StandInHub.StallAfter(700_000));
    huggingface.faults.add(new StandInHub.Status(403)); // a signed link that ran out
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.served).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void startsAgainWhereTheServerIgnoresRanges() {
    huggingface.faults.add(new StandInHub.CutAfter(1_000_000));
    huggingface.faults.add(new StandInHub.IgnoreRange());
    assertFetched(entry(onHuggingFace(Pin.none())));
  }

  @Test
  void mixesNoTwoVersionsOfAFile() throws Exception {
    fetchInterrupted(1_000_000);
    huggingface.tag = "\"v2\"";
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.served.getLast().ifRange()).contains("\"v1\"");
  }

  @Test
  void anInterruptedDownloadIsGoneOnWithLater() throws Exception {
    fetchInterrupted(1_200_000);
    long kept = Files.size(root.resolve("tiny/tiny.part"));
    assertThat(kept).isBetween(1L, 1_200_000L);
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.served.getLast().range()).contains("bytes=" + kept + "-");
  }

  @Test
  void anotherSourceGoesOnWithTheSameFile() throws Exception {
    fetchInterrupted(1_200_000);
    assertFetched(entry(onModelScope(Pin.none())));
    assertThat(modelscope.served.getFirst().range()).isPresent();
  }

  @Test
  void deletesAWrongFileAndTriesTheNextSource() {
    huggingface.content = GARBAGE;
    List<String> said = new ArrayList<>();
    CatalogueEntry entry = entry(onHuggingFace(Pin.none()), onModelScope(Pin.none()));
    LocalModel model = store().fetch(entry, (what, _) -> said.add(what.en()));
    assertThat(model.file()).hasBinaryContent(WEIGHTS);
    assertThat(said).anyMatch(line -> line.contains("wrong content, deleted"));
  }

  @Test
  void aSpoiltBeginningIsFetchedOnceMore() throws Exception {
    fetchInterrupted(1_200_000);
    Path part = root.resolve("tiny/tiny.part");
    Files.write(part, new byte[(int) Files.size(part)]);
    assertFetched(entry(onHuggingFace(Pin.none())));
    assertThat(huggingface.served.getLast().range()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | '' | there is no such file",
        "401 | RepoNotFound | there is no such file",
        "401 | GatedRepo | gated (401): agree to the licence at http",
        "403 | GatedRepo | then put an access token into HF_TOKEN",
        "500 | '' | it answered HTTP 500",
        "418 | '' | it answered HTTP 418",
      })
  void saysWhyAHubRefused(int status, String code, String message) {
    huggingface.hubStatus = status;
    huggingface.errorCode = code;
    assertFails(onHuggingFace(Pin.none()), message);
    assertThat(huggingface.served).isEmpty();
  }

  @Test
  void saysWhenTheTokenIsNotAllowed() {
    token = Optional.of("hf_wrong");
    huggingface.demandedToken = Optional.of(TOKEN);
    assertFails(onHuggingFace(Pin.none()), "the token in HF_TOKEN is not allowed");
  }

  @Test
  void refusesWhatCannotBeChecked() {
    huggingface.statedDigest = Optional.empty();
    modelscope.statedDigest = Optional.empty();
    assertFails(onHuggingFace(Pin.none()), "no SHA-256 to check against");
    assertFails(onModelScope(Pin.none()), "no SHA-256 to check against");
  }

  @Test
  void refusesAFileThatIsNotThePinnedOne() {
    Pin other = new Pin(OptionalLong.empty(), Optional.of("0".repeat(64)));
    assertFails(onHuggingFace(other), "not the one in the catalogue");
    assertThat(huggingface.served).isEmpty();
  }

  @Test
  void refusesAFileOfAnotherSize() {
    Pin shorter = new Pin(OptionalLong.of(1_000_000), Optional.of(digest));
    assertFails(onHuggingFace(shorter), "wrong size: expected 1000000 bytes");
  }

  @Test
  void saysWhenASourceStaysSilent() {
    stall = SHORT;
    for (int i = 0; i < 10; i++) {
      huggingface.faults.add(new StandInHub.StallAfter(0));
    }
    assertFails(onHuggingFace(Pin.none()), "the transfer stalled");
  }

  @Test
  void checksTheDiskBeforehand() {
    usable = 1_000_000;
    assertFails(onHuggingFace(Pin.none()), "not enough disk");
    assertThat(huggingface.served).isEmpty();
  }

  @Test
  void namesEverySourceAndHowToGoOn() {
    huggingface.close();
    modelscope.hubStatus = 404;
    Path none = root.resolve("none.gguf");
    CatalogueEntry entry =
        entry(
            new ModelSource.LocalFile(none, Pin.none()),
            onHuggingFace(Pin.none()),
            onModelScope(Pin.none()));
    assertThatThrownBy(() -> store().fetch(entry, Progress.silent()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(none + ": there is no such file")
        .hasMessageContaining("Hugging Face " + huggingface.endpoint())
        .hasMessageContaining("no connection")
        .hasMessageContaining("ModelScope " + modelscope.endpoint())
        .hasMessageContaining("--model-file")
        .hasMessageContaining("HF_ENDPOINT");
  }

  @Test
  void isThereWithoutNetworkOnceItWasChecked() {
    CatalogueEntry entry = entry(onHuggingFace(Pin.none()));
    assertThat(store().cached(entry)).isEmpty();
    assertFetched(entry);
    huggingface.close();
    assertThat(store().cached(entry)).isPresent();
    assertFetched(entry);
  }

  @Test
  void checksAFileAgainThatWasTouchedAndFetchesOneThatWasChanged() throws Exception {
    CatalogueEntry entry = entry(onHuggingFace(Pin.none()));
    assertFetched(entry);
    Path file = root.resolve("tiny/tiny.gguf");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertFetched(entry);
    assertThat(huggingface.served).hasSize(1);
    Files.write(file, GARBAGE);
    assertFetched(entry);
    assertThat(huggingface.served).hasSize(2);
  }

  @Test
  void twoAtOnceDownloadOnce() throws Exception {
    stall = SHORT;
    huggingface.faults.add(new StandInHub.StallAfter(1_000_000));
    CatalogueEntry entry = entry(onHuggingFace(Pin.none()));
    List<Text> said = new CopyOnWriteArrayList<>();
    List<CompletableFuture<LocalModel>> both =
        Stream.of(store(), store())
            .map(store ->
                CompletableFuture.supplyAsync(
                    () -> store.fetch(entry, (what, _) -> said.add(what)),
                    command -> Thread.ofVirtual().start(command)))
            .toList();
    for (CompletableFuture<LocalModel> one : both) {
      assertThat(one.get().file()).hasBinaryContent(WEIGHTS);
    }
    // the stalled request, gone on with by range
    assertThat(huggingface.served)
        .hasSizeGreaterThan(1)
        .filteredOn(request -> request.range().isEmpty())
        .hasSize(1);
    assertThat(said).anyMatch(text -> text.en().contains("waiting for it"));
  }

  @Test
  void reportsHowFarItIs() {
    List<Double> fractions = new ArrayList<>();
    store().fetch(entry(onHuggingFace(Pin.none())), (_, fraction) -> fractions.add(fraction));
    assertThat(fractions).isSorted().allMatch(each -> each >= 0 && each <= 1);
    assertThat(fractions.getLast()).isGreaterThan(0.6);
  }

  private void fetchInterrupted(int bytes) throws Exception {
    huggingface.faults.add(new StandInHub.StallAfter(bytes));
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    CatalogueEntry entry = entry(onHuggingFace(Pin.none()));
    Path part = root.resolve("tiny/tiny.part");
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                store().fetch(entry, Progress.silent());
              } catch (ProblemException e) {
                end.complete(e);
              }
            });
    while (!Files.exists(part) || Files.size(part) == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    assertThat(end.get()).hasMessageContaining("was interrupted");
  }

  private void assertFetched(CatalogueEntry entry) {
    LocalModel model = store().fetch(entry, Progress.silent());
    assertThat(model.file()).hasBinaryContent(WEIGHTS);
    assertThat(model.name()).isEqualTo("tiny");
    assertThat(root.resolve("tiny/tiny.part")).doesNotExist();
  }

  private void assertFails(ModelSource source, String message) {
    assertThatThrownBy(() -> store().fetch(entry(source), Progress.silent()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
    assertThat(root.resolve("tiny/tiny.gguf")).doesNotExist();
  }

  private ModelStore store() {
    Ticker ticker = new Hasty();
    Hubs hubs =
        new Hubs(
            new Hubs.Hub("Hugging Face", huggingface.endpoint(), "HF_ENDPOINT", "HF_TOKEN", token),
            new Hubs.Hub("ModelScope", modelscope.endpoint(), "MS_ENDPOINT", "MS_TOKEN", token));
    return new ModelStore(
        root,
        new Sources(
            hubs,
            new Pip(Map.of(), ticker),
            ticker,
            () -> new Http(new Http.Limits(PATIENT, PATIENT, stall), new Proxies(Map.of())),
            _ -> usable),
        ticker);
  }

  /** Waits a fiftieth of what is asked. */
  private static final class Hasty implements Ticker {
    private final Ticker real = Ticker.system();

    @Override
    public long nanos() {
      return real.nanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      real.sleep(duration.dividedBy(50));
    }
  }

  private static ModelSource onHuggingFace(Pin pin) {
    return new ModelSource.HuggingFace(StandInHub.REPO, StandInHub.FILE, "main", pin);
  }

  private static ModelSource onModelScope(Pin pin) {
    return new ModelSource.ModelScope(StandInHub.REPO, StandInHub.FILE, "master", pin);
  }

  static CatalogueEntry entry(ModelSource... sources) {
    return new CatalogueEntry(
        "tiny",
        Text.same("Tiny"),
        new Licence("MIT", "MIT", URI.create("https://example.com"), Text.same("Be kind."), true),
        "1M",
        "Q8_0",
        1024,
        new PromptFormat.ModelTemplate(""),
        List.of(sources));
  }
}
