package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.model.Candidate;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Decision;
import touchstone.verdict.Recommendation;

/** Scores of every dimension with floors, intervals and verdicts. */
final class Scores {
  private static final int ROW = 20;
  private static final double LOW = 0.9;
  private static final double HIGH = 5.1;

  private final Page page;
  private final Markup markup;
  private final Recommendation recommendation;
  private final List<Candidate> candidates;

  Scores(Page page) {
    this.page = page;
    this.markup = page.markup();
    this.recommendation = page.input().recommendation();
    this.candidates = page.input().candidates();
  }

  void write() {
    page.section("dimensions", new Text("各维度得分", "Scores by dimension"));
    page.legend();
    markup.open("table", "class", "scores").open("caption");
    markup.text(
        new Text(
            "得分 1–5，越高越好；横线是 95% 置信区间，虚线是底线，低于底线的分数标红。",
            "Scores 1–5, higher is better; the bar is the 95 % interval, the dashed line the floor,"
                + " a score below it is red."));
    markup.close().open("thead").open("tr");
    page.header(new Text("维度", "Dimension"));
    axis();
    page.header("n", new Text("得分", "Score"));
    page.header(new Text("结论", "Verdict"));
    markup.close(2).open("tbody");
    row(
        new Text("总分", "Overall"),
        new Text("按权重平均", "weighted mean"),
        OptionalDouble.empty(),
        recommendation.overall(),
        "overall");
    for (Recommendation.OfDimension each : recommendation.dimensions()) {
      row(
          each.dimension().title(),
          about(each),
          each.floor() > 1 ? OptionalDouble.of(each.floor()) : OptionalDouble.empty(),
          each.compared(),
          "");
    }
    markup.close(2);
    rules();
    markup.close();
  }

  private void axis() {
    markup.open("th", "scope", "col", "class", "axis");
    markup.element("span", "hidden", new Text("1–5 分", "1 to 5"));
    Plot plot = Plot.open(markup, "ticks", 16, LOW, HIGH, new Text("1 到 5 分", "1 to 5"));
    for (int score = 1; score <= 5; score++) {
      plot.words("tick middle", score, 12, Text.same(String.valueOf(score)));
    }
    plot.close();
    markup.close();
  }

  private static Text about(Recommendation.OfDimension each) {
    String weight = Figures.percent(each.weight());
    if (!(each.floor() > 1)) {
      return new Text("权重 " + weight, "weight " + weight);
    }
    String floor = Figures.plain(each.floor());
    return new Text("权重 " + weight + " · 底线 " + floor, "weight " + weight + " · floor " + floor);
  }

  private void row(
      Text title,
      Text about,
      OptionalDouble floor,
      Recommendation.Compared compared,
      String styleClass) {
    markup.begin("tr", styleClass).open("th", "scope", "row").element("span", "dim", title);
    markup.element("span", "small", about).close();
    markup.open("td", "class", "axis");
    strip(title, floor, compared);
    markup.close().open("td", "class", "n");
    for (Candidate each : candidates) {
      figure(each.id(), compared);
    }
    markup.close().open("td", "class", "says");
    verdict(compared);
    markup.close(2);
  }

  private void strip(Text title, OptionalDouble floor, Recommendation.Compared compared) {
    int height = ROW * candidates.size() + 8;
    Plot plot = Plot.open(markup, "strip", height, LOW, HIGH, title);
    for (int score = 1; score <= 5; score++) {
      plot.line("grid", score, 0, score, height);
    }
    floor.ifPresent(at -> plot.line("floor", at, 0, at, height));
    for (int i = 0; i < candidates.size(); i++) {
      Estimate estimate = compared.scores().get(candidates.get(i).id());
      if (estimate == null || !Double.isFinite(estimate.value())) {
        continue;
      }
      double y = 4 + ROW * (i + 0.5);
      if (Figures.bounded(estimate)) {
        plot.line("whisker " + Plot.colour(i), estimate.low(), y, estimate.high(), y);
      }
      plot.mark(i, estimate.value(), y);
    }
    plot.close();
  }

  private void figure(String candidate, Recommendation.Compared compared) {
    Estimate estimate = compared.scores().get(candidate);
    boolean below = compared.belowFloor().contains(candidate);
    markup.open("span", "class", below ? "figure below" : "figure");
    Plot.legend(markup, page.place(candidate));
    markup.element("b", "", estimate == null ? "–" : Figures.score(estimate.value()));
    markup.element("span", "small", estimate == null ? "" : Figures.interval(estimate));
    if (below) {
      markup.element("span", "hidden", new Text("低于底线", "below the floor"));
    }
    markup.close();
  }

  private void verdict(Recommendation.Compared compared) {
    boolean comparable =
        !compared.pairs().isEmpty() || compared.decision() == Decision.NONE_GOOD_ENOUGH;
    if (!comparable) {
      markup.element("span", "small", new Text("数据不足，未比较", "not compared: too little data"));
      return;
    }
    markup.open("span", "class", "pill " + Page.colour(compared.decision()));
    compared
        .best()
        .ifPresent(best -> markup.open("bdi").text(page.input().label(best)).close().text(" "));
    markup.text(compared.decision().title()).close();
    List<Integer> needed = new ArrayList<>();
    compared.pairs().forEach(pair -> pair.casesNeeded().ifPresent(needed::add));
    if (!needed.isEmpty() && compared.decision() != Decision.NONE_GOOD_ENOUGH) {
      int most = needed.stream().mapToInt(Integer::intValue).max().orElseThrow();
      markup.element(
          "span",
          "small",
          new Text("约还需 " + most + " 个用例", "about " + most + " more cases needed"));
    }
  }

  private void rules() {
    markup.open("details", "class", "rules").open("summary");
    markup
        .text(new Text("分数是怎么算的", "How the scores come about"))
        .close()
        .open("dl", "class", "pairs");
    markup
        .element("dt", "", new Text("每条回答", "Each answer"))
        .element("dd", "", page.input().plan().scoring());
    for (Recommendation.OfDimension each : recommendation.dimensions()) {
      markup.element("dt", "", each.dimension().title()).element("dd", "", each.rule());
    }
    markup.close(2);
  }
}
