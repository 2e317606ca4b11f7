package touchstone.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Check.KeyPoint;
import touchstone.model.Language;
import touchstone.model.ProblemException;
import touchstone.suite.Review;
import touchstone.suite.ReviewDesk;
import touchstone.suite.SuiteReader;
import touchstone.suite.SuiteReading;

class RuleDraftsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  @TempDir Path folder;

  @Test
  void a_tea_shops_faq_becomes_cases_with_the_points_of_its_answers() throws IOException {
    RuleDrafts drafts = RuleDrafts.of(List.of(Papers.faq(folder)), Vocabulary.of("zh"));
    assertThat(slots(drafts, "下单后多久发货？")).contains("下午4点", "15天");
    assertThat(slots(drafts, "运费怎么算")).contains("59元", "99元", "8元");
    assertThat(slots(drafts, "新疆的运费是多少？")).containsExactly("20元");
    assertThat(points(drafts, "会员打几折？").getFirst().topic()).isEqualTo(List.of(List.of("银卡")));
    assertThat(slots(drafts, "退款多久到账？")).contains("3个工作日");
    assertThat(slots(drafts, "会员打几折？")).contains("95折", "9折");
    assertThat(points(drafts, "茶叶拆开喝了觉得不好喝，能退吗？"))
        .anyMatch(KeyPoint::denied)
        .anyMatch(each -> each.slots().contains("7天"));
    assertThat(points(drafts, "优惠券可以叠加用吗？")).anyMatch(KeyPoint::denied);
    assertThat(points(drafts, "有哪些付款方式？"))
        .anyMatch(each -> each.topic().toString().contains("支付宝"));
    assertThat(drafts.left()).anyMatch(each -> each.reason().zh().contains("关于我们"));
  }

  @Test
  void every_case_keeps_its_source_and_passes_with_the_papers_own_answer() throws IOException {
    RuleDrafts drafts = RuleDrafts.of(List.of(Papers.faq(folder)), Vocabulary.of("zh"));
    List<String> lines = Files.readAllLines(folder.resolve("faq.md"));
    assertThat(drafts.cases()).hasSizeGreaterThan(9);
    for (DraftCase each : drafts.cases()) {
      String system = new Prompts(drafts.vocabulary()).of(drafts.passages().get(each.passage()));
      String answer = each.missing() ? drafts.vocabulary().unsaidAnswer() : each.quote();
      assertThat(Proof.score(each.question(), system, answer, each.points()))
          .as(each.toString())
          .isEqualTo(5);
      assertThat(system.contains(each.quote().lines().findFirst().orElseThrow()))
          .as(each.toString())
          .isEqualTo(!each.missing());
      int line = Integer.parseInt(each.place());
      assertThat(String.join("\n", lines.subList(line - 1, lines.size())))
          .as(each.toString())
          .contains(each.quote().lines().findFirst().orElseThrow());
    }
  }

  @Test
  void a_question_before_the_wrong_passage_wants_to_hear_that_it_is_not_there() throws IOException {
    RuleDrafts drafts = RuleDrafts.of(List.of(Papers.faq(folder)), Vocabulary.of("zh"));
    List<DraftCase> missing = drafts.cases().stream().filter(DraftCase::missing).toList();
    assertThat(missing).isNotEmpty();
    for (DraftCase each : missing) {
      String system = new Prompts(drafts.vocabulary()).of(drafts.passages().get(each.passage()));
      assertThat(Proof.score(each.question(), system, each.quote(), each.points()))
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void what_is_written_waits_for_a_person_and_then_runs() throws IOException {
    Papers.faq(folder);
    Drafting drafting = Drafting.of(List.of(folder.resolve("faq.md")), Optional.empty());
    Path suite = folder.resolve("tea");
    drafting.write(suite, TODAY);
    SuiteReading reading = SuiteReader.survey(suite);
    assertThat(reading.badCases()).isEmpty();
    assertThat(reading.suite().cases()).isEmpty();
    assertThat(reading.drafts()).hasSize(drafting.cases());
    assertThatThrownBy(() -> SuiteReader.read(suite))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).contains("none accepted", "suite review"));
    ReviewDesk desk = new ReviewDesk(suite);
    desk.decide("faq-1", Review.ACCEPTED);
    desk.decide("faq-2", Review.DROPPED);
    desk.ask("faq-1", "今天拍\"现货\"几时发");
    Case only = SuiteReader.read(suite).suite().cases().getFirst();
    assertThat(only.turns().getFirst().user()).isEqualTo("今天拍\"现货\"几时发");
    assertThat(only.system().orElse("")).contains("【资料】", "下午4点");
    assertThat(only.turns().getFirst().checks()).anyMatch(Check.NoInvention.class::isInstance);
    assertThat(SuiteReader.survey(suite).dropped()).isEqualTo(1);
    assertThatThrownBy(() -> drafting.write(suite, TODAY))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).contains("not overwritten"));
  }

  @Test
  void an_english_faq_is_drafted_in_english() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("faq.txt"),
            """
            Returns

            Q: How long do I have to return an item?
            A: You have 30 days from delivery. Items must be unworn with the tags on.

            Q: Can I return sale items?
            A: No, sale items cannot be returned.

            Q: Do you ship to Canada?
            A: Yes, we ship to Canada. Delivery takes 5 to 8 business days and costs $12.
            """);
    Drafting drafting = Drafting.of(List.of(file), Optional.empty());
    Path suite = folder.resolve("english");
    drafting.write(suite, TODAY);
    SuiteReading reading = SuiteReader.survey(suite);
    assertThat(reading.badCases()).isEmpty();
    assertThat(reading.suite().language()).isEqualTo("en");
    assertThat(reading.drafts()).hasSize(3);
    assertThat(Files.readString(suite.resolve("drafts.yaml")))
        .contains("slots: [\"30 days\"]", "denied: true", "$12");
  }

  @Test
  void papers_without_words_or_questions_are_told() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.md"), "\n\n");
    assertThatThrownBy(() -> Drafting.of(List.of(empty), Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.ZH)).contains("没有读到文字"));
    Path prose = Files.writeString(folder.resolve("prose.md"), "我们是一家老店，用心做茶。");
    Drafting drafting = Drafting.of(List.of(prose), Optional.empty());
    assertThat(drafting.cases()).isZero();
    assertThat(drafting.left().getFirst().reason().zh()).contains("--with");
  }

  private static List<KeyPoint> points(RuleDrafts drafts, String question) {
    return drafts.cases().stream()
        .filter(each -> each.question().equals(question) && !each.missing())
        .findFirst()
        .orElseThrow()
        .points();
  }

  private static List<String> slots(RuleDrafts drafts, String question) {
    return points(drafts, question).stream().flatMap(each -> each.slots().stream()).toList();
  }
}
