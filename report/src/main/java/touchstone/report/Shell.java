package touchstone.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Objects;
import touchstone.model.Language;
import touchstone.model.Sha256;
import touchstone.model.Text;

/**
 * What every page has round its content: the head with a policy that lets nothing in from outside,
 * the top with name, language and print, and the script at the end.
 */
final class Shell {
  private final Markup markup;
  private final String script;

  /** What writes a page. */
  interface Body {
    void write(BufferedWriter writer) throws IOException;
  }

  /**
   * @param script name of the page's own script
   */
  Shell(Markup markup, String script) {
    this.markup = markup;
    this.script = resource(script);
  }

  /** Opens page, body and main. */
  void open(Language language, String title, String detail) {
    markup.ready("<!doctype html>\n");
    markup.open("html", "lang", language == Language.ZH ? "zh-CN" : "en");
    head(title);
    markup.open("body");
    top(title, detail);
    markup.open("main", "id", "main");
  }

  /** Closes what is left open after the foot. */
  void close() {
    markup.open("script").ready(script).close(3).ready("\n");
  }

  private void head(String title) {
    String style = resource("report.css");
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
    markup.open("title").text(title + " · 试金石 Touchstone").close();
    markup.open("style").ready(style).close(2);
  }

  private void top(String title, String detail) {
    markup.open("a", "class", "skip", "href", "#main").text(new Text("跳到正文", "Skip to content"));
    markup.close().open("header", "class", "top").open("p", "class", "brand");
    markup.ready(resource("stone.svg"));
    markup.open("span").text(new Text("试金石", "Touchstone")).close(2);
    markup.open("p", "class", "run").open("bdi").text(title).close();
    markup.element("span", "small", detail).close();
    markup.open("p", "class", "tools", "id", "tools", "hidden", "");
    markup.open("button", "type", "button", "id", "language", "lang", "en").text("English").close();
    markup.open("button", "type", "button", "id", "print").text(new Text("打印", "Print")).close(3);
  }

  /** Writes a page whole or not at all. */
  static void write(Path file, Body body) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (BufferedWriter writer = Files.newBufferedWriter(beside)) {
        body.write(writer);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Objects.requireNonNull(Shell.class.getResourceAsStream(name), name)) {
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
