package touchstone.report;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.model.Language;
import touchstone.model.Text;

/** The page of a load measurement: one file in both languages that asks nothing of a network. */
public final class LoadPage {
  private static final List<String> METRICS = List.of("TTFT", "TPOT", "E2E");

  private final LoadInput input;
  private final Markup markup = new Markup();
  private final LoadCharts charts;

  private LoadPage(LoadInput input) {
    this.input = input;
    this.charts = new LoadCharts(markup, input.levels());
  }

  /**
   * Writes the page whole or not at all; it opens in the given language.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(LoadInput input, Language language, Path file) {
    String page = new LoadPage(input).page(language);
    Shell.write(file, writer -> writer.write(page));
  }

  private String page(Language language) {
    Shell shell = new Shell(markup, "page.js");
    shell.open(language, input.subject(), input.when());
    markup.open("h1").text(new Text("加压测试", "Load test")).close();
    notes();
    table();
    objectives();
    latencies();
    time();
    markup.close();
    markup
        .open("footer")
        .open("p")
        .text(
            new Text(
                "由试金石生成。横轴、分位和区间的算法见 docs/measurement.md。",
                "Made by Touchstone. docs/measurement.md says how percentiles and intervals are"
                    + " computed."));
    markup.close(2);
    shell.close();
    return markup.take();
  }

  private void notes() {
    if (input.notes().isEmpty()) {
      return;
    }
    markup
        .open("div", "class", "card notes")
        .open("h2")
        .text(new Text("先看这里", "Before you believe it"));
    markup.close().open("ul");
    input.notes().forEach(note -> markup.open("li").text(note).close());
    markup.close(2);
  }

  private void table() {
    section("levels", new Text("每一档", "Each level"));
    markup.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "延迟 / Latency");
    markup
        .open("table", "class", "numbers")
        .open("caption")
        .text(
            new Text(
                "延迟单位为毫秒，括号里是 95% 区间。“–”表示请求数不够，算不出这个分位。失败的请求算作比谁都慢。",
                "Latencies in milliseconds, with their 95 % interval. “–”: not enough requests for"
                    + " this quantile. A failed request counts as slower than all others."));
    markup.close().open("thead").open("tr");
    header("", new Text("压力", "Load"));
    header("n", new Text("请求", "Requests"));
    header("n", new Text("失败", "Failed"));
    header("n", new Text("请求/秒", "Req/s"));
    header("n", new Text("token/秒", "Tokens/s"));
    for (String metric : METRICS) {
      header("n first", Text.same(metric + " p50"));
      header("n", Text.same("p95"));
      header("n", Text.same("p99"));
    }
    markup.close(2).open("tbody");
    for (int i = 0; i < input.levels().size(); i++) {
      row(i, input.levels().get(i));
    }
    markup.close(4);
  }

  private void row(int place, LoadInput.Level level) {
    markup.open("tr").open("th", "scope", "row").open("span", "class", "name");
    Plot.legend(markup, place);
    markup.text(level.label()).close();
    if (level.clientLimited()) {
      markup.element("span", "tag bad", new Text("测试机自己是瓶颈，不作数", "limited by the client: invalid"));
    }
    markup.close();
    markup.element("td", "n", String.valueOf(level.requests()));
    markup.element("td", "n", String.valueOf(level.failed()));
    markup.element("td", "n", rate(level.requestsPerSecond()));
    markup.element("td", "n", rate(level.outputTokensPerSecond()));
    for (String metric : METRICS) {
      level.latency(metric).ifPresentOrElse(this::quantiles, this::dashes);
    }
    markup.close();
  }

  private void quantiles(LoadInput.Latency read) {
    for (LoadInput.Quantile each : List.of(read.p50(), read.p95(), read.p99())) {
      markup.open("td", "class", "n").text(Figures.millis(each.value()));
      if (each.low().isPresent() && each.high().isPresent()) {
        markup.leaf("br");
        markup.element(
            "span",
            "small",
            "(" + Figures.millis(each.low()) + "–" + Figures.millis(each.high()) + ")");
      }
      markup.close();
    }
  }

  private void dashes() {
    for (int i = 0; i < 3; i++) {
      markup.element("td", "n", "–");
    }
  }

  private void objectives() {
    if (input.levels().stream().allMatch(level -> level.kept().isEmpty())) {
      return;
    }
    section("objectives", new Text("守没守住目标", "Objectives"));
    markup.element(
        "p",
        "lead",
        new Text(
            "横条是守住的请求占比，细线是 95% 区间，红色虚线是目标要求的占比。",
            "The bar is the share of requests that keep the limit, the thin line its 95 % interval,"
                + " the dashed red line the share that must."));
    charts.objectives();
    markup.close();
  }

  private void latencies() {
    section("latency", new Text("延迟与吞吐", "Latency and throughput"));
    markup.element(
        "p",
        "lead",
        new Text(
            "横条从 p50 画到 p95，细线到 p99，下方短线是 p95 的 95% 区间，右侧数字为 p95（毫秒）。",
            "The bar runs from p50 to p95, the thin line to p99, the short line below is the 95 %"
                + " interval of p95, the number on the right is p95 (ms)."));
    markup.open("div", "class", "two");
    charts.percentiles("TTFT", new Text("首字延迟 TTFT", "TTFT"));
    charts.percentiles("TPOT", new Text("每 token 时间 TPOT", "TPOT"));
    charts.percentiles("E2E", new Text("总延迟 E2E", "E2E latency"));
    markup.close();
    charts.throughput();
    markup.close();
  }

  private void time() {
    section("time", new Text("随时间的变化", "Over time"));
    for (int i = 0; i < input.levels().size(); i++) {
      charts.overTime(i);
      charts.gaps(i);
    }
    markup.close();
  }

  private void section(String id, Text heading) {
    markup.open("section", "id", id, "aria-labelledby", id + "-h");
    markup.open("h2", "id", id + "-h").text(heading).close();
  }

  private void header(String styleClass, Text words) {
    markup.open("th", "scope", "col", "class", styleClass).text(words).close();
  }

  private static String rate(OptionalDouble value) {
    return value.isPresent() ? Figures.rate(value.getAsDouble()) : "–";
  }
}
