package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import touchstone.model.Language;
import touchstone.verdict.Decision;

/** The report as a browser shows it; pictures stay in {@code target/screens}. */
class HtmlReportTest {
  private static final Path SCREENS =
      Path.of(System.getProperty("touchstone.root", ".."))
          .resolve("report/target/screens")
          .toAbsolutePath();

  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = new Browser();
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @Test
  void everyVerdictIsQuietAndFitsInBothLanguagesOnScreenAndPhone() {
    for (Decision decision : Decision.values()) {
      Path report = written(decision);
      for (int width : List.of(1280, 390)) {
        try (Browser.Opened opened = browser.open(report, width, true)) {
          Page page = opened.page();
          assertFits(page, width);
          assertThat(page.locator("h1").innerText()).containsPattern("\\p{IsHan}");
          page.locator("#language").click();
          assertFits(page, width);
          assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
          assertThat(page.locator("h1").innerText()).doesNotContainPattern("\\p{IsHan}");
          assertThat(opened.faults()).isEmpty();
        }
      }
    }
  }

  @Test
  void picturesAndPrint() {
    for (Decision decision : Decision.values()) {
      picture(decision, "screen", 1280, false);
    }
    picture(Decision.BETTER, "dark", 1280, true);
    picture(Decision.BETTER, "phone", 390, false);
    try (Browser.Opened opened = browser.openForPicture(written(Decision.BETTER), 1280, false)) {
      byte[] paper =
          opened
              .page()
              .pdf(
                  new Page.PdfOptions()
                      .setPath(SCREENS.resolve("better.pdf"))
                      .setPreferCSSPageSize(true));
      assertThat(paper).startsWith('%', 'P', 'D', 'F').hasSizeGreaterThan(20_000);
    }
  }

  private static void picture(Decision decision, String kind, int width, boolean dark) {
    try (Browser.Opened opened = browser.openForPicture(written(decision), width, dark)) {
      opened
          .page()
          .screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(true)
                  .setPath(SCREENS.resolve(decision.id() + "-" + kind + ".png")));
    }
  }

  private static Path written(Decision decision) {
    Path file = SCREENS.resolve(decision.id() + ".html");
    int candidates = decision == Decision.UNDECIDED ? 3 : 2;
    HtmlReport.write(SampleReports.of(decision, candidates), Language.ZH, file);
    return file;
  }

  private static void assertFits(Page page, int width) {
    Object wide = page.evaluate("document.documentElement.scrollWidth");
    assertThat(wide).isEqualTo(width);
  }
}
