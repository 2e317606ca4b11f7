package touchstone.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import touchstone.model.Candidate;
import touchstone.model.Text;

/** How far a disturbed question scores below its clean twin, by the kind of disturbance. */
final class RobustnessDrop {
  private static final int ROW = 22;
  private static final double LOW = -4.2;
  private static final double HIGH = 1.2;

  private final Page page;
  private final Markup markup;
  private final List<Candidate> candidates;
  private final TreeMap<Text, List<List<Double>>> drops =
      new TreeMap<>(Comparator.comparing(Text::zh));

  RobustnessDrop(Page page, Transcripts transcripts) {
    this.page = page;
    this.markup = page.markup();
    this.candidates = page.input().candidates();
    Map<String, Transcripts.OfCase> byId = transcripts.byId();
    transcripts.all().forEach(each -> count(each, byId));
  }

  private void count(Transcripts.OfCase each, Map<String, Transcripts.OfCase> byId) {
    each.worded()
        .ifPresent(worded ->
            worded
                .text()
                .cleanTwin()
                .flatMap(twin -> clean(each, twin, byId))
                .ifPresent(clean -> count(worded.skill(), each, clean)));
  }

  private static Optional<Transcripts.OfCase> clean(
      Transcripts.OfCase each, String twin, Map<String, Transcripts.OfCase> byId) {
    String suite = each.id().substring(0, each.id().lastIndexOf('/') + 1);
    return Optional.ofNullable(byId.getOrDefault(suite + twin, byId.get(twin)));
  }

  private void count(Text skill, Transcripts.OfCase each, Transcripts.OfCase clean) {
    for (int i = 0; i < candidates.size(); i++) {
      OptionalDouble before = clean.score(candidates.get(i).id());
      OptionalDouble after = each.score(candidates.get(i).id());
      if (before.isPresent() && after.isPresent()) {
        drops
            .computeIfAbsent(skill, _ -> candidates.stream().map(_ -> newList()).toList())
            .get(i)
            .add(after.getAsDouble() - before.getAsDouble());
      }
    }
  }

  private static List<Double> newList() {
    return new ArrayList<>();
  }

  void write() {
    if (drops.isEmpty()) {
      return;
    }
    page.section("drops", new Text("受干扰后掉多少分", "What a disturbance costs"));
    markup.element(
        "p",
        "lead",
        new Text(
            "同一个问题，干净的写法和带错字、拼音、表情的写法各问一遍，得分之差。",
            "The same question asked cleanly and with typos, pinyin or emoji: the difference in"
                + " score."));
    page.legend();
    markup.open("table", "class", "scores drops").open("caption", "class", "hidden");
    markup.text(new Text("受干扰后的得分变化", "Change of score")).close().open("thead").open("tr");
    page.header(new Text("干扰", "Disturbance"));
    axis();
    page.header("n", new Text("变化", "Change"));
    markup.close(2).open("tbody");
    drops.forEach(this::row);
    markup.close(3);
  }

  private void axis() {
    markup.open("th", "scope", "col", "class", "axis");
    Plot plot = Plot.open(markup, "ticks", 16, LOW, HIGH, new Text("分数变化", "Change"));
    for (int change = -4; change <= 1; change++) {
      plot.words("tick middle", change, 12, Text.same(change < 0 ? "−" + -change : "" + change));
    }
    plot.close();
    markup.close();
  }

  private void row(Text skill, List<List<Double>> changes) {
    markup.open("tr").open("th", "scope", "row").text(skill).close().open("td", "class", "axis");
    int height = ROW * candidates.size() + 6;
    Plot plot = Plot.open(markup, "strip", height, LOW, HIGH, skill);
    for (int score = -4; score <= 1; score++) {
      plot.line(score == 0 ? "zero" : "grid", score, 0, score, height);
    }
    for (int i = 0; i < candidates.size(); i++) {
      OptionalDouble mean = mean(changes.get(i));
      if (mean.isPresent()) {
        double y = 3 + ROW * (i + 0.5);
        plot.line("whisker " + Plot.colour(i), 0, y, mean.getAsDouble(), y);
        plot.mark(i, mean.getAsDouble(), y);
      }
    }
    plot.close();
    markup.close().open("td", "class", "n");
    for (int i = 0; i < candidates.size(); i++) {
      OptionalDouble mean = mean(changes.get(i));
      markup.open("span", "class", "figure");
      Plot.legend(markup, i);
      markup.element("b", "", mean.isPresent() ? Figures.difference(mean.getAsDouble()) : "–");
      int n = changes.get(i).size();
      markup
          .element("span", "small", new Text(n + " 题", n + (n == 1 ? " case" : " cases")))
          .close();
    }
    markup.close(2);
  }

  private static OptionalDouble mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average();
  }
}
