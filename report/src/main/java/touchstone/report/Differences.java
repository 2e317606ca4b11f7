package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Recommendation;

/** Forest plots: the paired differences with their intervals and the margin. */
final class Differences {
  private static final int ROW = 30;

  private final Page page;
  private final Markup markup;
  private final Recommendation recommendation;

  Differences(Page page) {
    this.page = page;
    this.markup = page.markup();
    this.recommendation = page.input().recommendation();
  }

  private record Row(Text title, Recommendation.Pair pair, boolean overall) {}

  void write() {
    List<Recommendation.Pair> pairs = recommendation.overall().pairs();
    if (pairs.isEmpty()) {
      return;
    }
    page.section("differences", new Text("逐题配对，差多少", "Paired differences"));
    String margin = Figures.plain(page.input().requirements().margin());
    markup.element(
        "p",
        "lead",
        new Text(
            "同一道题上两款各得几分，相减后取平均。区间整段落在灰带（±"
                + margin
                + "）之外，才算分出高下；整段落在灰带以内，就算相当。比较了好几项，区间已按 Holm 法放宽，合起来误判不超过 5%。",
            "Scores on the same case, subtracted and averaged. Wholly outside the grey band (±"
                + margin
                + ") one is better; wholly inside they are equivalent. The intervals are widened by"
                + " Holm's procedure for the number of comparisons: at most 5% wrong in all."));
    pairs.forEach(pair -> forest(pair.a(), pair.b()));
    markup.close();
  }

  private void forest(String a, String b) {
    List<Row> rows = rows(a, b);
    double reach = reach(rows);
    markup.open("figure", "class", "forest").open("figcaption");
    page.name(a);
    markup.element("span", "minus", "−");
    page.name(b);
    markup.close().open("table").open("caption", "class", "hidden");
    markup.text(new Text("配对差值及区间", "Paired differences with intervals")).close();
    markup.open("thead").open("tr");
    page.header(new Text("维度", "Dimension"));
    markup.open("th", "scope", "col", "class", "axis").open("span", "class", "ends");
    markup.open("span").text(new Text("← 后者更好", "← second better")).close();
    markup.open("span").text(new Text("前者更好 →", "first better →")).close(3);
    page.header("n", new Text("差值", "Difference"));
    page.header("n wide", new Text("用例数", "Cases"));
    markup.close(2).open("tbody");
    rows.forEach(row -> row(row, reach));
    markup.close(3);
  }

  private List<Row> rows(String a, String b) {
    List<Row> rows = new ArrayList<>();
    pairs(recommendation.overall(), a, b)
        .forEach(pair -> rows.add(new Row(new Text("总分", "Overall"), pair, true)));
    for (Recommendation.OfDimension each : recommendation.dimensions()) {
      pairs(each.compared(), a, b)
          .forEach(pair -> rows.add(new Row(each.dimension().title(), pair, false)));
    }
    return rows;
  }

  private static Stream<Recommendation.Pair> pairs(
      Recommendation.Compared compared, String a, String b) {
    return compared.pairs().stream().filter(pair -> pair.a().equals(a) && pair.b().equals(b));
  }

  /** Half the width of the axis: the farthest end, 0.5 at least and 4 at most. */
  private double reach(List<Row> rows) {
    double farthest =
        rows.stream()
            .map(row -> row.pair().difference())
            .flatMap(each -> Stream.of(each.value(), each.low(), each.high()))
            .filter(Double::isFinite)
            .mapToDouble(Math::abs)
            .max()
            .orElse(0);
    double room = Math.max(farthest, 2 * page.input().requirements().margin());
    return Math.clamp(Math.ceil(room * 2) / 2, 0.5, 4);
  }

  private void row(Row row, double reach) {
    Estimate difference = row.pair().difference();
    markup.begin("tr", row.overall() ? "overall" : "").open("th", "scope", "row");
    markup.text(row.title()).close().open("td", "class", "axis");
    double margin = page.input().requirements().margin();
    Plot plot = Plot.open(markup, "forest-row", ROW, -reach * 1.04, reach * 1.04, row.title());
    plot.band("margin", -margin, margin, 0, ROW).line("zero", 0, 0, 0, ROW);
    double middle = ROW / 2.0;
    if (Figures.bounded(difference)) {
      plot.line(
          "whisker " + Page.colour(row.pair().decision()),
          difference.low(),
          middle,
          difference.high(),
          middle);
    }
    if (Double.isFinite(difference.value())) {
      plot.band(
          "square " + Page.colour(row.pair().decision()),
          difference.value() - reach * 0.012,
          difference.value() + reach * 0.012,
          middle - 6,
          12);
    }
    plot.close();
    markup.close().open("td", "class", "n");
    markup.element("b", "", Figures.difference(difference.value()));
    markup.element("span", "small", Figures.signedInterval(difference)).close();
    page.cell("n wide", String.valueOf(difference.n()));
    markup.close();
  }
}
