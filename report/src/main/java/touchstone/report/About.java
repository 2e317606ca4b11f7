package touchstone.report;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import touchstone.model.Dimension;
import touchstone.model.Facts;
import touchstone.model.Text;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;

/** What the run was made of: cost, coverage, candidates, settings, machine and where time went. */
final class About {
  private final Page page;
  private final ReportInput input;
  private final Markup markup;

  About(Page page) {
    this.page = page;
    this.input = page.input();
    this.markup = page.markup();
  }

  void cost() {
    page.section("cost", new Text("要花多少钱", "Cost"));
    markup.open("dl", "class", "pairs");
    input
        .candidates()
        .forEach(each -> {
          markup.open("dt");
          page.name(each.id());
          markup.close().open("dd");
          cost(Optional.ofNullable(input.recommendation().costs().get(each.id())));
          markup.close();
        });
    markup.close(2);
  }

  private void cost(Optional<Recommendation.Cost> known) {
    known
        .flatMap(Recommendation.Cost::perThousandConversations)
        .ifPresent(price -> {
          String amount = Figures.plain(price) + " " + input.requirements().currency();
          double monthly = price / 1000 * input.requirements().dailyConversations() * 30;
          String month =
              String.format(Locale.ROOT, "%,.0f", monthly) + " " + input.requirements().currency();
          String daily =
              String.format(Locale.ROOT, "%,d", input.requirements().dailyConversations());
          markup.open("b").text(new Text("每千次会话 " + amount, amount + " per 1,000 conversations"));
          markup.close().text("　");
          markup.element(
              "span",
              "small",
              new Text(
                  "每天 " + daily + " 次会话，每月约 " + month,
                  "at " + daily + " conversations a day, about " + month + " a month"));
          markup.leaf("br");
        });
    markup.text(
        known
            .map(Recommendation.Cost::explanation)
            .orElse(new Text("没有给出单价", "no price was given")));
  }

  void details() {
    page.section("about", new Text("这次运行", "About this run"));
    coverage();
    facts();
    timings();
    markup.open("div", "class", "two");
    settings();
    machine();
    markup.close();
    incidents();
    markup.close();
  }

  private void coverage() {
    table(new Text("覆盖：每次作答归入且只归入一类", "Coverage: every trial ends in exactly one column"));
    page.header(new Text("候选", "Candidate"));
    page.header("n", new Text("已评分", "Scored"));
    page.header("n", new Text("模型失败", "Model failed"));
    page.header("n", new Text("设施故障", "Infrastructure failed"));
    page.header("n", new Text("裁判失败", "Judge failed"));
    page.header("n", new Text("跳过", "Skipped"));
    markup.close(2).open("tbody");
    input
        .candidates()
        .forEach(each -> {
          Recommendation.Coverage coverage =
              input
                  .recommendation()
                  .coverage()
                  .getOrDefault(each.id(), new Recommendation.Coverage(0, 0, 0, 0, 0));
          markup.open("tr").open("th", "scope", "row");
          page.name(each.id());
          markup.close();
          page.cell("n", String.valueOf(coverage.scored()));
          page.cell("n", String.valueOf(coverage.modelFail()));
          page.cell("n", String.valueOf(coverage.infraFail()));
          page.cell("n", String.valueOf(coverage.judgeFail()));
          page.cell("n", String.valueOf(coverage.skipped()));
          markup.close();
        });
    markup.close(3);
  }

  private void facts() {
    table(new Text("候选的实际运行条件", "How each candidate was served"));
    page.header(new Text("候选", "Candidate"));
    page.header(new Text("引擎", "Engine"));
    page.header(new Text("量化", "Quantization"));
    page.header(new Text("提示格式", "Prompt format"));
    page.header("n", new Text("上下文", "Context"));
    page.header(new Text("硬件", "Hardware"));
    page.header(new Text("其他", "Other"));
    markup.close(2).open("tbody");
    input.evidence().candidates().forEach(this::facts);
    markup.close(3);
  }

  private void facts(Evidence.OfCandidate each) {
    Facts facts = each.facts();
    markup.open("tr").open("th", "scope", "row");
    page.name(each.candidate().id());
    markup.close();
    known("", facts.engine() + " " + facts.engineVersion());
    known("", facts.quantization());
    known("", facts.promptFormatName());
    known("n", facts.contextTokens() == 0 ? Facts.UNKNOWN : String.valueOf(facts.contextTokens()));
    known("", facts.hardware());
    StringBuilder others = new StringBuilder();
    new TreeMap<>(facts.details())
        .forEach((name, value) ->
            others.append(others.isEmpty() ? "" : "; ").append(name).append(": ").append(value));
    known("", others.toString());
    markup.close();
  }

  private void known(String styleClass, String value) {
    known(styleClass, Text.same(value));
  }

  private void known(String styleClass, Text value) {
    boolean unknown = value.en().isBlank() || value.en().strip().startsWith(Facts.UNKNOWN);
    markup.element("td", styleClass, unknown ? new Text("未知", Facts.UNKNOWN) : value);
  }

  private void timings() {
    ReportInput.Run run = input.run();
    markup.element("h3", "", new Text("时间花在哪里", "Where the time went")).open("p", "class", "lead");
    Text wall = Figures.duration(run.wallSeconds());
    markup.text(new Text("总用时 " + wall.zh(), wall.en() + " in all"));
    run.overheadShare()
        .ifPresent(share ->
            markup.text(
                new Text(
                    "，其中试金石自身占 " + Figures.percent(share),
                    ", of which " + Figures.percent(share) + " is Touchstone's own")));
    run.engineSeconds()
        .ifPresent(seconds -> {
          Text engine = Figures.duration(seconds);
          markup.text(
              new Text(
                  "；引擎计算（含加载模型）" + engine.zh(),
                  "; engine compute, loading included, " + engine.en()));
        });
    markup.text(new Text("。", ".")).close();
    double longest =
        input.timings().stream().mapToDouble(ReportInput.Timing::seconds).max().orElse(0);
    if (longest <= 0) {
      return;
    }
    markup
        .open("table", "class", "bars")
        .element("caption", "hidden", new Text("各阶段用时", "Time by phase"));
    markup.open("tbody");
    for (ReportInput.Timing each : input.timings()) {
      markup.open("tr").open("th", "scope", "row").text(each.label());
      each.candidate().ifPresent(id -> markup.element("span", "small", input.label(id)));
      markup.close().open("td", "class", "axis");
      Plot plot = Plot.open(markup, "bar", 18, 0, longest, each.label());
      plot.band("time", 0, each.seconds(), 5, 8).close();
      markup.close().open("td", "class", "n").text(Figures.duration(each.seconds())).close(2);
    }
    markup.close(2);
  }

  private void settings() {
    ReportInput.Plan plan = input.plan();
    markup.open("div").element("h3", "", new Text("设置", "Settings"));
    plan.notes().ifPresent(notes -> markup.element("p", "", notes));
    markup.open("dl", "class", "pairs");
    markup.element("dt", "", new Text("深度", "Depth")).element("dd", "", depth(plan.depth()));
    pair(new Text("每题次数", "Trials a case"), String.valueOf(plan.trials()));
    for (Dimension each : Dimension.values()) {
      if (plan.cases().containsKey(each)) {
        int n = plan.cases().get(each);
        markup.element("dt", "", each.title());
        markup.element("dd", "", new Text(n + " 题", n + (n == 1 ? " case" : " cases")));
      }
    }
    plan.settings()
        .forEach(each -> markup.element("dt", "", each.label()).element("dd", "", each.value()));
    pair(new Text("等效范围", "Margin"), "±" + Figures.plain(input.requirements().margin()));
    for (Map.Entry<String, Long> seed : ReportInput.sorted(plan.seeds())) {
      pair(
          new Text("随机种子 " + seed.getKey(), "Seed " + seed.getKey()),
          String.valueOf(seed.getValue()));
    }
    markup.close(2);
  }

  private static Text depth(String depth) {
    return switch (depth) {
      case "quick" -> new Text("快速 quick", depth);
      case "standard" -> new Text("标准 standard", depth);
      case "thorough" -> new Text("详尽 thorough", depth);
      default -> Text.same(depth);
    };
  }

  private void machine() {
    ReportInput.Machine machine = input.machine();
    markup.open("div").element("h3", "", new Text("机器与版本", "Machine and versions"));
    markup.open("dl", "class", "pairs");
    pair(new Text("处理器", "CPU"), machine.cpu());
    pair(new Text("核心", "Cores"), String.valueOf(machine.cores()));
    pair(
        new Text("内存", "Memory"),
        String.format(Locale.ROOT, "%.1f GiB", machine.memoryBytes() / 1073741824.0));
    pair(new Text("系统", "System"), machine.os());
    pair(Text.same("JDK"), machine.jdk());
    input.run().client().ifPresent(this::client);
    ReportInput.sorted(input.versions()).forEach(e -> pair(Text.same(e.getKey()), e.getValue()));
    pair(new Text("开始", "Started"), time(input.run().started()));
    pair(new Text("结束", "Finished"), time(input.run().finished()));
    markup.close(2);
  }

  private void client(ReportInput.Client client) {
    String error =
        client.errorP50Micros().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                " (±%.0f µs p50, ±%.0f µs p99)",
                client.errorP50Micros().getAsDouble(),
                client.errorP99Micros().orElse(Double.NaN));
    pair(new Text("计时方式与自测误差", "Timing and its own error"), client.engine() + error);
  }

  /** An instant to the second, as people write it. */
  private static String time(String instant) {
    return instant.replaceFirst("(\\d)T(\\d\\d:\\d\\d:\\d\\d).*Z", "$1 $2 UTC");
  }

  private void pair(Text name, String value) {
    markup.element("dt", "", name).element("dd", "", value);
  }

  private void incidents() {
    if (input.incidents().isEmpty()) {
      return;
    }
    markup.element("h3", "", new Text("途中发生的事", "What happened on the way")).open("ul");
    for (ReportInput.Incident each : input.incidents()) {
      markup.open("li");
      each.candidate()
          .ifPresent(id -> {
            page.name(id);
            markup.text(new Text("：", ": "));
          });
      markup.text(each.text());
      if (each.count() > 1) {
        markup.text("（×" + each.count() + "）");
      }
      markup.close();
    }
    markup.close();
  }

  /** A table in a box of its own, open up to its first header cell. */
  private void table(Text caption) {
    page.wideTable("", caption.zh() + " / " + caption.en());
    markup.element("caption", "", caption).open("thead").open("tr");
  }
}
