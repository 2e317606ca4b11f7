package touchstone.report;

import java.util.List;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Decision;
import touchstone.verdict.Recommendation;

/** The answer at the top: one sentence, why, how sure, what would change it, and the caveats. */
final class Headline {
  private final Page page;
  private final Markup markup;
  private final Recommendation recommendation;

  Headline(Page page) {
    this.page = page;
    this.markup = page.markup();
    this.recommendation = page.input().recommendation();
  }

  void write() {
    markup.open(
        "section",
        "id",
        "answer",
        "class",
        "answer " + Page.colour(recommendation.decision()),
        "aria-labelledby",
        "answer-h");
    markup.open("p", "class", "badge").text(badge(recommendation.decision())).close();
    markup.open("h1", "id", "answer-h").text(recommendation.sentence()).close();
    scores();
    markup.close();
    reasons();
  }

  /** The verdict in a few words, with a sign for those who do not see its colour. */
  static Text badge(Decision decision) {
    return switch (decision) {
      case BETTER -> new Text("✓ 有明确首选", "✓ A clear choice");
      case EQUIVALENT -> new Text("＝ 水平相当", "= Equivalent");
      case UNDECIDED -> new Text("… 尚难定论", "… Undecided");
      case NONE_GOOD_ENOUGH -> new Text("✕ 都不合格", "✕ None is good enough");
    };
  }

  private void scores() {
    markup.open("dl", "class", "totals");
    page.input()
        .candidates()
        .forEach(each -> {
          boolean taken = recommendation.candidate().filter(each.id()::equals).isPresent();
          markup.open("div", "class", taken ? "total taken" : "total").open("dt");
          page.name(each.id());
          if (taken) {
            markup.element("span", "tag", new Text("推荐", "take this"));
          }
          markup.close().open("dd");
          total(recommendation.overall().scores().get(each.id()));
          markup.close(2);
        });
    markup.close();
  }

  private void total(@org.jspecify.annotations.Nullable Estimate estimate) {
    if (estimate == null) {
      markup.element("span", "big", "–");
      markup.element("span", "small", new Text("没有总分", "no overall score"));
      return;
    }
    markup.element("span", "big", Figures.score(estimate.value()));
    markup.element("span", "small", new Text("总分（满分 5 分）", "overall, out of 5"));
    if (Figures.bounded(estimate)) {
      markup.element("span", "small", Figures.interval(estimate));
    }
  }

  private void reasons() {
    markup.open("div", "class", "reasons");
    list("why", new Text("为什么", "Why"), recommendation.why());
    markup.open("section", "class", "card").element("h2", "", new Text("有多大把握", "How sure"));
    markup.element("p", "", recommendation.certainty()).close();
    list("change", new Text("什么会改变结论", "What would change it"), recommendation.wouldChange());
    list(
        "caveats",
        new Text("使用前请注意", "Read before you rely on it"),
        recommendation.caveats().stream().map(Recommendation.Caveat::text).toList());
    markup.close();
  }

  private void list(String styleClass, Text heading, List<Text> items) {
    if (items.isEmpty()) {
      return;
    }
    markup.open("section", "class", "card " + styleClass).element("h2", "", heading).open("ul");
    items.forEach(each -> markup.element("li", "", each));
    markup.close(2);
  }
}
