package touchstone.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.model.Sha256;
import touchstone.store.Json;

/** Archives that somebody made to do harm, each refused with its reason and nothing left behind. */
class HostileBundleTest {
  @TempDir Path folder;
  private Path bundle = Path.of("unset");
  private Map<String, byte[]> entries = new TreeMap<>();

  @BeforeEach
  void exportARun() throws IOException {
    bundle = folder.resolve("x.touchstone.zip");
    Bundle.export(FinishedRun.in(folder).folder(), bundle, true, _ -> Optional.empty());
    entries = FinishedRun.entries(bundle);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.json",
        "../../../../tmp/evil.json",
        "a/../../evil.json",
        "/tmp/evil.json",
        "..\\evil.json",
        "C:\\evil.json",
        "..",
      })
  void a_name_that_leads_out_of_the_folder(String name) throws IOException {
    entries.put(name, new byte[] {1});
    refused(FinishedRun.archive(bundle, entries), "leads out of its folder", "文件夹外面");
    assertThat(folder.resolve("evil.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"engine.log", "sub/plan.json", "facts-a/b.json", "plan.json/", "Plan.json"})
  void a_file_that_belongs_in_no_bundle(String name) throws IOException {
    entries.put(name, name.endsWith("/") ? new byte[0] : new byte[] {1});
    refused(FinishedRun.archive(bundle, entries), "belongs in no bundle", "不该有的文件");
  }

  @Test
  void a_symbolic_link() throws IOException {
    byte[] head = head("host.json");
    byte[] link = head.clone();
    link[41] = (byte) 0xA1;
    FinishedRun.patched(bundle, head, link);
    refused(bundle, "host.json, a link or a special file", "链接");
  }

  @Test
  void an_encrypted_entry() throws IOException {
    byte[] head = head("host.json");
    byte[] closed = head.clone();
    closed[8] |= 1;
    FinishedRun.patched(bundle, head, closed);
    refused(bundle, "host.json encrypted", "加了密");
  }

  @Test
  void two_entries_of_one_name() throws IOException {
    entries.put("facts-b.json", "{\"engine\": \"other\"}".getBytes(StandardCharsets.UTF_8));
    FinishedRun.archive(bundle, entries);
    FinishedRun.patched(bundle, ascii("facts-b.json"), ascii("facts-a.json"));
    refused(bundle, "holds facts-a.json twice", "两个 facts-a.json");
  }

  @Test
  void more_entries_than_a_bundle_has() throws IOException {
    for (int i = 0; i < 100; i++) {
      entries.put("facts-c" + i + ".json", new byte[0]);
    }
    refused(FinishedRun.archive(bundle, entries), "holds 111 files, expected at most 64", "111");
  }

  @Test
  void a_bomb_whose_own_headers_and_manifest_are_true() throws IOException {
    byte[] bomb = new byte[64 << 20];
    manifest(Map.of("events.jsonl", bomb));
    long packed = Files.size(bundle);
    assertThat(packed).isLessThan(100_000);
    refused(bundle, "like a zip bomb", "压缩炸弹");
  }

  @Test
  void a_bomb_that_calls_itself_small() throws IOException {
    byte[] bomb = new byte[64 << 20];
    entries.put("events.jsonl", bomb);
    FinishedRun.archive(bundle, entries);
    byte[] said = little(bomb.length);
    FinishedRun.patched(bundle, said, little(8));
    assertThatThrownBy(() -> Bundle.unpack(bundle, folder.resolve("out")))
        .isInstanceOf(ProblemException.class);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void content_that_does_not_match_its_digest() throws IOException {
    entries.put("grades.jsonl", "{\"score\":5.0}\n".getBytes(StandardCharsets.UTF_8));
    refused(
        FinishedRun.archive(bundle, entries),
        "grades.jsonl that does not match its SHA-256",
        "对不上");
  }

  @ParameterizedTest
  @CsvSource({
    "samples.jsonl,lacks samples.jsonl,缺 samples.jsonl",
    "facts-a.json,lacks facts-a.json,缺 facts-a.json",
    "manifest.json,has no manifest.json,没有 manifest.json",
  })
  void an_entry_that_is_missing(String name, String en, String zh) throws IOException {
    entries.remove(name);
    refused(FinishedRun.archive(bundle, entries), en, zh);
  }

  @Test
  void a_manifest_that_leaves_out_what_is_needed() throws IOException {
    entries.remove("plan.json");
    manifest(Map.of());
    refused(bundle, "lacks plan.json", "缺 plan.json");
  }

  @Test
  void a_file_that_the_manifest_does_not_list() throws IOException {
    entries.put("facts-z.json", new byte[] {'{', '}'});
    refused(FinishedRun.archive(bundle, entries), "does not list: facts-z.json", "清单上没有");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 1|\"version\" : 2|has layout 2, this program knows 1|更新试金石",
        "touchstone-bundle|somebody-elses|cannot be read: format somebody-elses|读不懂",
        "\"run\" : \"run-7\"|\"run\" : |cannot be read|读不懂",
        "\"entries\" : [|\"extras\" : [|cannot be read|读不懂",
        "\"plan.json\"|\"host.json\"|lists host.json twice|写了两次",
        "\"plan.json\"|\"../up.json\"|that it does not list: plan.json|清单上没有",
      })
  void a_manifest_that_is_not_ours(String from, String to, String en, String zh)
      throws IOException {
    String manifest =
        new String(entries.getOrDefault("manifest.json", new byte[0]), StandardCharsets.UTF_8);
    assertThat(manifest).contains(from);
    entries.put("manifest.json", manifest.replace(from, to).getBytes(StandardCharsets.UTF_8));
    refused(FinishedRun.archive(bundle, entries), en, zh);
  }

  @Test
  void anything_but_a_zip_file() throws IOException {
    Files.writeString(bundle, "PK\u0003\u0004".repeat(100));
    refused(bundle, "is no whole zip file", "不是完整的 zip");
    assertThatThrownBy(() -> Bundle.unpack(folder.resolve("none.zip"), folder.resolve("out")))
        .hasMessageContaining("There is no file")
        .hasMessageContaining("touchstone export");
  }

  /** Writes the archive again with these entries too and a manifest that tells the truth. */
  private void manifest(Map<String, byte[]> more) throws IOException {
    entries.putAll(more);
    entries.remove("manifest.json");
    List<Manifest.Entry> listed = new ArrayList<>();
    entries.forEach((name, bytes) ->
        listed.add(
            new Manifest.Entry(
                name, bytes.length, HexFormat.of().formatHex(Sha256.digest().digest(bytes)))));
    Manifest manifest =
        new Manifest(Manifest.FORMAT, Manifest.VERSION, "r", "0", Map.of(), true, listed);
    entries.put("manifest.json", Json.mapper().writeValueAsBytes(manifest));
    FinishedRun.archive(bundle, entries);
  }

  private void refused(Path file, String en, String zh) {
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> Bundle.unpack(file, out))
        .isInstanceOfSatisfying(
            ProblemException.class,
            fault -> {
              assertThat(fault.problem().in(Language.EN)).contains(en);
              assertThat(fault.problem().in(Language.ZH)).contains(zh);
              assertThat(fault.problem().nextStep().zh()).isNotEmpty();
            });
    assertThat(out).doesNotExist();
  }

  /** The head of an entry in the archive's list, up to its name. */
  private byte[] head(String name) throws IOException {
    byte[] all = Files.readAllBytes(bundle);
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf(name);
    return java.util.Arrays.copyOfRange(all, at - 46, at + name.length());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] little(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
