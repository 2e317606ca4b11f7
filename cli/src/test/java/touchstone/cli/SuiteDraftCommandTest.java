package touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.imports.Block;
import touchstone.imports.Paper;
import touchstone.report.SheetFile;
import touchstone.suite.Drafted;
import touchstone.suite.Review;
import touchstone.suite.ReviewDesk;
import touchstone.testing.ChatAnswer;
import touchstone.testing.FakeEndpoint;

/** From a shop's paper to a run, by the terminal and by a spreadsheet. */
class SuiteDraftCommandTest {
  private static final String FAQ =
      """
      # 发货
      问：多久发货？
      答：付款后48小时内发出。
      问：能货到付款吗？
      答：不支持货到付款。

      # 售后
      问：几天内可以退货？
      答：签收后7天内可以退货。
      问：发票怎么开？
      答：下单时备注抬头，发货后3天内开好。
      """;

  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private Path suite = Path.of("");

  @BeforeEach
  void draft() throws IOException {
    suite = folder.resolve("shop");
    Path faq = Files.writeString(folder.resolve("faq.md"), FAQ);
    assertThat(run("", "suite", "draft", "--from", faq.toString(), "--out", suite.toString()))
        .isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("起草了", "suite review");
  }

  @Test
  void a_talk_accepts_changes_drops_and_goes_on_later() {
    int all = new ReviewDesk(suite).all().size();
    assertThat(run("", "suite", "check", suite.toString())).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("0 题可用", "草稿：" + all + " 条还没看");
    assertThat(run("a\ne\n拍下几天发\na\nd\nx\nq\n", "suite", "review", suite.toString()))
        .isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("# faq-1 · 1/" + all, "原文", "faq.md 2");
    assertThat(err.toString())
        .contains("请输入 a、e、d、s 或 q", "收下 2 条，弃掉 1 条，还剩 " + (all - 3) + " 条没看");
    List<Drafted> cases = new ReviewDesk(suite).all();
    assertThat(cases.subList(0, 3))
        .extracting(Drafted::review)
        .containsExactly(Review.ACCEPTED, Review.ACCEPTED, Review.DROPPED);
    assertThat(cases.get(1).question()).isEqualTo("拍下几天发");
    assertThat(run("a\n", "suite", "review", suite.toString())).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("# faq-4 · 1/" + (all - 3)).doesNotContain("# faq-1 ");
  }

  @Test
  void a_spreadsheet_is_written_and_read_back() throws IOException {
    for (String name : List.of("r.xlsx", "r.csv")) {
      Path sheet = folder.resolve(name);
      assertThat(run("", "suite", "review", suite.toString(), "--sheet", sheet.toString()))
          .isEqualTo(Exit.OK);
      List<Block> rows = Paper.read(sheet, Optional.empty()).blocks();
      assertThat(rows).hasSize(new ReviewDesk(suite).all().size());
      Block.TableRow first = (Block.TableRow) rows.getFirst();
      assertThat(first.cells().getFirst()).isEqualTo("faq-1");
      assertThat(first.cells().get(3)).startsWith("[1] key: 付款后48小时内发出");
    }
    Path filled = folder.resolve("filled.csv");
    List<String> head = List.of("编号", "决定", "顾客问", "查什么（删掉一行就不查那一条）", "原文", "出处");
    String points = new ReviewDesk(suite).all().getFirst().points().getFirst();
    new SheetFile(
            "t",
            head.stream().map(each -> new SheetFile.Column(each, 9)).toList(),
            List.of(
                List.of("faq-1", "收下", "=几天发", "[1] " + points, "", ""),
                List.of("faq-2", "弃", "", "", "", ""),
                List.of("faq-3", "", "", "", "", ""),
                List.of("faq-4", "也许", "", "", "", ""),
                List.of("faq-9", "收下", "", "", "", "")),
            java.util.OptionalInt.empty(),
            List.of())
        .write(filled);
    for (int twice = 0; twice < 2; twice++) {
      assertThat(run("", "suite", "review", suite.toString(), "--sheet", filled.toString()))
          .isEqualTo(Exit.PARTIAL);
      assertThat(err.toString())
          .contains("filled.csv 5：“决定”写的是“也许”", "filled.csv 6：编号“faq-9”不在", "2 行有决定，1 行空着");
    }
    assertThat(new ReviewDesk(suite).all().getFirst().question()).isEqualTo("=几天发");
  }

  @Test
  void accepted_drafts_run_against_an_endpoint() throws Exception {
    try (FakeEndpoint shop = FakeEndpoint.start(_ -> ChatAnswer.of("付款后48小时内发出哦").script())) {
      Path selection =
          Files.writeString(
              folder.resolve("s.yaml"),
              "candidates:\n- {label: 甲, endpoint: {url: '%s', model: m}}\n"
                      .formatted(shop.endpoint().url())
                  + "- {label: 乙, endpoint: {url: '%s', model: n}}\n"
                      .formatted(shop.endpoint().url())
                  + "suites: ['"
                  + suite
                  + "']\n");
      String there = folder.resolve("run").toString();
      OwnHome home = new OwnHome(folder);
      assertThat(home.touchstone("run", selection.toString(), "--out", there, "--quiet", "--yes"))
          .isEqualTo(Exit.BAD_USAGE);
      assertThat(Files.readString(folder.resolve("err.txt"))).contains("还没有收下一条");
      assertThat(run("", "suite", "review", suite.toString(), "--accept", "all"))
          .isEqualTo(Exit.OK);
      int code = home.touchstone("run", selection.toString(), "--out", there, "--quiet", "--yes");
      assertThat(code)
          .as(Files.readString(folder.resolve("err.txt")))
          .isIn(Exit.OK, Exit.UNDECIDED, Exit.NONE_GOOD_ENOUGH);
      assertThat(Path.of(there)).isDirectoryContaining("glob:**grades.jsonl");
      assertThat(Files.readString(Path.of(there, "grades.jsonl"))).contains("faq-1");
    }
  }

  @Test
  void a_model_elsewhere_is_asked_only_with_consent() {
    String[] line = {
      "suite",
      "draft",
      "--from",
      folder.resolve("faq.md").toString(),
      "--out",
      folder.resolve("other").toString(),
      "--with",
      "https://models.example.invalid/v1",
      "--model",
      "m",
      "--lang",
      "en"
    };
    assertThat(run("", line)).isEqualTo(Exit.BAD_USAGE);
    assertThat(err.toString()).contains("the shop's papers", "models.example.invalid");
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void a_model_on_this_machine_adds_what_it_can_quote() {
    String proposal =
        "{\"cases\":[{\"question\":\"下单两天内能寄不\",\"points\":[{\"quote\":\"付款后48小时内发出\","
            + "\"words\":[\"48小时\"]}]}]}";
    try (FakeEndpoint model = FakeEndpoint.start(_ -> ChatAnswer.of(proposal).script())) {
      Path other = folder.resolve("other");
      int code =
          run(
              "",
              "suite",
              "draft",
              "--from",
              folder.resolve("faq.md").toString(),
              "--out",
              other.toString(),
              "--with",
              model.endpoint().url().toString(),
              "--model",
              "m");
      assertThat(code).as(err.toString()).isEqualTo(Exit.PARTIAL);
      assertThat(new ReviewDesk(other).all()).extracting(Drafted::question).contains("下单两天内能寄不");
      assertThat(err.toString()).contains("模型的问句不能用");
    }
  }

  private int run(String typed, String... line) {
    out = new StringWriter();
    err = new StringWriter();
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    try {
      return Main.run(line, "zh_CN.UTF-8", new PrintWriter(out, true), new PrintWriter(err, true));
    } finally {
      System.setIn(before);
    }
  }
}
