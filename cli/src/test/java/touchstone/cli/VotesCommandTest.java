package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import touchstone.imports.Block;
import touchstone.imports.Paper;
import touchstone.report.SheetFile;
import touchstone.store.Json;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;

/** Sheets out of a run, filled in, taken back, and in the report. */
class VotesCommandTest {
  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @Test
  void people_vote_on_blind_pairs_and_the_report_says_what_came_of_it() throws Exception {
    Path run = folder.resolve("run");
    try (FakeEndpoint shop =
        FakeEndpoint.start(request ->
            ChatAnswer.of(
                    request.body().contains("\"model\":\"good-model\"")
                        ? "=签收后7天内可以退的，我是good-model"
                        : "不知道")
                .script())) {
      Path selection =
          Files.writeString(
              folder.resolve("s.yaml"),
              "candidates:\n- {label: 甲甲甲, endpoint: {url: '%1$s', model: good-model}}\n- {label: 乙乙乙, endpoint: {url: '%1$s', model: poor-model}}\n"
                      .formatted(shop.endpoint().url())
                  + "suites: ['"
                  + suite()
                  + "']\n");
      int code =
          new OwnHome(folder)
              .touchstone("run", selection.toString(), "--out", run.toString(), "--quiet", "--yes");
      assertThat(code)
          .as(Files.readString(folder.resolve("err.txt")))
          .isNotIn(Exit.FAILED, Exit.BAD_USAGE);
    }
    Path sheet = folder.resolve("v.csv");
    String[] export = {
      "votes", "export", run.toString(), "--out", sheet.toString(), "--pairs", "12", "--seed", "5"
    };
    assertThat(run(export)).as(err.toString()).isEqualTo(Exit.OK);
    String text = Files.readString(folder.resolve("v-1.csv"));
    assertThat(text)
        .startsWith("\uFEFF编号")
        .contains("'=签收后7天内可以退的，我是〔…〕")
        .doesNotContain("甲甲甲", "乙乙乙", "good-model", "poor-model", ",=签收");
    assertThat(text).doesNotContain("probability");
    List<Path> filled = List.of(filled(1, "甲", false), filled(2, "乙", true));
    String[] back = {
      "votes", "import", run.toString(), filled.get(0).toString(), filled.get(1).toString()
    };
    assertThat(run(back)).as(err.toString()).isEqualTo(Exit.PARTIAL);
    assertThat(err.toString()).contains("新收 23 票", "应为 1、2 或 0", "别的运行的表");
    assertThat(out.toString()).contains("2 个人盲投了 23 票", "甲甲甲 − 乙乙乙");
    JsonNode people =
        Json.mapper().readTree(Files.readString(run.resolve("report.json"))).path("people");
    assertThat(people.path("voters").asInt()).isEqualTo(2);
    assertThat(people.path("pairs").path(0).path("people").path("value").asDouble())
        .isGreaterThan(0.8);
    assertThat(Files.readString(run.resolve("report.html"))).contains("id=\"people\"");
    assertThat(run(back)).isEqualTo(Exit.PARTIAL);
    assertThat(err.toString()).contains("新收 0 票，23 票以前收过");
    assertThat(Files.readAllLines(run.resolve("votes.jsonl"))).hasSize(23);
    Path bundle = folder.resolve("b.zip");
    assertThat(run("export", run.toString(), "--out", bundle.toString()))
        .as(err.toString())
        .isEqualTo(Exit.OK);
    assertThat(run("replay", bundle.toString())).as(err.toString()).isEqualTo(Exit.OK);
    Path mute = folder.resolve("mute.zip");
    assertThat(run("export", run.toString(), "--out", mute.toString(), "--without-answers"))
        .as(err.toString())
        .isEqualTo(Exit.OK);
    assertThat(run("replay", mute.toString())).as(err.toString() + out).isEqualTo(Exit.OK);
    assertThat(
            run(
                "votes",
                "export",
                run.toString(),
                "--out",
                folder.resolve("w.csv").toString(),
                "--pairs",
                "3"))
        .isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("12 对、2 张表");
  }

  /** A sheet on which the better answer wins; on the second one two rows are spoilt. */
  private Path filled(int number, String voter, boolean spoilt) {
    List<List<String>> rows = new ArrayList<>();
    for (Block block :
        Paper.read(folder.resolve("v-" + number + ".csv"), Optional.empty()).blocks()) {
      Block.TableRow row = (Block.TableRow) block;
      String vote = row.cells().get(3).contains("7天") ? "1" : "2";
      boolean first = spoilt && rows.isEmpty();
      rows.add(List.of(row.cells().getFirst(), first ? "3" : vote, voter));
    }
    if (spoilt) {
      rows.add(List.of("abcdef-1-1", "1", voter));
    }
    Path file = folder.resolve("filled-" + number + ".xlsx");
    new SheetFile(
            "t",
            List.of(
                new SheetFile.Column("编号", 9),
                new SheetFile.Column("投票", 9),
                new SheetFile.Column("投票人", 9)),
            rows,
            OptionalInt.empty(),
            List.of())
        .write(file);
    return file;
  }

  private Path suite() throws IOException {
    StringBuilder suite = new StringBuilder("name: s\nsystem: 签收7天内可以退。\ncases:\n");
    for (int i = 0; i < 12; i++) {
      suite
          .append("  - id: c%d\n    dimension: semantics\n    user: 第%d问，几天能退\n".formatted(i, i))
          .append("    checks:\n      - {key: 七天, slots: [7天]}\n");
    }
    return Files.writeString(folder.resolve("suite.yaml"), suite);
  }

  private int run(String... line) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(line, "zh_CN.UTF-8", new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
