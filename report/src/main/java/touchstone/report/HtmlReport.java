package touchstone.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.function.Consumer;
import touchstone.model.Language;
import touchstone.model.Text;

/**
 * report.html: one file in both languages that asks nothing of a network. Script only adds to it:
 * the language switch, the filters, and transcripts that were packed.
 */
public final class HtmlReport {
  private final Page page;
  private final Markup markup;
  private final Language language;

  private HtmlReport(ReportInput input, Language language) {
    this.page = Page.of(input);
    this.markup = page.markup();
    this.language = language;
  }

  /** Writes the report whole or not at all; it opens in the given language. */
  public static void write(ReportInput input, Language language, Path file) {
    Shell.write(file, writer -> write(input, language, writer));
  }

  /** Writes the report to a writer, some transcripts at a time. */
  public static void write(ReportInput input, Language language, Writer writer) {
    new HtmlReport(input, language)
        .write(part -> {
          try {
            writer.write(part);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void write(Consumer<String> out) {
    Transcripts transcripts = new Transcripts(page.input());
    Shell shell = new Shell(markup, "report.js");
    String day = page.input().run().started().replaceFirst("T.*", "");
    shell.open(language, page.input().run().name(), day);
    new Headline(page).write();
    contents();
    new Scores(page).write();
    new Differences(page).write();
    new RecallCurve(page, transcripts).write();
    new RobustnessDrop(page, transcripts).write();
    new JudgeSection(page).write();
    new PeopleSection(page).write();
    new Speed(page).write();
    About about = new About(page);
    about.cost();
    new TranscriptSection(page, transcripts).write(out);
    about.details();
    markup.close();
    foot();
    shell.close();
    out.accept(markup.take());
  }

  private void contents() {
    markup.open("nav", "class", "contents", "aria-label", "目录 / Contents");
    link("dimensions", new Text("各维度得分", "Scores"));
    if (page.input().judging().isPresent()) {
      link("judge", new Text("裁判", "Judge"));
    }
    if (page.input().people().isPresent()) {
      link("people", new Text("人的投票", "People"));
    }
    link("speed", new Text("速度", "Speed"));
    link("cost", new Text("费用", "Cost"));
    link("transcripts", new Text("逐题对照", "Transcripts"));
    link("about", new Text("这次运行", "About"));
    markup.close();
  }

  private void link(String id, Text words) {
    markup.open("a", "href", "#" + id).text(words).close();
  }

  private void foot() {
    markup.open("footer").open("p");
    markup.text(
        new Text(
            "由试金石生成。样本、评分与本报告同在运行目录，可用 touchstone grade 和 touchstone report 重新算出。",
            "Made by Touchstone. Samples and grades lie beside this report; touchstone grade and"
                + " touchstone report compute it again."));
    markup.close().element("p", "small", page.input().run().id()).close();
  }
}
