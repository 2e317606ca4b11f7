package touchstone.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.CaseScores.Scored;

/** Why the sentence says what it says, in three to five lines with figures. */
final class Reasons {
  private static final int MOST = 5;
  private static final int LEAST_TWINS = 3;

  private final Assessment figures;
  private final List<String> order;

  private Reasons(Assessment figures, Choice choice) {
    this.figures = figures;
    this.order = new ArrayList<>(choice.ranking());
    figures.ids().stream()
        .filter(id -> !order.contains(id))
        .sorted(Comparator.comparingDouble(id -> -figures.score(id)))
        .forEach(order::add);
  }

  static List<Text> of(Assessment figures, Choice choice) {
    Reasons reasons = new Reasons(figures, choice);
    List<Text> lines = new ArrayList<>();
    if (choice.ground() == Choice.Ground.NOTHING_GRADED) {
      return lines;
    }
    reasons.overall(lines);
    reasons.floors(lines);
    reasons.dimensions(lines);
    List<Text> kept = new ArrayList<>(lines.subList(0, Math.min(lines.size(), MOST - 1)));
    reasons.disturbed(kept);
    if (kept.size() < MOST && lines.size() > kept.size()) {
      kept.addAll(lines.subList(MOST - 1, Math.min(lines.size(), MOST)));
    }
    return kept;
  }

  private void overall(List<Text> lines) {
    Map<String, Estimate> scores = figures.overall().scores();
    if (scores.isEmpty()) {
      return;
    }
    List<String> shown = order.stream().filter(scores::containsKey).limit(3).toList();
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (String id : shown) {
      Estimate score = scores.get(id);
      if (score != null) {
        zh.add("%s %s 分（95%% 区间 %s）".formatted(name(id), Words.score(score.value()), range(score)));
        en.add(
            "%s %s (95%% interval %s)"
                .formatted(name(id), Words.score(score.value()), range(score)));
      }
    }
    if (!zh.isEmpty()) {
      lines.add(
          new Text("综合：" + String.join("，", zh) + "。", "Overall: " + String.join(", ", en) + "."));
    }
  }

  private void floors(List<Text> lines) {
    for (String id : figures.ids()) {
      List<Shortfall> own = figures.shortfallsOf(id);
      if (!own.isEmpty() && lines.size() < 3) {
        lines.add(
            new Text(
                "%s 没过底线的有：%s。"
                    .formatted(
                        name(id),
                        String.join(
                            "、",
                            own.stream()
                                .map(each ->
                                    each.dimension().title().zh()
                                        + " "
                                        + Words.below(each.score().value(), each.floor())
                                        + "（底线 "
                                        + Words.plain(each.floor())
                                        + "）")
                                .toList())),
                "%s misses floors: %s."
                    .formatted(
                        name(id),
                        String.join(
                            ", ",
                            own.stream()
                                .map(each ->
                                    each.dimension().title().en()
                                        + " "
                                        + Words.below(each.score().value(), each.floor())
                                        + " (floor "
                                        + Words.plain(each.floor())
                                        + ")")
                                .toList()))));
      }
    }
  }

  /** The comparisons of the first two, the weightiest first. */
  private void dimensions(List<Text> lines) {
    if (order.size() < 2) {
      return;
    }
    String first = order.getFirst();
    String second = order.get(1);
    figures.weights().keySet().stream()
        .sorted(Comparator.comparingDouble(each -> -effect(each, first, second)))
        .forEach(dimension -> {
          Recommendation.Compared compared = figures.dimensions().get(dimension);
          if (compared != null) {
            Assessment.pair(compared.pairs(), first, second)
                .ifPresent(pair -> lines.add(line(dimension, compared, pair, first, second)));
          }
        });
  }

  private double effect(Dimension dimension, String first, String second) {
    return Math.abs(figures.lead(dimension, first, second).orElse(0))
        * figures.weights().getOrDefault(dimension, 0.0);
  }

  private Text line(
      Dimension dimension,
      Recommendation.Compared compared,
      Recommendation.Pair pair,
      String first,
      String second) {
    Estimate difference = pair.difference();
    String better = difference.value() > 0 ? pair.a() : pair.b();
    String worse = better.equals(pair.a()) ? pair.b() : pair.a();
    Text verdict =
        switch (pair.decision()) {
          case BETTER -> new Text(name(better) + " 更好", name(better) + " is better");
          case EQUIVALENT -> new Text("相当", "equivalent");
          case UNDECIDED, NONE_GOOD_ENOUGH -> undecided(pair);
        };
    String n = String.valueOf(difference.n());
    Text unit =
        dimension == Dimension.COST
            ? Text.same("")
            : dimension == Dimension.SPEED
                ? new Text("，" + n + " 个请求", ", " + n + " requests")
                : new Text("，" + n + " 个用例", ", " + n + " cases");
    Text lead = lead(difference.value(), name(better), name(worse));
    return new Text(
        "%s：%s %s 分，%s %s 分，%s（%s%s）。"
            .formatted(
                dimension.title().zh(),
                name(first),
                score(compared, first),
                name(second),
                score(compared, second),
                verdict.zh(),
                lead.zh(),
                unit.zh()),
        "%s: %s %s, %s %s, %s (%s%s)."
            .formatted(
                dimension.title().en(),
                name(first),
                score(compared, first),
                name(second),
                score(compared, second),
                verdict.en(),
                lead.en(),
                unit.en()));
  }

  private static Text lead(double difference, String better, String worse) {
    String points = Words.points(Math.abs(difference));
    return points.equals("0.00")
        ? new Text("分数一样", "the same score")
        : new Text(
            better + " 比 " + worse + " 高 " + points, better + " leads " + worse + " by " + points);
  }

  private static Text undecided(Recommendation.Pair pair) {
    return pair.casesNeeded().isEmpty()
        ? new Text("尚难定论", "undecided")
        : new Text(
            "尚难定论，还差约 " + Words.about(pair.casesNeeded().getAsInt()) + " 个",
            "undecided, about " + Words.about(pair.casesNeeded().getAsInt()) + " more needed");
  }

  private static String score(Recommendation.Compared compared, String id) {
    Estimate score = compared.scores().get(id);
    return score == null ? "–" : Words.score(score.value());
  }

  /** By how much each candidate drops from a clean case to its disturbed twin. */
  private void disturbed(List<Text> lines) {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Evidence.OfCandidate each : figures.evidence().candidates()) {
      SortedMap<String, Scored> drops = drops(each);
      if (drops.size() >= LEAST_TWINS) {
        double drop = GradedDimension.mean(drops).value();
        zh.add(
            "%s %s %s 分（%d 对用例）"
                .formatted(
                    name(each.id()),
                    drop >= 0 ? "掉" : "反升",
                    Words.points(Math.abs(drop)),
                    drops.size()));
        en.add(
            "%s %s %s points (%d pairs)"
                .formatted(
                    name(each.id()),
                    drop >= 0 ? "drops" : "gains",
                    Words.points(Math.abs(drop)),
                    drops.size()));
      }
    }
    if (!zh.isEmpty()) {
      lines.add(
          new Text(
              "输入加了干扰以后：" + String.join("，", zh) + "。",
              "On disturbed input: " + String.join(", ", en) + "."));
    }
  }

  private SortedMap<String, Scored> drops(Evidence.OfCandidate candidate) {
    SortedMap<String, Scored> all = new TreeMap<>();
    for (Dimension dimension : Dimension.values()) {
      if (dimension.graded()) {
        all.putAll(CaseScores.of(candidate, dimension));
      }
    }
    SortedMap<String, Scored> drops = new TreeMap<>();
    figures
        .evidence()
        .cleanTwins()
        .forEach((disturbed, clean) -> {
          Scored before = all.get(clean);
          Scored after = all.get(disturbed);
          if (before != null && after != null) {
            drops.put(disturbed, new Scored(after.cluster(), before.score() - after.score()));
          }
        });
    return drops;
  }

  static String range(Estimate estimate) {
    return Words.points(estimate.low()) + "–" + Words.points(estimate.high());
  }

  private String name(String id) {
    return figures.name(id);
  }
}
