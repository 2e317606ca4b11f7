package touchstone.report;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import touchstone.testing.Chromium;

/** The tests' Chromium with a report in it, and a Chinese font for pictures. */
final class Browser implements AutoCloseable {
  private static final Path ROOM =
      Path.of(System.getProperty("touchstone.root", "..")).resolve("report").toAbsolutePath();
  private static final Path FONT =
      ROOM.resolve("browser/node_modules/@fontsource-variable/noto-sans-sc");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  Browser() {
    playwright = Playwright.create();
    browser = Chromium.start(playwright);
  }

  /** A page as a reader has it, with the words that its console shows as errors. */
  record Opened(Page page, List<String> faults) implements AutoCloseable {
    @Override
    public void close() {
      page.context().close();
    }
  }

  /** Opens a report as it is, at a width. */
  Opened open(Path report, int width, boolean script) {
    return open(
        report,
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setJavaScriptEnabled(script));
  }

  /** Opens a report with the Chinese font, which its security policy would refuse, for pictures. */
  Opened openForPicture(Path report) {
    Opened opened =
        open(
            report,
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setBypassCSP(true));
    opened.page().route("http://font.test/**", Browser::font);
    opened.page().addStyleTag(new Page.AddStyleTagOptions().setContent(fontFaces()));
    opened.page().evaluate("() => document.fonts.ready.then(() => true)");
    return opened;
  }

  private Opened open(Path report, com.microsoft.playwright.Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Page page = context.newPage();
    List<String> faults = new ArrayList<>();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        faults.add(message.text());
      }
    });
    page.onPageError(faults::add);
    page.onRequest(request -> {
      if (!request.url().startsWith("file:") && !request.url().startsWith("http://font.test/")) {
        faults.add("asked for " + request.url());
      }
    });
    page.navigate(report.toUri().toString());
    return new Opened(page, faults);
  }

  private static String fontFaces() {
    try {
      return Files.readString(FONT.resolve("index.css"))
          .replace("Noto Sans SC Variable", "Noto Sans CJK SC")
          .replace("./files/", "http://font.test/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void font(Route route) {
    String url = route.request().url();
    try {
      route.fulfill(
          new Route.FulfillOptions()
              .setHeaders(Map.of("Access-Control-Allow-Origin", "*", "Content-Type", "font/woff2"))
              .setBodyBytes(
                  Files.readAllBytes(
                      FONT.resolve("files").resolve(url.substring(url.lastIndexOf('/') + 1)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    playwright.close();
  }
}
