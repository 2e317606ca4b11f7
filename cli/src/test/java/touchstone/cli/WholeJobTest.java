package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import touchstone.report.TimingFields;

/**
 * The product as its user starts it, in a process of its own: two models with random weights on the
 * embedded engine, the tiny suite, the report. One run is left alone, one is killed and resumed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class WholeJobTest {
  private static final Path ROOT = Path.of(System.getProperty("touchstone.root"));
  private static final Path NATIVE =
      ROOT.resolve("deploy-llamacpp/native/node_modules/@node-llama-cpp/linux-x64");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path folder;
  private Ended whole;
  private StringWriter said = new StringWriter();

  /** What a process left behind. */
  private record Ended(int code, String out, String err) {}

  @BeforeAll
  void compareTwoModels() throws Exception {
    whole = touchstone("run", selection(), "--out", folder.resolve("whole").toString(), "--json");
  }

  @BeforeEach
  void listenAnew() {
    said = new StringWriter();
  }

  @Test
  void two_models_without_sense_are_not_good_enough() throws Exception {
    assertThat(whole.code()).as(whole.err()).isEqualTo(Exit.NONE_GOOD_ENOUGH);
    JsonNode report = JSON.readTree(whole.out());
    assertThat(report).isEqualTo(report("whole"));
    assertThat(report.at("/recommendation/verdict").stringValue()).isEqualTo("none_good_enough");
    assertThat(report.at("/recommendation/sentence/zh").stringValue()).contains("不建议");
    assertThat(report.at("/recommendation/sentence/en").stringValue()).contains("good enough");
  }

  @Test
  void every_trial_of_both_candidates_has_one_outcome() throws Exception {
    for (JsonNode candidate : report("whole").path("candidates")) {
      JsonNode coverage = candidate.path("coverage");
      int trials = 0;
      for (String outcome :
          List.of("scored", "model_fail", "infra_fail", "judge_fail", "skipped")) {
        trials += coverage.path(outcome).intValue();
      }
      assertThat(trials).as(candidate.toString()).isEqualTo(8);
      assertThat(coverage.path("infra_fail").intValue()).isZero();
      assertThat(candidate.path("latency_ms").isEmpty()).isFalse();
    }
    assertThat(answers("whole")).hasSize(16);
  }

  @Test
  void grades_and_report_come_again_from_stored_samples() throws Exception {
    JsonNode before = report("whole");
    String grades = Files.readString(folder.resolve("whole/grades.jsonl"));
    Ended graded = touchstone("grade", folder.resolve("whole").toString());
    assertThat(graded.code()).as(graded.err()).isEqualTo(Exit.OK);
    assertThat(Files.readString(folder.resolve("whole/grades.jsonl"))).isEqualTo(grades);
    Ended reported = touchstone("report", folder.resolve("whole").toString());
    assertThat(reported.code()).as(reported.err()).isEqualTo(Exit.NONE_GOOD_ENOUGH);
    assertThat(report("whole")).isEqualTo(before);
  }

  @Test
  void a_run_in_one_file_is_recomputed_elsewhere_bit_for_bit() throws Exception {
    Path file = folder.resolve("whole.touchstone.zip");
    assertThat(here("export", whole("whole"), "--out", file.toString())).isEqualTo(Exit.OK);
    Path out = folder.resolve("replayed");
    assertThat(here("replay", file.toString(), "--out", out.toString())).isEqualTo(Exit.OK);
    assertThat(said.toString()).contains("逐位相同：16 条评分");
    assertThat(out.resolve("report.json"))
        .hasSameBinaryContentAs(folder.resolve("whole/report.json"));
    assertThat(out.resolve("report.stored.json")).doesNotExist();
    assertThat(here("replay", file.toString(), "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(said.toString()).contains("same, bit for bit: 16 grades");
  }

  @Test
  void without_answers_the_verdict_is_recomputed_and_no_grade() throws Exception {
    Path file = folder.resolve("silent.touchstone.zip");
    assertThat(here("export", whole("whole"), "--without-answers", "--out", file.toString()))
        .isEqualTo(Exit.OK);
    Path out = folder.resolve("silent");
    assertThat(here("replay", file.toString(), "--out", out.toString())).isEqualTo(Exit.OK);
    assertThat(said.toString()).contains("没有重算");
    for (JsonNode answer : answers("whole").values()) {
      String words = answer.path(0).stringValue();
      if (words.length() > 4) {
        assertThat(Files.readString(out.resolve("samples.jsonl"))).doesNotContain(words);
        assertThat(Files.readString(out.resolve("report.html"))).doesNotContain(words);
      }
    }
    assertThat(report("silent").at("/cases/0/results/0/answers_sha256").isNull()).isTrue();
    assertThat(here("grade", out.toString())).isEqualTo(Exit.FAILED);
    assertThat(here("report", out.toString())).isEqualTo(Exit.NONE_GOOD_ENOUGH);
  }

  @Test
  void a_report_that_was_bettered_and_a_key_that_got_in_are_found() throws Exception {
    Path bettered = Files.createDirectories(folder.resolve("bettered"));
    try (Stream<Path> all = Files.list(folder.resolve("whole"))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Files.copy(each, bettered.resolve(each.getFileName()));
      }
    }
    Path report = bettered.resolve("report.json");
    Files.writeString(report, Files.readString(report).replaceFirst("none_good_enough", "better"));
    Path file = folder.resolve("bettered.touchstone.zip");
    assertThat(here("export", bettered.toString(), "--out", file.toString())).isEqualTo(Exit.OK);
    assertThat(here("replay", file.toString())).isEqualTo(Exit.DIFFERENT);
    assertThat(said.toString())
        .contains("report.json /recommendation/verdict: \"better\" → \"none_good_enough\"");
    Files.writeString(bettered.resolve("selection.yaml"), "# ${PATH}", StandardOpenOption.APPEND);
    Files.writeString(
        bettered.resolve("events.jsonl"), System.getenv("PATH"), StandardOpenOption.APPEND);
    assertThat(here("export", bettered.toString(), "--out", file.toString()))
        .isEqualTo(Exit.FAILED);
    assertThat(said.toString()).contains("PATH 的值").doesNotContain(System.getenv("PATH"));
  }

  @Test
  void the_report_is_written_in_the_forms_that_are_asked_for() throws Exception {
    Path out = folder.resolve("forms");
    String forms = "md,xlsx,csv,junit,json,html";
    assertThat(here("report", whole("whole"), "--format", forms, "--out", out.toString()))
        .isEqualTo(Exit.NONE_GOOD_ENOUGH);
    assertThat(said.toString().lines()).hasSize(6).contains(out.resolve("report.xlsx").toString());
    assertThat(out.resolve("report.json"))
        .hasSameBinaryContentAs(folder.resolve("whole/report.json"));
    assertThat(Files.readString(out.resolve("report.md"))).contains("✕ 都不合格", "| 语义理解 |");
    assertThat(Files.readString(out.resolve("report.csv"))).startsWith("\uFEFF题目,维度");
    assertThat(Files.readString(out.resolve("report.junit.xml")))
        .contains("<testcase ", "<failure ");
    assertThat(Files.readAllBytes(out.resolve("report.xlsx"))).startsWith('P', 'K');
  }

  private static String whole(String run) {
    return folder.resolve(run).toString();
  }

  /** Runs a command that needs no home of its own in this process. */
  private int here(String... arguments) {
    PrintWriter all = new PrintWriter(said, true);
    return Main.run(arguments, "zh_CN.UTF-8", all, all);
  }

  @Test
  void a_run_that_was_killed_ends_with_the_same_answers_and_grades() throws Exception {
    Path killed = folder.resolve("killed");
    Process process =
        command("run", selection(), "--out", killed.toString(), "--quiet")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.txt").toFile())
            .start();
    awaitSamples(killed.resolve("samples.jsonl"), process);
    process.destroyForcibly().waitFor();
    assertThat(killed.resolve("report.json")).doesNotExist();
    Ended resumed = touchstone("run", "--resume", killed.toString(), "--quiet");
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(whole.code());
    assertThat(answers("killed")).isEqualTo(answers("whole"));
    assertThat(Files.readAllLines(killed.resolve("grades.jsonl")))
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(folder.resolve("whole/grades.jsonl")));
    assertThat(timeless("killed")).isEqualTo(timeless("whole"));
  }

  @Test
  void what_cannot_be_read_is_bad_usage() throws Exception {
    Ended misspelt = touchstone("run", "--dept", "quick");
    assertThat(misspelt.code()).isEqualTo(Exit.BAD_USAGE);
    assertThat(misspelt.err()).contains("--dept");
    Path broken = Files.write(folder.resolve("broken.gguf"), new byte[] {'G', 'G', 'U', 'F', 1});
    Ended refused =
        touchstone("run", "--model-file", broken.toString(), "--model-file", broken.toString());
    assertThat(refused.code()).isEqualTo(Exit.BAD_USAGE);
    assertThat(refused.err()).contains("broken.gguf").doesNotContain("\tat ");
  }

  private static String selection() {
    return ROOT.resolve("bench/tiny.yaml").toString();
  }

  private JsonNode report(String run) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve(run).resolve("report.json")));
  }

  /** The report without what derives from timing, and without the run's own name. */
  private JsonNode timeless(String run) throws IOException {
    ObjectNode report = (ObjectNode) TimingFields.without(report(run));
    return report.without("id");
  }

  /** Every counted trial's answers by its key; a trial that stands twice fails here. */
  private Map<String, JsonNode> answers(String run) throws IOException {
    Map<String, JsonNode> answers = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(run).resolve("samples.jsonl"))) {
      JsonNode sample = JSON.readTree(line).path("sample");
      if (sample.at("/key/phase").stringValue().equals("cases")) {
        List<JsonNode> said = new ArrayList<>();
        sample.path("exchanges").forEach(each -> said.add(each.path("answer")));
        JsonNode twice = answers.put(sample.path("key").toString(), JSON.valueToTree(said));
        assertThat(twice).as("counted twice: %s", sample.path("key")).isNull();
      }
    }
    return answers;
  }

  private static void awaitSamples(Path log, Process process) throws Exception {
    while (!Files.exists(log) || Files.readString(log).lines().count() < 6) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }

  private Ended touchstone(String... arguments) throws Exception {
    Path errors = Files.createTempFile(folder, "err", ".txt");
    Process process = command(arguments).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(errors));
  }

  /** A command as the launcher starts it, with a home, a cache and a lock of this test's own. */
  private ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + folder));
    command.addAll(List.of("-Dtouchstone.root=" + ROOT, "-Dtouchstone.native=" + NATIVE));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String home : List.of("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME")) {
      builder.environment().put(home, folder.resolve(home).toString());
    }
    return builder;
  }
}
