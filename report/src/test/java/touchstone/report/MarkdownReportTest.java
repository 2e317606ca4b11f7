package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.model.Language;
import touchstone.verdict.Decision;

class MarkdownReportTest {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @ParameterizedTest
  @EnumSource(Decision.class)
  void says_in_either_language_what_the_page_says(Decision decision) {
    ReportInput input = SampleReports.of(decision);
    for (Language language : Language.values()) {
      String report = new MarkdownReport(input, language).text();
      String words = text(PARSER.parse(report));
      assertThat(words).contains(Headline.badge(decision).in(language));
      assertThat(words).contains(input.recommendation().sentence().in(language));
      assertThat(words).contains(input.recommendation().certainty().in(language));
      input
          .recommendation()
          .caveats()
          .forEach(each -> assertThat(words).contains(each.text().in(language)));
      assertThat(all(PARSER.parse(report), TableBlock.class)).hasSize(2);
      assertThat(all(PARSER.parse(report), Heading.class)).hasSizeGreaterThan(14);
    }
    assertThat(new MarkdownReport(input, Language.EN).text())
        .contains("| Semantic understanding |");
  }

  @Test
  void scores_stand_with_their_intervals() {
    assertThat(new MarkdownReport(SampleReports.of(Decision.BETTER), Language.ZH).text())
        .containsPattern("\\| 语义理解 \\| \\d\\.\\d\\d \\(\\d\\.\\d\\d–\\d\\.\\d\\d\\) \\|");
  }

  @Test
  void answers_that_attack_stay_words() {
    Node document =
        PARSER.parse(new MarkdownReport(HostileReports.attacking(), Language.ZH).text());
    Set<String> kinds = kinds(document);
    assertThat(kinds)
        .doesNotContain("HtmlBlock", "HtmlInline", "Link", "Image", "Code", "FencedCodeBlock")
        .doesNotContain("IndentedCodeBlock", "Emphasis", "ThematicBreak", "OrderedList");
    assertThat(all(document, BlockQuote.class)).isNotEmpty();
    assertThat(text(document)).contains("<script>window.broken = 1</script>", "⟨U+202E⟩");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# 标题",
        "1. 第一",
        "2) 第二",
        "- 项",
        "+ 项",
        "* 项",
        "---",
        "===",
        "> 引用",
        "    缩进",
        "```java",
        "~~~",
        "`代码`",
        "**粗** _斜_ ~~删~~",
        "| a | b |",
        "![图](http://x.invalid/a.png)",
        "[点我](javascript:alert(1))",
        "<b>粗</b>",
        "<!-- 藏 -->",
        "&lt;b&gt; &amp; &#60;",
        "\\*转义\\*",
        "$x$",
        "[1]: http://x.invalid",
      })
  void markup_is_shown_letter_by_letter(String attack) {
    List<String> lines = MarkdownText.lines(attack);
    Node document = PARSER.parse(String.join("\\\n", lines));
    assertThat(kinds(document)).isSubsetOf("Document", "Paragraph", "Text");
    assertThat(text(document).replace('\u00A0', ' ')).isEqualTo(attack);
    Node cell = PARSER.parse("| a | b |\n| --- | --- |\n| " + MarkdownText.line(attack) + " | x |");
    assertThat(all(cell, org.commonmark.ext.gfm.tables.TableCell.class)).hasSize(4);
  }

  @Test
  void a_number_stays_as_people_write_it() {
    assertThat(MarkdownText.line("8.5 / 15 (p95)")).isEqualTo("8.5 / 15 (p95)");
  }

  @Test
  void an_address_is_no_link_anywhere() {
    assertThat(MarkdownText.line("见 https://evil.invalid 或 WWW.evil.invalid 或 a@evil.invalid"))
        .doesNotContain("://", "WWW.", "@");
  }

  private static Set<String> kinds(Node node) {
    Set<String> kinds = new java.util.TreeSet<>();
    walk(node).forEach(each -> kinds.add(each.getClass().getSimpleName()));
    return kinds;
  }

  private static <T extends Node> List<T> all(Node node, Class<T> kind) {
    return walk(node).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    all(node, Text.class).forEach(each -> text.append(each.getLiteral()));
    return text.toString();
  }

  private static List<Node> walk(Node node) {
    List<Node> all = new ArrayList<>(List.of(node));
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      all.addAll(walk(child));
    }
    return all;
  }
}
