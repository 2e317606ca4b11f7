package touchstone.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Exchange;
import touchstone.model.ProblemException;
import touchstone.store.RunFolder;

class BundleTest {
  private static final String KEY = "sk-\"quoted\\key-5f1e";

  @TempDir Path folder;
  private RunFolder run = new RunFolder(Path.of("unset"));
  private Path bundle = Path.of("unset");

  @BeforeEach
  void finishARun() throws IOException {
    run = FinishedRun.in(folder).folder();
    bundle = folder.resolve("x.touchstone.zip");
  }

  @Test
  void what_was_packed_comes_out_again_and_nothing_else() throws IOException {
    Manifest manifest = Bundle.export(run, bundle, true, BundleTest::noKey);
    Path out = folder.resolve("out");
    assertThat(Bundle.unpack(bundle, out)).isEqualTo(manifest);
    try (Stream<Path> all = Files.list(out)) {
      assertThat(all.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "selection.yaml",
              "plan.json",
              "events.jsonl",
              "host.json",
              "facts-a.json",
              "report.json",
              "samples.jsonl",
              "grades.jsonl");
    }
    for (Manifest.Entry entry : manifest.entries()) {
      assertThat(out.resolve(entry.path()))
          .hasSameBinaryContentAs(run.path().resolve(entry.path()));
    }
    assertThat(manifest.touchstone()).isEqualTo("0.0.9");
    assertThat(manifest.versions()).containsEntry("libllama", "b1");
    assertThat(manifest.answers()).isTrue();
  }

  @Test
  void the_same_run_gives_the_same_bytes_at_any_time() throws IOException {
    Bundle.export(run, bundle, true, BundleTest::noKey);
    Files.setLastModifiedTime(run.plan(), FileTime.fromMillis(1));
    Path again = folder.resolve("again.zip");
    Bundle.export(run, again, true, BundleTest::noKey);
    assertThat(again).hasSameBinaryContentAs(bundle);
    assertThat(FinishedRun.entries(bundle)).hasSize(9);
  }

  @Test
  void answers_that_go_round_in_circles_are_no_bomb() throws IOException {
    FinishedRun.put(run.path(), "events.jsonl", "啊".repeat(4_000_000));
    Bundle.export(run, bundle, true, BundleTest::noKey);
    Bundle.unpack(bundle, folder.resolve("out"));
    assertThat(folder.resolve("out/events.jsonl")).hasSize(12_000_000);
  }

  @Test
  void without_answers_nothing_that_a_model_said_is_inside() throws IOException {
    Manifest manifest = Bundle.export(run, bundle, false, BundleTest::noKey);
    assertThat(manifest.answers()).isFalse();
    FinishedRun.entries(bundle)
        .forEach((name, bytes) ->
            assertThat(new String(bytes, StandardCharsets.UTF_8)).as(name).doesNotContain("七天"));
    Path out = folder.resolve("out");
    Bundle.unpack(bundle, out);
    assertThat(Files.readString(out.resolve("samples.jsonl")))
        .contains(Exchange.LEFT_OUT, "能退吗", "\"reasoning\":\"\"");
    assertThat(new RunFolder(out).answersKept()).isFalse();
    assertThat(run.answersKept()).isTrue();
  }

  @Test
  void a_key_that_the_selection_names_stops_the_export_wherever_it_stands() throws IOException {
    Function<String, Optional<String>> keys =
        name -> name.equals("SHOP_KEY") ? Optional.of(KEY) : Optional.empty();
    Bundle.export(run, bundle, true, keys);
    FinishedRun.entries(bundle)
        .forEach((name, bytes) ->
            assertThat(new String(bytes, StandardCharsets.UTF_8)).as(name).doesNotContain("5f1e"));
    Files.delete(bundle);
    FinishedRun.put(
        run.path(), "events.jsonl", "{}\n{\"subject\": \"401 for sk-\\\"quoted\\\\key-5f1e\"}\n");
    assertThatThrownBy(() -> Bundle.export(run, bundle, true, keys))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("events.jsonl, line 2 holds the value of SHOP_KEY")
        .hasMessageNotContaining("5f1e");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void a_short_value_is_no_key() throws IOException {
    FinishedRun.put(run.path(), "events.jsonl", "EMPTY");
    assertThat(Bundle.export(run, bundle, true, _ -> Optional.of("EMPTY")).entries()).hasSize(8);
  }

  @Test
  void a_run_without_its_report_is_not_exported() throws IOException {
    Files.delete(run.reportJson());
    assertThatThrownBy(() -> Bundle.export(run, bundle, true, BundleTest::noKey))
        .hasMessageContaining("run-7 has no report.json")
        .hasMessageContaining("--resume");
  }

  @Test
  void a_folder_with_something_in_it_is_left_alone() {
    Bundle.export(run, bundle, true, BundleTest::noKey);
    assertThatThrownBy(() -> Bundle.unpack(bundle, run.path())).hasMessageContaining("not empty");
    assertThat(run.path().resolve("engine-a.log")).exists();
  }

  @Test
  void no_damage_of_any_byte_passes_unseen() throws IOException {
    Bundle.export(run, bundle, true, BundleTest::noKey);
    byte[] sound = Files.readAllBytes(bundle);
    Map<String, byte[]> before = FinishedRun.entries(bundle);
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      byte[] changed = sound.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(bundle, changed);
      Path out = folder.resolve("out" + i);
      try {
        Bundle.unpack(bundle, out);
        for (Map.Entry<String, byte[]> each : before.entrySet()) {
          if (!each.getKey().equals(Contents.MANIFEST)) {
            assertThat(Files.readAllBytes(out.resolve(each.getKey()))).isEqualTo(each.getValue());
          }
        }
      } catch (ProblemException expected) {
        assertThat(out).doesNotExist();
      }
    }
  }

  @Test
  void a_file_cut_anywhere_is_told() throws IOException {
    Bundle.export(run, bundle, true, BundleTest::noKey);
    byte[] sound = Files.readAllBytes(bundle);
    for (int length = 0; length < sound.length; length += 37) {
      Files.write(bundle, java.util.Arrays.copyOf(sound, length));
      Path out = folder.resolve("out");
      assertThatThrownBy(() -> Bundle.unpack(bundle, out))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("is no whole zip file")
          .hasMessageContaining("Ask for a new one");
      assertThat(out).doesNotExist();
    }
  }

  private static Optional<String> noKey(String name) {
    return Optional.empty();
  }
}
