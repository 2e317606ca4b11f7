package touchstone.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;
import touchstone.model.Language;
import touchstone.model.Sha256;
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
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (BufferedWriter writer = Files.newBufferedWriter(beside)) {
        write(input, language, writer);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    String style = resource("report.css");
    String script = resource("report.js");
    markup.ready("<!doctype html>\n");
    markup.open("html", "lang", language == Language.ZH ? "zh-CN" : "en");
    head(style, script);
    markup.open("body");
    top();
    markup.open("main", "id", "main");
    new Headline(page).write();
    contents();
    new Scores(page).write();
    new Differences(page).write();
    new RecallCurve(page, transcripts).write();
    new RobustnessDrop(page, transcripts).write();
    new Speed(page).write();
    About about = new About(page);
    about.cost();
    new TranscriptSection(page, transcripts).write(out);
    about.details();
    markup.close();
    foot();
    markup.open("script").ready(script).close(3).ready("\n");
    out.accept(markup.take());
  }

  private void head(String style, String script) {
    markup.open("head").leaf("meta", "charset", "utf-8");
    markup.leaf(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
            .formatted(sha256(script), sha256(style)));
    markup.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    markup.leaf("meta", "name", "referrer", "content", "no-referrer");
    markup.leaf("meta", "name", "color-scheme", "content", "light dark");
    markup.leaf("meta", "name", "generator", "content", "Touchstone");
    markup.open("title").text(page.input().run().name() + " · 试金石 Touchstone").close();
    markup.open("style").ready(style).close(2);
  }

  private void top() {
    markup.open("a", "class", "skip", "href", "#main").text(new Text("跳到正文", "Skip to content"));
    markup.close().open("header", "class", "top").open("p", "class", "brand");
    markup.ready(resource("stone.svg"));
    markup.open("span").text(new Text("试金石", "Touchstone")).close(2);
    markup.open("p", "class", "run").open("bdi").text(page.input().run().name()).close();
    markup.element("span", "small", page.input().run().started().replaceFirst("T.*", "")).close();
    markup.open("p", "class", "tools", "id", "tools", "hidden", "");
    markup.open("button", "type", "button", "id", "language", "lang", "en").text("English").close();
    markup.open("button", "type", "button", "id", "print").text(new Text("打印", "Print")).close(3);
  }

  private void contents() {
    markup.open("nav", "class", "contents", "aria-label", "目录 / Contents");
    link("dimensions", new Text("各维度得分", "Scores"));
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

  private static String resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String content) {
    byte[] digest = Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
