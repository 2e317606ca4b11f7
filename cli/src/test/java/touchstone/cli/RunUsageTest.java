package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import touchstone.document.Document;
import touchstone.run.Lookup;
import touchstone.run.RunFiles;
import touchstone.run.SelectionReader;
import touchstone.verdict.Requirements;

/** What is refused before anything is done, kept or sent. */
class RunUsageTest {
  /** Names a variable that is set everywhere, and a host that nobody has. */
  private static final String SECRET =
      "{candidates: [{endpoint: {url: 'https://shop.invalid/v1', model: m, apiKey: \"${PATH}\"}}]}";

  private static final String LATER = "{candidates: [{id: b, endpoint: {model: m}}]}";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "candidates: [{modle: a}]|Did you mean model?",
        "candidates: [|this is not YAML",
        "candidates: [{model: no-such-model}]|s.yaml:1:14",
        "{candidates: [{endpoint: {model: m}}], suites: [./bad.yaml]}|bad.yaml",
        "{candidates: [{endpoint: {model: m}}], suites: [./absent.yaml]}|absent.yaml",
      })
  void a_wrong_selection_or_suite_is_bad_usage(String selection, String said) throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "{name: bad, cases: []}");
    String file = write(selection);
    assertThat(run("run", file, "--out", runFolder())).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains(said);
    assertThat(Path.of(runFolder())).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "run absent.yaml, absent.yaml",
    "run --resume no-such-run, no-such-run",
    "run --resume --out no-such-folder, no-such-folder",
    "report no-such-run, no-such-run",
    "grade no-such-run, no-such-run",
    "suite no-such-suite, no-such-suite",
    "engine no-such-model, no-such-model",
    "doctor absent.yaml, absent.yaml",
    "run --model-file absent.gguf, absent.gguf",
  })
  void what_is_not_there_is_bad_usage(String line, String said) {
    assertThat(run(line.split(" "))).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains(said).doesNotContain("\tat ");
  }

  @Test
  void an_address_with_a_password_is_refused_and_the_password_not_repeated() throws Exception {
    String file = write(LATER);
    assertThat(
            run(
                "run",
                file,
                "--out",
                runFolder(),
                "--endpoint",
                "b=https://u:pa55word@shop.invalid/v1"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString())
        .contains("b=…: https://…@shop.invalid/v1")
        .doesNotContain("pa55word");
    assertThat(Path.of(runFolder())).doesNotExist();
  }

  @Test
  void an_address_for_nobody_is_refused() throws Exception {
    String file = write(LATER);
    assertThat(run("run", file, "--out", runFolder(), "--endpoint", "c=https://shop.invalid/v1"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("no such candidate", "There are: b");
  }

  @Test
  void the_doctor_asks_before_a_secret_goes_to_a_new_host() throws Exception {
    assertThat(run("doctor", write(SECRET))).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("Sending PATH to shop.invalid was not agreed to");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_run_asks_too_and_keeps_nothing_where_nobody_agrees() throws Exception {
    assertThat(run("run", write(SECRET), "--out", runFolder())).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("Sending PATH to shop.invalid was not agreed to");
    assertThat(Path.of(runFolder())).doesNotExist();
  }

  @Test
  void resuming_takes_nothing_that_differs() throws Exception {
    String file = begun();
    assertThat(run("run", "--resume", runFolder(), "--depth", "thorough"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("--depth thorough: run r was begun with quick");
    String other = Files.writeString(folder.resolve("other.yaml"), LATER + "\n# other").toString();
    assertThat(run("run", other, "--resume", runFolder())).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("other.yaml: run r was begun with", "selection.yaml");
    assertThat(run("run", "--resume", runFolder(), "--model-file", "x.gguf"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("--model-file x.gguf: run r was begun with");
    assertThat(
            run(
                "run",
                file,
                "--resume",
                runFolder(),
                "--depth",
                "quick",
                "--lang",
                "zh",
                "--quiet"))
        .as("the same again: %s", err)
        .isEqualTo(Exit.WAITING);
  }

  private String begun() throws Exception {
    String file = write(LATER);
    RunFiles.create(
        Path.of(runFolder()),
        LATER,
        new SelectionReader(Requirements.DEFAULT, Lookup.LATER)
            .read(Document.read("s.yaml", LATER), folder));
    return file;
  }

  private String write(String selection) throws Exception {
    return Files.writeString(folder.resolve("s.yaml"), selection).toString();
  }

  private String runFolder() {
    return folder.resolve("r").toString();
  }

  private int run(String... arguments) {
    return Main.run(arguments, "en_GB.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }
}
