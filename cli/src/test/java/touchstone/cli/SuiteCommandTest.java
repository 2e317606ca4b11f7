package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.report.Columns;
import touchstone.store.Json;

class SuiteCommandTest {
  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private Path made = Path.of("");

  @BeforeEach
  void begin() {
    made = folder.resolve("my-shop");
  }

  @Test
  void a_new_suite_checks_and_previews_in_either_language() throws IOException {
    assertThat(run("suite", "new", made.toString(), "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(err.toString()).contains("touchstone suite preview " + made);
    assertThat(run("suite", "new", made.toString(), "--lang", "en")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("is not empty; nothing is overwritten");
    assertThat(run("suite", "check", made.toString(), "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("6 题可用", "shop.yaml：15 项，用到 15 项");
    Path english = folder.resolve("english");
    assertThat(run("suite", "new", english.toString(), "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(run("suite", english.toString(), "--lang", "en")).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("6 good cases", "15 values, 15 used");
  }

  @Test
  void a_preview_shows_what_is_sent_within_the_terminals_width() {
    assertThat(run("suite", "new", made.toString(), "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(run("suite", "preview", made.toString(), "--lang", "zh")).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains(
            "# return-window · 语义理解 · 退货期限 · 易",
            "满59元包邮，不满收8元",
            "顾客      买回来几天之内能退呀",
            "查      要点：说对退货天数，数值 7天 〔退 | 无理由〕 ×2",
            "# return-window-typo · 抗干扰 · 错别字 · 中 · 同一题 return-window")
        .doesNotContain("{{");
    assertThat(out.toString().lines().map(Columns::width)).allMatch(width -> width <= 80);
  }

  @Test
  void another_profile_takes_the_place_of_the_suites_own() throws IOException {
    assertThat(run("suite", "new", made.toString(), "--lang", "zh")).isEqualTo(Exit.OK);
    Path mine = folder.resolve("mine.yaml");
    String text = Files.readString(made.resolve("shop.yaml"));
    Files.writeString(mine, text.replace("return_days: 7", "return_days: 10"));
    JsonNode json = preview("--shop", mine.toString(), "--case", "return-window");
    JsonNode only = json.path("cases").path(0);
    assertThat(only.path("turns").path(0).path("checks").path(0).path("slots").path(0).asString())
        .isEqualTo("10天");
    assertThat(only.path("system").asString()).contains("签收10天内");
    assertThat(json.path("shop").path("file").asString()).isEqualTo(mine.toString());
    assertThat(json.path("digest").asString())
        .hasSize(64)
        .isNotEqualTo(preview("--case", "return-window").path("digest").asString());
    Files.writeString(mine, text.replace("return_days: 7", "retrun_days: 7"));
    assertThat(run("suite", "check", made.toString(), "--shop", mine.toString(), "--lang", "en"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString())
        .contains("has no 'return_days'", "Did you mean {{shop.retrun_days}}?");
  }

  @Test
  void slips_are_told_with_the_nearest_word() {
    assertThat(run("suite", "new", made.toString())).isEqualTo(Exit.OK);
    assertThat(run("suite", "preview", made.toString(), "--case", "late-gfit", "--lang", "en"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("no such good case", "Did you mean late-gift?");
    assertThat(run("suite", "--lang", "en")).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("Missing: a suite's name or path");
  }

  @Test
  void a_run_refuses_a_profile_that_no_suite_refers_to() throws IOException {
    Path shop = Files.writeString(folder.resolve("shop.yaml"), "return_days: 9\n");
    Path selection =
        Files.writeString(
            folder.resolve("s.yaml"),
            "candidates: [{endpoint: {url: 'http://127.0.0.1:9/v1', model: m}}]\n"
                + "suites: [tiny-zh]\n");
    String there = folder.resolve("run").toString();
    String[] line = {
      "run", selection.toString(), "--shop", shop.toString(), "--out", there, "--lang", "en"
    };
    assertThat(run(line)).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("none of the suites has a shop.yaml");
    Files.writeString(
        selection,
        "candidates: [{endpoint: {url: 'http://127.0.0.1:9/v1', model: m}}]\n"
            + "shop: shop.yaml\n");
    assertThat(run("run", selection.toString(), "--out", there, "--lang", "en"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("shop.yaml has no 'shop_name'; it has: return_days");
  }

  private JsonNode preview(String... more) {
    out = new StringWriter();
    String[] line = new String[more.length + 4];
    System.arraycopy(new String[] {"suite", "preview", made.toString(), "--json"}, 0, line, 0, 4);
    System.arraycopy(more, 0, line, 4, more.length);
    assertThat(run(line)).isEqualTo(Exit.OK);
    return Json.mapper().readTree(out.toString());
  }

  private int run(String... line) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(line, "zh_CN.UTF-8", new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
