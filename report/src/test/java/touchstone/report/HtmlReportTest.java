package touchstone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
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
      try (Browser.Opened opened = browser.open(report, 390, true)) {
        Page page = opened.page();
        assertFits(page, 390);
        assertThat(page.locator("h1").innerText()).containsPattern("\\p{IsHan}");
        page.locator("#language").click();
        assertFits(page, 390);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        assertThat(page.locator("h1").innerText()).doesNotContainPattern("\\p{IsHan}");
        page.setViewportSize(1280, 900);
        assertFits(page, 1280);
        assertThat(page.locator("table.drops").allInnerTexts())
            .allSatisfy(each -> assertThat(each).doesNotContainPattern("\\p{IsHan}"));
        page.locator("#language").click();
        assertFits(page, 1280);
        assertThat(opened.faults()).isEmpty();
      }
    }
  }

  @Test
  void picturesAndPaper() {
    try (Browser.Opened opened = browser.openForPicture(written(Decision.BETTER))) {
      Page page = opened.page();
      picture(page, "better-screen");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      picture(page, "better-dark");
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      page.setViewportSize(390, 900);
      picture(page, "better-phone");
      byte[] paper =
          page.pdf(
              new Page.PdfOptions()
                  .setPath(SCREENS.resolve("better.pdf"))
                  .setPreferCSSPageSize(true));
      assertThat(paper).startsWith('%', 'P', 'D', 'F').hasSizeGreaterThan(20_000);
    }
    for (Decision decision : List.of(Decision.NONE_GOOD_ENOUGH, Decision.UNDECIDED)) {
      try (Browser.Opened opened = browser.openForPicture(written(decision))) {
        opened.page().locator("#language").click();
        picture(opened.page(), decision.id() + "-english");
      }
    }
  }

  @Test
  void hostileAnswersStayText() {
    Path file = SCREENS.resolve("hostile.html");
    HtmlReport.write(HostileReports.attacking(), Language.ZH, file);
    try (Browser.Opened opened = browser.open(file, 390, true)) {
      Page page = opened.page();
      page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertFits(page, 390);
      assertThat(page.evaluate("window.broken")).isNull();
      assertThat(page.locator("#cases img, #cases script, #cases iframe, #cases meta").count())
          .isZero();
      assertThat(page.locator("#cases").innerText())
          .contains("<script>window.broken = 1</script>", "⟨U+202E⟩", "⟨U+200B⟩", "⟨U+0000⟩");
      assertThat(opened.faults()).isEmpty();
    }
    assertThat(file.toFile().length()).isLessThan(2_000_000);
  }

  @Test
  void filtersNarrowTheCases() {
    try (Browser.Opened opened = browser.open(written(Decision.BETTER), 1280, true)) {
      Page page = opened.page();
      assertThat(page.locator("#found").innerText()).contains("12 / 12");
      page.locator("#by-dimension").selectOption("memory");
      assertThat(page.locator(".case:visible").count()).isEqualTo(3);
      page.locator("#only-differing").check();
      assertThat(page.locator(".case:visible").count())
          .isEqualTo(3 - page.locator(".case[data-dimension=memory]:not([data-flags*=d])").count());
      page.locator("#by-words").fill("没有这样的题");
      assertThat(page.locator(".case:visible").count()).isZero();
    }
  }

  @Test
  void withoutScriptEverythingIsThereToRead() {
    try (Browser.Opened opened = browser.open(written(Decision.BETTER), 1280, false)) {
      Page page = opened.page();
      assertThat(page.locator("h1").innerText()).contains("Qwen3-0.6B");
      assertThat(page.locator(".case:visible").count()).isEqualTo(12);
      assertThat(page.locator("#tools:visible, #filters:visible").count()).isZero();
    }
  }

  @Test
  void manyCasesArePackedAndFoundAgain() {
    Path file = SCREENS.resolve("many.html");
    HtmlReport.write(HostileReports.many(100), Language.EN, file);
    try (Browser.Opened opened = browser.open(file, 1280, true)) {
      Page page = opened.page();
      page.locator("#unpacked .case").first().waitFor();
      assertThat(page.locator("#found").innerText()).isEqualTo("1200 of 1200 cases");
      page.locator("#by-words").fill("order-recalled-97");
      page.waitForCondition(() -> page.locator(".case:visible").count() == 1);
      page.locator("#unpacked .case summary").first().click();
      assertThat(page.locator("#unpacked .said").last().innerText()).isEqualTo("(no answer)");
      assertThat(opened.faults()).isEmpty();
    }
  }

  private static void picture(Page page, String name) {
    Path file = SCREENS.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    assertThat(file.toFile()).isFile();
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
