package touchstone.report;

import java.util.Locale;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/** The judge in the report: its card, its part beside the rules' part, and why it may have none. */
final class JudgeSection {
  private final Page page;
  private final Markup markup;

  JudgeSection(Page page) {
    this.page = page;
    this.markup = page.markup();
  }

  void write() {
    page.input().judging().ifPresent(this::write);
  }

  private void write(Judging judging) {
    page.section("judge", new Text("裁判", "The judge"));
    markup.element("p", "lead", judging.headline());
    if (!judging.reasons().isEmpty()) {
      markup.open("ul");
      judging.reasons().forEach(each -> markup.element("li", "", each));
      markup.close();
    }
    if (!judging.pairs().isEmpty()) {
      parts(judging);
    }
    if (!judging.rows().isEmpty()) {
      card(judging);
    }
    markup.close();
  }

  private void parts(Judging judging) {
    table(
        new Text(
            "差值由两部分相加：规则分的，和裁判给的（已按考试测得的差错校正，自身误差在区间里）；单位是分，括号里是各自单独的 95% 区间",
            "A difference is the sum of the rules' part and the judge's (corrected for the errors"
                + " of its trial, its own error in the interval), in points, each with its own 95 %"
                + " interval"));
    page.header(new Text("维度", "Dimension"));
    page.header(new Text("前者 − 后者", "First − second"));
    page.header("n", new Text("规则", "Rules"));
    page.header("n", new Text("裁判", "Judge"));
    page.header(new Text("判了什么", "What was judged"));
    markup.close(2).open("tbody");
    for (Judging.Pair each : judging.pairs()) {
      markup.open("tr").open("th", "scope", "row").text(each.dimension().title()).close();
      markup.open("td");
      page.name(each.a());
      markup.text(" − ");
      page.name(each.b());
      markup.close();
      page.cell("n", part(each.rules()));
      each.judge()
          .ifPresentOrElse(
              judge -> page.cell("n", part(judge)),
              () -> markup.element("td", "n", new Text("判得太少，不计", "too few were judged to count")));
      markup.element("td", "", Judging.figures(each)).close();
    }
    markup.close(3);
  }

  static String part(Estimate estimate) {
    String interval = Figures.interval(estimate);
    return Figures.difference(estimate.value()) + (interval.isEmpty() ? "" : " (" + interval + ")");
  }

  private void card(Judging judging) {
    table(
        new Text(
            "开判之前考过一遍（考卷 " + judging.auditVersion() + "，提示词 " + judging.wordsVersion() + "）：多久错一次",
            "Tried beforehand (questions "
                + judging.auditVersion()
                + ", prompts "
                + judging.wordsVersion()
                + "): how often it erred"));
    page.header(new Text("考什么", "What was tried"));
    page.header("n", new Text("次数", "Count"));
    page.header("n", new Text("比例", "Rate"));
    page.header("n", new Text("95% 区间", "95 % interval"));
    page.header("n", new Text("上限", "At most"));
    markup.close(2).open("tbody");
    for (Judging.Row each : judging.rows()) {
      markup.open("tr").open("th", "scope", "row").text(sign(each)).text(each.title()).close();
      page.cell("n", each.count() + "/" + each.n());
      page.cell("n", percent(each.rate().value()));
      page.cell("n", percent(each.rate().low()) + "–" + percent(each.rate().high()));
      page.cell("n", each.limit().isPresent() ? percent(each.limit().getAsDouble()) : "");
      markup.close();
    }
    markup.close(3);
  }

  private static String sign(Judging.Row row) {
    return row.limit().isEmpty() ? "" : row.tooHigh() ? "✕ " : "✓ ";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private void table(Text caption) {
    page.wideTable("", caption.zh() + " / " + caption.en());
    markup.element("caption", "", caption).open("thead").open("tr");
  }
}
