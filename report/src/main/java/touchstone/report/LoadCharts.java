package touchstone.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import touchstone.model.Text;

/** The charts of a load measurement; a level keeps its colour and shape in all of them. */
final class LoadCharts {
  private static final int ROW = 26;

  private final Markup markup;
  private final List<LoadInput.Level> levels;

  LoadCharts(Markup markup, List<LoadInput.Level> levels) {
    this.markup = markup;
    this.levels = levels;
  }

  /** One metric: a bar from p50 to p95, a thin line to p99, the interval of p95 below. */
  void percentiles(String metric, Text title) {
    double longest =
        levels.stream()
            .flatMap(level -> level.latency(metric).stream())
            .flatMapToDouble(each ->
                Stream.of(
                        each.p50().value(),
                        each.p95().high(),
                        each.p95().value(),
                        each.p99().value())
                    .flatMapToDouble(OptionalDouble::stream))
            .max()
            .orElse(1);
    markup.open("figure").element("figcaption", "", title).open("table", "class", "bars");
    markup.element("caption", "hidden", title).open("tbody");
    for (int i = 0; i < levels.size(); i++) {
      percentileRow(i, metric, title, longest * 1.05);
    }
    markup.close(3);
  }

  private void percentileRow(int place, String metric, Text title, double longest) {
    name(place);
    markup.open("td", "class", "axis");
    Plot plot = Plot.open(markup, "bar", ROW, 0, longest, title);
    double middle = ROW / 2.0;
    plot.line("grid", 0, middle, longest, middle);
    levels.get(place).latency(metric).ifPresent(each -> bar(plot, place, each, middle));
    plot.close();
    markup.close().open("td", "class", "n");
    markup.text(
        Figures.millis(
            levels
                .get(place)
                .latency(metric)
                .map(each -> each.p95().value())
                .orElse(OptionalDouble.empty())));
    markup.close(2);
  }

  private static void bar(Plot plot, int place, LoadInput.Latency read, double middle) {
    String colour = Plot.colour(place);
    double from = read.p50().value().orElse(0);
    double to = read.p95().value().orElse(from);
    read.p99().value().ifPresent(far -> plot.line("whisker " + colour, from, middle, far, middle));
    plot.band("fill " + colour, from, to, middle - 5, 10);
    if (read.p95().low().isPresent() && read.p95().high().isPresent()) {
      double y = middle + 9;
      plot.line("zero", read.p95().low().getAsDouble(), y, read.p95().high().getAsDouble(), y);
    }
    plot.mark(place, from, middle);
  }

  /** What is paid in latency for throughput. */
  void throughput() {
    Text title = new Text("吞吐与首字延迟（p95，毫秒）", "Throughput against TTFT (p95, ms)");
    List<Integer> shown =
        IntStream.range(0, levels.size()).filter(i -> placed(i).isPresent()).boxed().toList();
    if (shown.size() < 2) {
      return;
    }
    double right = shown.stream().mapToDouble(i -> tokens(i).orElse(0)).max().orElse(1);
    double top = shown.stream().mapToDouble(i -> placed(i).orElse(0)).max().orElse(1);
    figure(title);
    Axes axes =
        Axes.open(markup, title, right, top, new Text("token/秒", "tokens/s"), Figures::millis);
    for (int i = 1; i < shown.size(); i++) {
      int a = shown.get(i - 1);
      int b = shown.get(i);
      axes.line(
          "grid",
          tokens(a).orElse(0),
          placed(a).orElse(0),
          tokens(b).orElse(0),
          placed(b).orElse(0));
    }
    for (int i : shown) {
      axes.mark(i, tokens(i).orElse(0), placed(i).orElse(0));
      axes.words(tokens(i).orElse(0), placed(i).orElse(0), levels.get(i).label());
    }
    axes.close();
    markup.close();
  }

  private OptionalDouble tokens(int place) {
    return levels.get(place).outputTokensPerSecond();
  }

  private OptionalDouble placed(int place) {
    OptionalDouble p95 =
        levels
            .get(place)
            .latency("TTFT")
            .map(each -> each.p95().value())
            .orElse(OptionalDouble.empty());
    return tokens(place).isPresent() ? p95 : OptionalDouble.empty();
  }

  /** Each request's TTFT at the time when it was due; failed ones stand at the top. */
  void overTime(int place) {
    LoadInput.Level level = levels.get(place);
    double right = level.points().stream().mapToDouble(LoadInput.Point::seconds).max().orElse(0);
    double top =
        level.points().stream().flatMapToDouble(each -> each.ttft().stream()).max().orElse(1);
    Text title =
        new Text(level.label().zh() + "：首字延迟（毫秒）随时间", level.label().en() + ": TTFT (ms) over time");
    figure(title);
    Axes axes = Axes.open(markup, title, right, top, new Text("秒", "s"), Figures::millis);
    for (LoadInput.Point each : level.points()) {
      axes.dot(
          each.ttft().isPresent() ? Plot.colour(place) : "failed",
          each.seconds(),
          each.ttft().orElse(top * 1.05));
    }
    axes.close();
    markup.close();
  }

  /** Gaps between events: from the median to p99 of each part of the time. */
  void gaps(int place) {
    LoadInput.Level level = levels.get(place);
    if (level.gaps().isEmpty()) {
      return;
    }
    double right = level.gaps().getLast().seconds();
    double top = level.gaps().stream().mapToDouble(LoadInput.Gaps::p99).max().orElse(1);
    Text title =
        new Text(
            level.label().zh() + "：出字间隔（毫秒，p50 到 p99）随时间",
            level.label().en() + ": gaps between words (ms, p50 to p99) over time");
    figure(title);
    Axes axes = Axes.open(markup, title, right, top, new Text("秒", "s"), Figures::millis);
    for (LoadInput.Gaps each : level.gaps()) {
      axes.line(
          "whisker " + Plot.colour(place), each.seconds(), each.p50(), each.seconds(), each.p99());
      axes.dot(Plot.colour(place), each.seconds(), each.p50());
    }
    axes.close();
    markup.close();
  }

  /** How many requests keep each objective, level by level, beside how many must. */
  void objectives() {
    List<LoadInput.Kept> first = levels.stream().flatMap(level -> level.kept().stream()).toList();
    for (String objective : first.stream().map(LoadInput.Kept::objective).distinct().toList()) {
      Text title = new Text("守住 " + objective + " 的请求", "Requests that keep " + objective);
      markup.open("figure").element("figcaption", "", title).open("table", "class", "bars");
      markup.element("caption", "hidden", title).open("tbody");
      for (int i = 0; i < levels.size(); i++) {
        int place = i;
        levels.get(i).kept().stream()
            .filter(each -> each.objective().equals(objective))
            .forEach(each -> keptRow(place, each, title));
      }
      markup.close(3);
    }
  }

  private void keptRow(int place, LoadInput.Kept kept, Text title) {
    name(place);
    markup.open("td", "class", "axis");
    Plot plot = Plot.open(markup, "bar", ROW, 0, 1, title);
    double middle = ROW / 2.0;
    plot.line("grid", 0, middle, 1, middle);
    plot.band("fill " + Plot.colour(place), 0, kept.share(), middle - 5, 10);
    plot.line("floor", kept.needed(), 3, kept.needed(), ROW - 3.0);
    plot.line("whisker " + Plot.colour(place), kept.low(), middle, kept.high(), middle);
    plot.mark(place, kept.share(), middle);
    plot.close();
    markup.close().open("td", "class", "n").text(Figures.percent(kept.share())).close(2);
  }

  private void name(int place) {
    markup.open("tr").open("th", "scope", "row");
    Plot.legend(markup, place);
    markup.element("span", "small", levels.get(place).label()).close();
  }

  private void figure(Text title) {
    markup.open("figure").element("figcaption", "", title);
  }
}
