package touchstone.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import touchstone.testing.ChatAnswer;
import touchstone.testing.Chromium;
import touchstone.testing.FakeEndpoint;

/**
 * The page in a real Chromium (the one that the report's tests unpack): a run from the first click
 * to its report, in both languages and at a phone's width. Pictures are left in {@code
 * target/page}.
 */
@Timeout(180)
class PageTest {
  private static final Path PICTURES = TestPlace.ROOT.resolve("server/target/page");
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
  private static final int PHONE = 360;

  @TempDir Path folder;
  private final List<String> faults = new ArrayList<>();
  private Server server;
  private Playwright playwright;
  private BrowserContext context;
  private Page page;

  @BeforeEach
  void open() {
    server = Server.start(0, folder.resolve("token"), new TestPlace(folder));
    playwright = Playwright.create();
    context =
        Chromium.start(playwright)
            .newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
    page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        faults.add(message.text());
      }
    });
    page.onPageError(faults::add);
    page.onRequest(request -> {
      if (!request.url().startsWith("http://127.0.0.1:" + server.port())
          && !request.url().startsWith("data:")) {
        faults.add("asked for " + request.url());
      }
    });
  }

  @AfterEach
  void close() {
    playwright.close();
    server.close();
  }

  @Test
  void a_run_from_the_first_click_to_its_report() {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> ChatAnswer.of("您好，7天内", "可以退货。").script());
        FakeEndpoint poor = FakeEndpoint.start(_ -> ChatAnswer.of("今天天气不错").script())) {
      page.navigate(server.url().toString());
      page.waitForURL(address -> !address.contains("token"));
      assertThat(page.locator("h1")).hasText("给客服机器人选个模型");
      choose(good, poor);
      button("检查").click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("2 个候选");
      picture("start");
      button("开始比较").click();
      page.waitForURL(address -> address.contains("#/live/"));
      assertThat(page.getByTestId("state"))
          .hasText("已完成", new HasTextOptions().setTimeout(120_000));
      assertThat(page.locator("progress")).not().hasCount(0);
      page.reload();
      assertThat(page.getByTestId("state")).hasText("已完成");
      assertThat(page.locator("table tbody tr")).hasCount(2);
      assertThat(page.locator("table thead")).containsText("语义理解");
      picture("live");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("看报告")).click();
      assertThat(page.frameLocator("iframe").locator("h1").first()).isVisible();
      picture("report");
      inEnglish();
      onAPhone();
      assertThat(faults).isEmpty();
    }
  }

  private void choose(FakeEndpoint good, FakeEndpoint poor) {
    page.getByText("已有的接口").click();
    add(good, "好店员");
    add(poor, "闲聊的");
    page.getByLabel("中文网店客服").uncheck();
    page.getByLabel("极小测试集").check();
    Locator yaml = page.getByTestId("yaml");
    assertThat(yaml).containsText("url: \"" + good.url() + "\"");
    assertThat(yaml).containsText("suites: [tiny-zh]");
  }

  private void add(FakeEndpoint endpoint, String label) {
    page.getByLabel("地址").fill(endpoint.url().toString());
    page.getByLabel("模型名").fill("fake");
    page.getByLabel("显示成什么").fill(label);
    button("加入这个接口").click();
  }

  private void inEnglish() {
    button("English").click();
    for (String each : List.of("start", "reports")) {
      go(each);
      assertThat(page.locator("html")).hasAttribute("lang", "en");
      assertThat(page.locator("nav").innerText()).doesNotContainPattern(CHINESE);
      assertThat(page.locator("h1").innerText()).doesNotContainPattern(CHINESE);
      picture(each + "-en");
    }
    button("中文").click();
  }

  /** Nothing is cut off or has to be pushed sideways on a narrow screen. */
  private void onAPhone() {
    page.setViewportSize(PHONE, 780);
    for (String each : List.of("start", "live", "reports")) {
      go(each);
      Object width = page.evaluate("() => document.documentElement.scrollWidth");
      assertThat(((Number) width).intValue()).as(each).isLessThanOrEqualTo(PHONE);
      picture(each + "-phone");
    }
  }

  private void go(String name) {
    page.navigate("http://127.0.0.1:" + server.port() + "/#/" + name);
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.locator("main .card").first()).isVisible();
  }

  @Test
  void a_fault_is_told_with_its_place_and_the_keyboard_reaches_everything() {
    page.navigate(server.url().toString());
    page.waitForURL(address -> !address.contains("token"));
    assertThat(page.locator("h1")).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.locator(":focus")).hasText("跳到正文");
    page.keyboard().press("Enter");
    assertThat(page.locator("main:focus")).hasCount(1);
    button("检查").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("第 2 行第 13 列");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 到 26 个候选");
    button("English").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("line 2, column 13");
    // a refused request is a line on the console, and the only one
    assertThat(faults).singleElement().asString().contains("422");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }
}
