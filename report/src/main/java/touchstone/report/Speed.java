package touchstone.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import touchstone.model.Slo;
import touchstone.model.Text;

/** Latency percentiles and throughput of every candidate at every concurrency. */
final class Speed {
  private static final int ROW = 26;

  private final Page page;
  private final Markup markup;
  private final List<ReportInput.Latency> rows;

  Speed(Page page) {
    this.page = page;
    this.markup = page.markup();
    this.rows = page.input().latencies();
  }

  void write() {
    if (rows.isEmpty()) {
      return;
    }
    page.section("speed", new Text("有多快", "Speed"));
    markup.element(
        "p",
        "lead",
        new Text(
            "首字延迟（TTFT）：从发出请求到第一个字；TPOT：之后平均每个 token 的时间；总延迟：到最后一个字。横条从 p50 画到 p95，细线到 p99。",
            "TTFT: from the request to the first words; TPOT: time per token after that; E2E: to"
                + " the last word. The bar runs from p50 to p95, the thin line to p99."));
    slos();
    page.legend();
    markup.open("div", "class", "two");
    chart(
        new Text("首字延迟 TTFT（毫秒，右侧为 p50）", "TTFT (ms, p50 on the right)"),
        ReportInput.Latency::ttft);
    chart(
        new Text("总延迟 E2E（毫秒，右侧为 p50）", "E2E latency (ms, p50 on the right)"),
        ReportInput.Latency::e2e);
    markup.close();
    table();
    markup.close();
  }

  private void slos() {
    for (Slo slo : page.input().requirements().slos()) {
      String limit =
          slo.metric()
              + " p"
              + Figures.plain(slo.quantile() * 100)
              + " ≤ "
              + Figures.millis(slo.limitMillis());
      markup.element("p", "small", new Text("要求：" + limit + " 毫秒", "Required: " + limit + " ms"));
    }
  }

  private void chart(
      Text title, Function<ReportInput.Latency, Optional<ReportInput.Spread>> metric) {
    double longest =
        rows.stream()
            .flatMap(row -> metric.apply(row).stream())
            .mapToDouble(Speed::longest)
            .max()
            .orElse(1);
    markup.open("figure").element("figcaption", "", title).open("table", "class", "bars");
    markup.element("caption", "hidden", title).open("tbody");
    for (ReportInput.Latency row : rows) {
      markup.open("tr").open("th", "scope", "row");
      Plot.legend(markup, page.place(row.candidate()));
      markup.element("span", "hidden", page.input().label(row.candidate()));
      markup.element("span", "small", concurrency(row)).close().open("td", "class", "axis");
      bar(title, row, metric.apply(row), longest);
      markup.close().open("td", "class", "n");
      markup.text(metric.apply(row).map(each -> Figures.millis(each.p50())).orElse("–"));
      markup.close(2);
    }
    markup.close(3);
  }

  private static Text concurrency(ReportInput.Latency row) {
    return new Text(row.concurrency() + " 并发", "at " + row.concurrency());
  }

  private static double longest(ReportInput.Spread spread) {
    return Math.max(
        spread.mean(), spread.p99().orElse(spread.p95().orElse(spread.p50().orElse(0))));
  }

  private void bar(
      Text title, ReportInput.Latency row, Optional<ReportInput.Spread> measured, double longest) {
    Plot plot = Plot.open(markup, "bar", ROW, 0, longest * 1.05, title);
    String colour = Plot.colour(page.place(row.candidate()));
    double middle = ROW / 2.0;
    plot.line("grid", 0, middle, longest * 1.05, middle);
    measured.ifPresent(spread -> {
      double from = spread.p50().orElse(spread.mean());
      double to = spread.p95().orElse(from);
      spread.p99().ifPresent(far -> plot.line("whisker " + colour, from, middle, far, middle));
      plot.band("fill " + colour, from, to, middle - 5, 10);
      plot.mark(page.place(row.candidate()), from, middle);
    });
    plot.close();
  }

  private void table() {
    page.wideTable("numbers", "延迟 / Latency");
    markup
        .open("caption")
        .text(
            new Text(
                "延迟单位为毫秒。“–”表示请求数不够，算不出这个分位。",
                "Latencies in milliseconds. “–”: not enough requests for this quantile."));
    markup.close().open("thead");
    metrics();
    figures();
    markup.close().open("tbody");
    rows.forEach(this::row);
    markup.close(3);
  }

  private void metrics() {
    markup.open("tr").open("td", "colspan", "4").close();
    for (String metric : List.of("TTFT", "TPOT", "E2E")) {
      markup.open("th", "scope", "colgroup", "colspan", "4", "class", "group").text(metric).close();
    }
    markup.open("td", "colspan", "3").close(2);
  }

  private void figures() {
    markup.open("tr");
    page.header(new Text("候选", "Candidate"));
    page.header("n", new Text("并发", "Concurrency"));
    page.header("n", new Text("请求", "Requests"));
    page.header("n", new Text("失败/超时", "Failed/timed out"));
    for (int metric = 0; metric < 3; metric++) {
      page.header("n first", new Text("均值", "mean"));
      page.header("n", Text.same("p50"));
      page.header("n", Text.same("p95"));
      page.header("n", Text.same("p99"));
    }
    page.header("n first", new Text("抖动", "Jitter"));
    page.header("n", new Text("请求/秒", "Requests/s"));
    page.header("n", new Text("token/秒", "Tokens/s"));
    markup.close();
  }

  private void row(ReportInput.Latency row) {
    markup.open("tr").open("th", "scope", "row");
    page.name(row.candidate());
    markup.close();
    page.cell("n", String.valueOf(row.concurrency()));
    page.cell("n", String.valueOf(row.requests()));
    page.cell("n", row.failures() + " / " + row.timeouts());
    for (Optional<ReportInput.Spread> each : List.of(row.ttft(), row.tpot(), row.e2e())) {
      page.cell(
          "n",
          Figures.millis(
              each.map(s -> OptionalDouble.of(s.mean())).orElse(OptionalDouble.empty())));
      page.cell(
          "n", Figures.millis(each.map(ReportInput.Spread::p50).orElse(OptionalDouble.empty())));
      page.cell(
          "n", Figures.millis(each.map(ReportInput.Spread::p95).orElse(OptionalDouble.empty())));
      page.cell(
          "n", Figures.millis(each.map(ReportInput.Spread::p99).orElse(OptionalDouble.empty())));
    }
    page.cell("n", Figures.millis(row.jitter()));
    page.cell("n", Figures.rate(row.requestsPerSecond()));
    page.cell("n", Figures.rate(row.outputTokensPerSecond()));
    markup.close();
  }
}
