package touchstone.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
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
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("2 个候选");
      assertThat(page.getByTestId("probed")).containsText("✓ 好店员 能回答");
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
      Download kept = page.waitForDownload(() -> button("Markdown").click());
      assertThat(kept.suggestedFilename()).endsWith(".md");
      go("reports");
      page.getByLabel("删除 客服机器人选型").click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("30 天内可以恢复");
      assertThat(page.locator("main .card")).hasCount(0);
      button("撤销").click();
      assertThat(page.locator("main .card")).hasCount(1);
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

  @Test
  void questions_of_ones_own_become_a_suite_that_is_chosen() {
    page.navigate(server.url().toString());
    page.waitForURL(address -> !address.contains("token"));
    page.getByText("用自己的题").click();
    String rows = "问题,答案\n几天能退,7天\n,59元\n能改地址吗,可以\n";
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload("我店FAQ.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
    assertThat(page.getByTestId("counts")).containsText("共 3 行：2 题能评分，1 行有问题");
    assertThat(page.getByTestId("bad")).containsText("第 3 行");
    picture("own");
    page.getByLabel("第 3 行： 问题").fill("多少钱包邮");
    button("改好了，再看一遍").click();
    assertThat(page.getByTestId("counts")).containsText("共 3 行：3 题能评分。");
    assertThat(page.getByTestId("bad")).hasCount(0);
    page.getByText("看看前 3 题").click();
    assertThat(page.getByTestId("own")).containsText("要答到：59元");
    button("存成测试集").click();
    Locator chosen = page.locator(".suite:has-text('我店FAQ') input");
    assertThat(chosen).isChecked();
    assertThat(page.getByTestId("yaml")).containsText("suites/我店FAQ");
    typed();
    page.setViewportSize(PHONE, 780);
    Object width = page.evaluate("() => document.documentElement.scrollWidth");
    assertThat(((Number) width).intValue()).isLessThanOrEqualTo(PHONE);
    picture("own-phone");
    button("删除 我店FAQ").click();
    button("确定删除 我店FAQ").click();
    assertThat(page.getByTestId("yaml")).not().containsText("我店FAQ");
    assertThat(faults).isEmpty();
  }

  private void typed() {
    page.getByLabel("顾客怎么问 1").fill("有没有\"大号\", 红色的？");
    page.getByLabel("答案里要有什么 1").fill("大号");
    assertThat(page.getByLabel("顾客怎么问 2")).isVisible();
    button("用这些题").click();
    assertThat(page.getByTestId("counts")).containsText("共 1 行：1 题能评分。");
    page.getByText("看看前 1 题").click();
    assertThat(page.getByTestId("own")).containsText("有没有\"大号\", 红色的？");
  }

  @Test
  void an_address_that_comes_later_is_given_on_the_page() throws Exception {
    try (FakeEndpoint good = FakeEndpoint.start(_ -> ChatAnswer.of("您好，7天内", "可以退货。").script())) {
      Visitor visitor = new Visitor(server.url());
      String yaml =
          "name: 等机器\nsuites: tiny-zh\ncandidates:\n  - endpoint: {url: '"
              + good.url()
              + "', model: fake}\n  - endpoint: {url: later, model: fake}\n    label: 后到的\n";
      String id = visitor.postYaml("/api/runs", yaml).json().path("id").stringValue();
      page.navigate(server.url().toString());
      page.waitForURL(address -> !address.contains("token"));
      go("live/" + id);
      assertThat(page.getByTestId("state"))
          .hasText("等接口地址", new HasTextOptions().setTimeout(120_000));
      picture("waiting");
      page.getByLabel("后到的 的接口地址").fill("not an address");
      button("▶ 接着跑").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("填的不是接口地址");
      page.getByLabel("后到的 的接口地址").fill(good.url().toString());
      button("▶ 接着跑").click();
      assertThat(page.getByTestId("state"))
          .hasText("已完成", new HasTextOptions().setTimeout(120_000));
      assertThat(faults).singleElement().asString().contains("422");
    }
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
