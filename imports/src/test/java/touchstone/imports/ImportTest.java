package touchstone.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.ProblemException;
import touchstone.model.Suite;

class ImportTest {
  @TempDir Path temporary;
  private Folder folder = new Folder(Path.of("."));

  @BeforeEach
  void open() {
    folder = new Folder(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16LE", "UTF-16BE"})
  void readsATableInAnyOfTheUsualEncodings(String charset) throws IOException {
    String mark = charset.startsWith("UTF") ? "\uFEFF" : "";
    Path file =
        folder.file(
            "faq.csv",
            mark + "编号,问题,标准答案,分类\n退-1,签收后几天内能退,7天,售后\n退-2,\"买二送一, 算几折\",六七折,促销\n",
            Charset.forName(charset));
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.TABLE);
    assertThat(summary.badRows()).isZero();
    Suite suite = folder.suite();
    assertThat(suite.cases()).extracting(Case::id).containsExactly("退-1", "退-2");
    assertThat(suite.licence()).isEqualTo("LicenseRef-unknown");
    assertThat(suite.title().zh()).isEqualTo("导入自 faq.csv（2026-11-25）");
    Case first = suite.cases().getFirst();
    assertThat(first.skill()).isEqualTo("售后");
    assertThat(first.dimension()).isEqualTo(Dimension.SEMANTICS);
    assertThat(Folder.score(first, "亲，七天内都可以的")).isEqualTo(5);
    assertThat(Folder.score(first, "十七天内都可以的")).isEqualTo(1);
  }

  @Test
  void keepsGoodRowsAndListsBadOnesByLine() throws IOException {
    Path file =
        folder.file(
            "evals.jsonl",
            """
            {"input": "几天发货", "ideal": ["48小时", "两天"]}
            {"input": "几天发货", "ideal":
            [1, 2]

            {"input": [{"role": "wizard", "content": "咒语"}], "ideal": "x"}
            {"ideal": "x"}
            {"input": [{"role": "system", "content": "你是客服"}, {"role": "user", "content": "包邮门槛"}, {"role": "assistant", "content": "59"}, {"role": "user", "content": "是多少来着"}], "ideal": "59元"}
            """);
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.OPENAI_EVALS);
    assertThat(summary.rows()).isEqualTo(6);
    assertThat(summary.graded()).isEqualTo(2);
    assertThat(summary.firstBad())
        .extracting(ImportSummary.Bad::place)
        .containsExactly("2", "3", "5", "6");
    assertThat(summary.firstBad().get(2).reason().zh()).contains("wizard", "应为 user");
    assertThat(summary.answersLeft()).isEqualTo(1);
    assertThat(folder.text("rejected.txt").lines()).hasSize(4);
    List<Case> cases = folder.suite().cases();
    assertThat(Folder.score(cases.getFirst(), "两天之内")).isEqualTo(5);
    Case talk = cases.getLast();
    assertThat(talk.id()).isEqualTo("row-7");
    assertThat(talk.system()).contains("你是客服");
    assertThat(talk.dimension()).isEqualTo(Dimension.MEMORY);
    assertThat(talk.turns()).hasSize(2);
    assertThat(talk.turns().getFirst().checks()).isEmpty();
    assertThat(Folder.score(talk, "满59包邮", "59元哦")).isEqualTo(5);
  }

  @Test
  void readsGeneralQa() throws IOException {
    Path file =
        folder.file(
            "qa.jsonl",
            """
            {"system": "你是客服", "query": "支持货到付款吗", "response": "不支持"}
            {"query": "讲讲你们的品牌", "response": "我们创立于一个小镇，二十年来只做一件事，那就是把每一双鞋做好，让每位顾客走得更远更稳更舒服。"}
            {"history": [["我是会员", "好的"]], "query": "我是什么", "response": "会员"}
            {"messages": [{"role": "user", "content": "我穿M码"}, {"role": "assistant", "content": "好的"}, {"role": "user", "content": "我穿什么码"}], "response": "M"}
            """);
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.GENERAL_QA);
    assertThat(summary.graded()).isEqualTo(3);
    assertThat(summary.ungraded()).isEqualTo(1);
    assertThat(summary.answersLeft()).isEqualTo(2);
    List<Case> cases = folder.suite().cases();
    assertThat(cases.get(1).turns()).hasSize(2);
    assertThat(Folder.score(cases.getFirst(), "抱歉，目前不支持货到付款")).isEqualTo(5);
    assertThat(Folder.score(cases.getFirst(), "支持的")).isEqualTo(1);
    assertThat(cases.getLast().dimension()).isEqualTo(Dimension.MEMORY);
    assertThat(folder.text("ungraded.yaml")).contains("讲讲你们的品牌", "# 参考答案超过 40 个字");
    assertThat(folder.text("suite.yaml")).contains("# 许可不明", "qa.jsonl", "ungraded.yaml：没有可查的期望");
  }

  @Test
  void readsMultipleChoice() throws IOException {
    Path file =
        folder.file(
            "mcq.csv",
            "id,question,A,B,C,D,answer\n"
                + "1,退货期是几天,3天,7天,15天,,B\n"
                + "2,谁付运费,买家,卖家,,,卖家\n"
                + "3,选哪个,甲,乙,,,E\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.GENERAL_MCQ);
    assertThat(summary.firstBad())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.place()).isEqualTo("4");
          assertThat(bad.reason().en()).contains("none of A–B");
        });
    List<Case> cases = folder.suite().cases();
    assertThat(cases.getFirst().turns().getFirst().user()).contains("B. 7天").doesNotContain("D.");
    assertThat(Folder.score(cases.getFirst(), "B")).isEqualTo(5);
    assertThat(Folder.score(cases.getFirst(), "A")).isEqualTo(1);
    assertThat(Folder.score(cases.getLast(), "应选B")).isEqualTo(5);
  }

  @Test
  void readsMtBench() throws IOException {
    Path file =
        folder.file(
            "question.jsonl",
            """
            {"question_id": 81, "category": "math", "turns": ["三件每件59元一共多少", "再打八折呢"], "reference": ["177", "141.6"]}
            {"question_id": 82, "category": "writing", "turns": ["写一句道歉", "再短一点"]}
            """);
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.MT_BENCH);
    assertThat(summary.graded()).isEqualTo(1);
    assertThat(summary.ungraded()).isEqualTo(1);
    Case math = folder.suite().cases().getFirst();
    assertThat(math.id()).isEqualTo("81");
    assertThat(math.skill()).isEqualTo("math");
    assertThat(Folder.score(math, "一共177元", "打完折141.6元")).isEqualTo(5);
    assertThat(Folder.score(math, "一共177元", "打完折150元")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"c1\", \"conversations\": [{\"from\": \"human\", \"value\": \"在吗\"}, {\"from\":"
            + " \"gpt\", \"value\": \"在的\"}]}",
        "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\":"
            + " \"在吗\"}]}]}",
        "{\"conversation\": [{\"role\": \"顾客\", \"content\": \"在吗\"}, {\"role\": \"客服\","
            + " \"content\": \"在的\"}]}",
        "{\"turns\": [{\"role\": \"user\", \"content\": \"在吗\"}], \"scenario\": \"寒暄\"}",
        "{\"instruction\": \"在吗\", \"input\": \"\", \"output\":"
            + " \"在的，请问有什么可以帮您的呢？我们的客服时间是早上九点到晚上九点，欢迎随时来问我们。\"}",
      })
  void keepsConversationsForAJudge(String row) throws IOException {
    ImportSummary summary = folder.imported(folder.file("talks.json", "[" + row + "]"));
    assertThat(summary.ungraded()).isEqualTo(1);
    assertThat(summary.graded()).isZero();
    assertThat(folder.text("ungraded.yaml")).contains("\"在吗\"").doesNotContain("checks");
    assertThatThrownBy(folder::suite).hasMessageContaining("this case checks nothing");
  }

  @Test
  void readsInspect() throws IOException {
    Path file =
        folder.file(
            "inspect.csv",
            "input,target,id,choices\n"
                + "几点下班,21点,t1,\n"
                + "几天能退,B,t2,\"[\"\"3天\"\", \"\"7天\"\"]\"\n"
                + "哪个,A,t3,[坏\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.format()).isEqualTo(Format.INSPECT);
    assertThat(summary.firstBad()).extracting(ImportSummary.Bad::place).containsExactly("4");
    List<Case> cases = folder.suite().cases();
    assertThat(Folder.score(cases.getFirst(), "21点下班")).isEqualTo(5);
    assertThat(Folder.score(cases.getLast(), "答案是 B")).isEqualTo(5);
  }

  @Test
  void readsDeepEvalTestCases() throws IOException {
    Path file =
        folder.file("deepeval.json", "[{\"input\": \"怎么开发票\", \"expected_output\": \"电子发票\"}]");
    assertThat(folder.imported(file).format()).isEqualTo(Format.DEEPEVAL);
    assertThat(Folder.score(folder.suite().cases().getFirst(), "默认开电子发票")).isEqualTo(5);
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    Path file = folder.file("odd.csv", "颜色,尺寸\n红,L\n");
    assertThatThrownBy(() -> folder.imported(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("颜色, 尺寸")
        .hasMessageContaining("--from");
    assertThat(Files.exists(temporary.resolve("suite"))).isFalse();
    assertThatThrownBy(() -> folder.imported(folder.file("empty.csv", " \n")))
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> folder.imported(temporary.resolve("none.csv")))
        .hasMessageContaining("is not there");
  }

  @Test
  void writesNothingWhereNothingIsGood() throws IOException {
    Path file = folder.file("evals.jsonl", "{\"input\": [], \"ideal\": \"x\"}\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.suite()).isEmpty();
    assertThat(summary.badRows()).isEqualTo(1);
    try (var left = Files.list(temporary)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void doesNotOverwrite() throws IOException {
    Path file = folder.file("faq.csv", "question,answer\na,b1\n");
    folder.imported(file);
    assertThatThrownBy(() -> folder.imported(file)).hasMessageContaining("not overwritten");
  }

  @Test
  void masksTheSameDataAlikeInOneConversation() throws IOException {
    String row =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"我电话13800138000\"}, {\"role\":"
            + " \"user\", \"content\": \"我的电话是多少\"}], \"response\": \"138 0013 8000\"}";
    Path file = folder.file("talk.jsonl", row + "\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.masked()).containsEntry("phone", 1);
    assertThat(folder.text("cases.yaml")).doesNotContain("138").contains("我电话〔电话1〕");
    Case talk = folder.suite().cases().getFirst();
    assertThat(Folder.score(talk, "好的", "您的电话是〔电话1〕")).isEqualTo(5);
  }

  @Test
  void keepsPersonalDataWhereAsked() throws IOException {
    Path file = folder.file("faq.csv", "question,answer\n我电话13800138000,13800138000\n");
    assertThat(folder.kept(file).masked()).isEmpty();
    assertThat(folder.text("cases.yaml")).contains("13800138000");
    assertThat(folder.text("suite.yaml")).contains("个人信息没有遮盖");
  }

  @Test
  void saysWhichRowsHoldTooMuchOrTooLittle() throws IOException {
    String turns = "\"x\",".repeat(51);
    Path file =
        folder.file(
            "q.jsonl",
            "{\"turns\": ["
                + turns.substring(0, turns.length() - 1)
                + "], \"reference\": \"a\"}\n"
                + "{\"turns\": [\""
                + "长".repeat(20_001)
                + "\"], \"reference\": \"a\"}\n"
                + "{\"turns\": [\"坏\uFFFD\"], \"reference\": \"a\"}\n"
                + "{\"turns\": [\"\"], \"reference\": \"a\"}\n"
                + "{\"turns\": [\"\\ud83d\"], \"reference\": \"a\"}\n"
                + "{\"turns\": [\"好\"], \"reference\": \"a1\"}\n");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.graded()).isEqualTo(1);
    assertThat(summary.firstBad())
        .extracting(bad -> bad.place() + " " + bad.reason().en())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1 ").contains("51 turns"),
            second -> assertThat(second).startsWith("2 ").contains("20001 characters"),
            third -> assertThat(third).startsWith("3 ").contains("could not be decoded"),
            fourth -> assertThat(fourth).startsWith("4 "),
            fifth -> assertThat(fifth).startsWith("5 ").contains("could not be decoded"));
  }

  @Test
  void aBrokenRestDoesNotLoseWhatCameBefore() throws IOException {
    Path file =
        folder.file("list.json", "[{\"query\": \"a1\", \"response\": \"b1\"},\n {\"query\": ");
    ImportSummary summary = folder.imported(file);
    assertThat(summary.graded()).isEqualTo(1);
    assertThat(summary.firstBad())
        .singleElement()
        .extracting(ImportSummary.Bad::place)
        .isEqualTo("2");
  }

  @Test
  void takesDuplicateIdsApart() throws IOException {
    Path file = folder.file("faq.csv", "id,question,answer\na,q1,x1\na,q2,x2\n13800138000,q3,x3\n");
    folder.imported(file);
    assertThat(folder.suite().cases()).extracting(Case::id).containsExactly("a", "a-2", "row-4");
  }

  @Test
  void readsSeparatorsAndQuotes() throws IOException {
    Path file =
        folder.file(
            "faq.csv", "question;answer\n\"一行;\n两行\";\"是\"\"的\"\"\"\n", StandardCharsets.UTF_8);
    folder.imported(file);
    assertThat(folder.suite().cases().getFirst().turns().getFirst().user()).isEqualTo("一行;\n两行");
  }

  @Test
  void namesTheFormatThatTheUserGives() throws IOException {
    Path file = folder.file("x.csv", "question,answer,__expected\na,b1,contains:b\n");
    assertThat(folder.imported(file, Optional.of(Format.TABLE)).recognised()).isFalse();
    assertThat(folder.text("cases.yaml")).contains("mentions");
  }
}
