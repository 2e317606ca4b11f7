package touchstone.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.Inference;

/** What would turn the recommendation: a weight, more cases, a floor, a price. */
final class WouldChange {
  private final Assessment figures;
  private final Choice choice;

  private WouldChange(Assessment figures, Choice choice) {
    this.figures = figures;
    this.choice = choice;
  }

  static List<Text> of(Assessment figures, Choice choice) {
    WouldChange changes = new WouldChange(figures, choice);
    List<Text> lines = new ArrayList<>();
    switch (choice.ground()) {
      case NOTHING_GRADED, TOO_MUCH_MISSING -> changes.complete(lines);
      case NONE_PASSES -> changes.lowerFloors(lines);
      case ONLY_ONE_LEFT, ONLY_ONE_PASSES -> changes.lowerFloors(lines);
      case ALONE ->
          lines.add(
              new Text(
                  "再加一款候选，才知道它是不是最合适的。",
                  "A second candidate would tell whether it is the best choice."));
      case WON, CHEAPER, FASTER, EITHER, TOO_CLOSE -> {
        changes.weights(lines);
        changes.moreCases(lines);
        changes.prices(lines);
      }
    }
    return lines;
  }

  private void complete(List<Text> lines) {
    lines.add(
        new Text(
            "把缺的用例补齐（touchstone run --resume），就能下结论。",
            "Complete the missing cases (touchstone run --resume) and there will be a verdict."));
  }

  /** What each failing candidate would need, or to what its floors would have to be lowered. */
  private void lowerFloors(List<Text> lines) {
    for (String id : figures.ids()) {
      List<Shortfall> own = figures.shortfallsOf(id);
      if (own.isEmpty() || lines.size() == 3) {
        continue;
      }
      List<String> zh =
          own.stream().map(each -> each.dimension().title().zh() + " ≤ " + floorTo(each)).toList();
      List<String> en =
          own.stream().map(each -> each.dimension().title().en() + " ≤ " + floorTo(each)).toList();
      lines.add(
          new Text(
              "%s 要合格，底线得放低到：%s。".formatted(figures.name(id), String.join("、", zh)),
              "%s would pass only with floors lowered to: %s."
                  .formatted(figures.name(id), String.join(", ", en))));
    }
    if (choice.decision() == Decision.NONE_GOOD_ENOUGH) {
      lines.add(
          new Text(
              "更可行的是换一款更强的候选再测，而不是放低底线。",
              "A stronger candidate is the better way out than a lower floor."));
    }
  }

  private static String floorTo(Shortfall each) {
    return Words.points(Math.floor(each.score().value() * 100) / 100);
  }

  /** The weight of each dimension at which the first two change places, the others in scale. */
  private void weights(List<Text> lines) {
    if (choice.ranking().size() < 2) {
      return;
    }
    String first = choice.winner().orElse(choice.ranking().getFirst());
    String second =
        choice.ranking().stream().filter(id -> !id.equals(first)).findFirst().orElseThrow();
    String behind = leads(first, second) ? second : first;
    for (Dimension dimension : figures.weights().keySet()) {
      flip(dimension, first, second)
          .ifPresent(weight -> lines.add(line(dimension, weight, behind)));
    }
    if (lines.isEmpty() && figures.weights().size() > 1) {
      lines.add(
          new Text(
              "单独调哪个维度的权重，%s 和 %s 的先后都不会变。".formatted(figures.name(first), figures.name(second)),
              "No single weight, whatever its size, makes %s and %s change places."
                  .formatted(figures.name(first), figures.name(second))));
    }
  }

  /** Whether the first has the higher overall score; the one that is taken need not. */
  private boolean leads(String first, String second) {
    double lead = 0;
    for (Map.Entry<Dimension, Double> each : figures.weights().entrySet()) {
      lead += each.getValue() * figures.lead(each.getKey(), first, second).orElse(0);
    }
    return lead >= 0;
  }

  private OptionalDouble flip(Dimension dimension, String first, String second) {
    double own = figures.lead(dimension, first, second).orElse(0);
    double others = 0;
    double rest = 0;
    for (Dimension each : figures.weights().keySet()) {
      if (each != dimension) {
        double weight = figures.weights().getOrDefault(each, 0.0);
        others += weight * figures.lead(each, first, second).orElse(0);
        rest += weight;
      }
    }
    return flip(own, rest > 0 ? others / rest : 0);
  }

  /** The weight w of a dimension at which {@code w·own + (1 − w)·others} is 0, within 0 to 1. */
  static OptionalDouble flip(double own, double others) {
    return own * others < 0 ? OptionalDouble.of(others / (others - own)) : OptionalDouble.empty();
  }

  private Text line(Dimension dimension, double weight, String behind) {
    double now = figures.weights().getOrDefault(dimension, 0.0);
    boolean up = weight > now;
    return new Text(
        "%s的权重从 %s %s %s %s，领先的就换成 %s（其余按比例缩放）。"
            .formatted(
                dimension.title().zh(),
                Words.percent(now),
                up ? "提到" : "降到",
                Words.percent(weight),
                up ? "以上" : "以下",
                figures.name(behind)),
        "%s weighted %s %s instead of %s would put %s ahead (the others in proportion)."
            .formatted(
                dimension.title().en(),
                up ? "above" : "below",
                Words.percent(weight),
                Words.percent(now),
                figures.name(behind)));
  }

  private void moreCases(List<Text> lines) {
    for (Recommendation.Pair pair : figures.overall().pairs()) {
      OptionalInt needed = pair.casesNeeded();
      if (needed.isPresent()
          && choice.ranking().contains(pair.a())
          && choice.ranking().contains(pair.b())) {
        double spread =
            Optional.ofNullable(
                    figures
                        .overallMeasured()
                        .differences()
                        .get(new Measured.PairKey(pair.a(), pair.b())))
                .map(Inference::spread)
                .orElse(1.0);
        lines.add(
            new Text(
                "再测约 %d 个用例，%s 和 %s 有 80%% 的机会分出结果（容差 %s，单个用例差值的标准差 %s）。"
                    .formatted(
                        Words.about(needed.getAsInt()),
                        figures.name(pair.a()),
                        figures.name(pair.b()),
                        Words.plain(figures.requirements().margin()),
                        Words.points(spread)),
                "About %d more cases would settle %s against %s with 80%% power (margin %s, sd of one case's difference %s)."
                    .formatted(
                        Words.about(needed.getAsInt()),
                        figures.name(pair.a()),
                        figures.name(pair.b()),
                        Words.plain(figures.requirements().margin()),
                        Words.points(spread))));
      }
    }
  }

  private void prices(List<Text> lines) {
    boolean known =
        figures.costs().values().stream()
            .allMatch(each -> each.perThousandConversations().isPresent());
    if (!known && choice.decision() == Decision.EQUIVALENT) {
      lines.add(
          new Text(
              "在选型文件里填上价格，就能在水平相当的里面挑便宜的。",
              "With prices in the selection file, the cheaper of the equivalent ones can be"
                  + " named."));
    }
    if (choice.ground() == Choice.Ground.CHEAPER) {
      String winner = choice.winner().orElseThrow();
      double next =
          choice.ranking().stream()
              .filter(id -> !id.equals(winner))
              .mapToDouble(this::price)
              .min()
              .orElse(Double.NaN);
      String money = Words.money(next, figures.requirements().currency());
      lines.add(
          new Text(
              "%s 每千次会话涨到 %s 以上，就不再是便宜的那款。".formatted(figures.name(winner), money),
              "Above %s per 1,000 conversations %s is no longer the cheaper one."
                  .formatted(money, figures.name(winner))));
    }
  }

  private double price(String id) {
    Recommendation.Cost cost = figures.costs().get(id);
    return cost == null ? Double.NaN : cost.perThousandConversations().orElse(Double.NaN);
  }
}
