package touchstone.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import touchstone.model.Case;
import touchstone.model.Language;
import touchstone.model.ProblemException;

class ReviewDeskTest {
  private static final String CASES =
      """
      dimension: semantics
      cases:
        # 第一条
        - id: a
          status: draft
          user: "几天能退"
          source: {file: "faq.md", place: "3", quote: "7天内"}
          checks:
            - {key: 七天, slots: [7天]}
            - {key: 退, topic: [[退]]}

        - id: b
          user: 已经写好的
          checks: [no-refusal]
        - id: c
          user: 有票吗
          checks:
            - {key: 票, topic: [[票]]}
          status: draft   # 还没看
      """;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("suite.yaml"), "name: s\ncases: [cases.yaml]\n");
    file = Files.writeString(folder.resolve("cases.yaml"), CASES);
  }

  @Test
  void drafts_stay_out_until_they_are_accepted() {
    assertThat(SuiteReader.read(folder).suite().cases()).extracting(Case::id).containsExactly("b");
    assertThat(SuiteReader.read(folder).drafts()).extracting(Case::id).containsExactly("a", "c");
    ReviewDesk desk = new ReviewDesk(folder);
    assertThat(desk.all()).extracting(Drafted::id).containsExactly("a", "c");
    Drafted first = desk.all().getFirst();
    assertThat(first.question()).isEqualTo("几天能退");
    assertThat(first.points()).containsExactly("key: 七天; slots: 7天", "key: 退; topic: 退");
    assertThat(first.source()).contains(new CaseSource("faq.md", "3", "7天内"));
    desk.decide("a", Review.ACCEPTED);
    desk.decide("c", Review.DROPPED);
    SuiteReading reading = SuiteReader.read(folder);
    assertThat(reading.suite().cases()).extracting(Case::id).containsExactly("a", "b");
    assertThat(reading.dropped()).isEqualTo(1);
  }

  @Test
  void a_change_touches_its_own_lines_only() throws IOException {
    ReviewDesk desk = new ReviewDesk(folder);
    desk.ask("a", "过了\"一周\"还能退不");
    desk.leaveOut("a", Set.of(1));
    assertThat(Files.readString(file))
        .isEqualTo(
            CASES
                .replace("\"几天能退\"", "\"过了\\\"一周\\\"还能退不\"")
                .replace("      - {key: 七天, slots: [7天]}\n", ""));
  }

  @Test
  void a_case_can_be_written_anew() {
    ReviewDesk desk = new ReviewDesk(folder);
    String text = desk.find("a").orElseThrow().text();
    assertThat(text).startsWith("- id: a\n  status: draft\n");
    desk.rewrite("a", text.replace("几天能退", "多久能退").replace("draft", "accepted"));
    assertThat(SuiteReader.read(folder).suite().cases().getFirst().turns().getFirst().user())
        .isEqualTo("多久能退");
  }

  @Test
  void a_change_that_breaks_the_suite_is_refused_and_nothing_is_written() throws IOException {
    ReviewDesk desk = new ReviewDesk(folder);
    assertThatThrownBy(() -> desk.rewrite("a", "- id: a\n  user: x\n  checks: [no-refuse]\n"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().in(Language.EN))
                    .contains("cases.yaml:6:", "'no-refuse' is unknown", folder.toString()));
    assertThatThrownBy(() -> desk.rewrite("a", "- id: b\n  user: x\n  checks: [no-refusal]\n"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).contains("is taken"));
    assertThatThrownBy(() -> desk.rewrite("a", "- id: [")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> desk.leaveOut("a", Set.of(1, 2)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().in(Language.ZH)).contains("要点全删了"));
    assertThatThrownBy(() -> desk.decide("z", Review.ACCEPTED))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).contains("no case 'z'"));
    assertThat(Files.readString(file)).isEqualTo(CASES);
  }

  @Test
  void a_draft_in_one_line_is_left_to_the_person() throws IOException {
    Path head =
        Files.writeString(
            folder.resolve("one.yaml"),
            "name: s\ncases:\n  - {id: a, dimension: semantics, status: draft, user: x, checks:"
                + " [no-refusal]}\n");
    assertThat(SuiteReader.survey(head).drafts()).hasSize(1);
    assertThatThrownBy(() -> new ReviewDesk(head).all())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().in(Language.EN)).contains("one.yaml:3:", "in one line"));
  }

  @Test
  void a_wrong_status_makes_a_bad_case() throws IOException {
    Files.writeString(file, CASES.replace("status: draft\n", "status: drfat\n"));
    SuiteReading reading = SuiteReader.read(folder);
    assertThat(reading.badCases().getFirst().in(Language.EN))
        .contains("'drfat' is unknown", "draft");
  }
}
