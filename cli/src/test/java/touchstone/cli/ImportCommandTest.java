package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.store.Json;

class ImportCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void importsAndTellsWhatToDoNext() throws IOException {
    Path file = Files.writeString(folder.resolve("faq.csv"), "问题,答案\n几天能退,7天\n");
    assertThat(run("import", file.toString(), "--out", suite("a"), "--lang", "zh"))
        .isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("认出格式：普通表格（CSV，UTF-8）", "1 题可以评分");
    assertThat(err.toString()).contains("touchstone suite " + suite("a"));
    assertThat(run("suite", suite("a"), "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("1 good cases");
  }

  @Test
  void saysPartAndNothingByTheExitCode() throws IOException {
    Path file = Files.writeString(folder.resolve("faq.csv"), "问题,答案\n几天能退,7天\n,9\n");
    assertThat(run("import", file.toString(), "--out", suite("a"), "--json"))
        .isEqualTo(Exit.PARTIAL);
    JsonNode json = Json.mapper().readTree(out.toString());
    assertThat(json.path("format").asString()).isEqualTo("table");
    assertThat(json.path("graded").asInt()).isEqualTo(1);
    assertThat(json.path("bad").path(0).path("place").asString()).isEqualTo("3");
    Path bad = Files.writeString(folder.resolve("bad.csv"), "问题,答案\n,9\n");
    assertThat(run("import", bad.toString(), "--out", suite("b"), "--lang", "en"))
        .isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("bad.csv 2: ", "Nothing was imported");
    Path talk =
        Files.writeString(
            folder.resolve("t.json"),
            "[{\"messages\": [{\"role\": \"user\", \"content\": \"在吗\"}]}]");
    assertThat(run("import", talk.toString(), "--out", suite("c"), "--lang", "en"))
        .isEqualTo(Exit.PARTIAL);
    assertThat(err.toString()).contains("No case can be graded yet");
  }

  @Test
  void namesRightWords() throws IOException {
    Path file = Files.writeString(folder.resolve("faq.csv"), "问题,答案\n几天能退,7天\n");
    assertThat(run("import", file.toString(), "--from", "promptfu")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("--from promptfu：应为 promptfoo | general-qa");
    assertThat(run("import", file.toString(), "--dimension", "speed")).isEqualTo(Exit.BAD_USAGE);
    assertThat(run("import", folder.resolve("none").toString(), "--lang", "en"))
        .isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("is not there or no file");
  }

  @Test
  void explainsItselfInBothLanguages() {
    assertThat(run("import", "--help", "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(run("import", "--help", "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains(
            "The file: .yaml, .csv",
            "6   imported in part",
            "6   导入了一部分",
            "--keep-personal-data",
            "general-mcq");
  }

  private String suite(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... arguments) {
    return Main.run(arguments, "zh_CN.UTF-8", new PrintWriter(out), new PrintWriter(err));
  }
}
