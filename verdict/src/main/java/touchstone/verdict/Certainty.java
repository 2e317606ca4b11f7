package touchstone.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.Estimate;

/** How sure the recommendation is, in plain words, with what it rests on. */
final class Certainty {
  private static final double VERY_SURE = 0.001;

  private Certainty() {}

  static Text of(Assessment figures, Choice choice) {
    return switch (choice.ground()) {
      case NOTHING_GRADED -> new Text("没有把握：0 个用例有评分。", "Not sure at all: no case has a grade.");
      case TOO_MUCH_MISSING -> missing(figures);
      case NONE_PASSES -> floors(figures, choice.ranking());
      case ONLY_ONE_LEFT ->
          floors(
              figures,
              figures.ids().stream().filter(id -> !figures.shortfallsOf(id).isEmpty()).toList());
      case ALONE -> alone(figures, choice);
      case WON -> won(figures, choice);
      case CHEAPER, FASTER, ONLY_ONE_PASSES, EITHER -> equal(figures, choice);
      case TOO_CLOSE -> tooClose(figures, choice);
    };
  }

  private static Text missing(Assessment figures) {
    Completeness completeness = figures.completeness();
    double least =
        completeness.both().values().stream()
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(1 - completeness.apart());
    return new Text(
        "没有把握：要有 %s 以上的用例两边都评出分、各款完成率相差不超过 5 个百分点才下结论；现在是 %s，相差 %s 个百分点。"
            .formatted(
                Words.percent(Completeness.LEAST_BOTH),
                Words.percent(least),
                Words.plain(Math.rint(completeness.apart() * 100))),
        "Not sure: a verdict takes grades on both sides for %s of the cases and shares that differ by at most 5 points; now it is %s, %s points apart."
            .formatted(
                Words.percent(Completeness.LEAST_BOTH),
                Words.percent(least),
                Words.plain(Math.rint(completeness.apart() * 100))));
  }

  /** A candidate surely fails as soon as one floor is surely missed. */
  private static Text floors(Assessment figures, List<String> failing) {
    List<Shortfall> unsure =
        failing.stream()
            .filter(id -> figures.shortfallsOf(id).stream().noneMatch(Shortfall::sure))
            .map(id -> figures.shortfallsOf(id).getFirst())
            .toList();
    int n = cases(figures);
    if (unsure.isEmpty()) {
      Estimate highest =
          failing.stream()
              .flatMap(id -> figures.shortfallsOf(id).stream().filter(Shortfall::sure).limit(1))
              .map(Shortfall::score)
              .max((one, two) -> Double.compare(one.high(), two.high()))
              .orElseThrow();
      return new Text(
          "有把握：%d 个用例，不合格的每一款都至少有一个维度，95%% 区间整段低于底线（最高也只到 %s 分）。"
              .formatted(n, Words.points(highest.high())),
          "Sure: on %d cases, each one that fails has a dimension whose whole 95%% interval lies below the floor (none reaches beyond %s)."
              .formatted(n, Words.points(highest.high())));
    }
    List<String> zh = unsure.stream().map(each -> straddleZh(figures, each)).toList();
    List<String> en = unsure.stream().map(each -> straddleEn(figures, each)).toList();
    return new Text(
        "把握不大（%d 个用例）：%s，再测有可能过线。".formatted(n, String.join("；", zh)),
        "Not very sure (%d cases): %s; more cases may lift it over."
            .formatted(n, String.join("; ", en)));
  }

  private static String straddleZh(Assessment figures, Shortfall each) {
    return "%s 的%s %s 分，95%% 区间 %s 跨着 %s 分的底线"
        .formatted(
            figures.name(each.candidate()),
            each.dimension().title().zh(),
            Words.below(each.score().value(), each.floor()),
            Reasons.range(each.score()),
            Words.plain(each.floor()));
  }

  private static String straddleEn(Assessment figures, Shortfall each) {
    return "%s scores %s in %s and its 95%% interval %s straddles the floor of %s"
        .formatted(
            figures.name(each.candidate()),
            Words.below(each.score().value(), each.floor()),
            each.dimension().title().en().toLowerCase(Locale.ROOT),
            Reasons.range(each.score()),
            Words.plain(each.floor()));
  }

  private static Text alone(Assessment figures, Choice choice) {
    String only = choice.winner().orElseThrow();
    List<Dimension> near =
        figures.dimensions().keySet().stream()
            .filter(each -> straddles(figures, each, only))
            .toList();
    int n = cases(figures);
    return near.isEmpty()
        ? new Text(
            "有把握：%d 个用例，每个维度的 95%% 区间都在底线之上。".formatted(n),
            "Sure: on %d cases, the 95%% interval of every dimension lies above its floor."
                .formatted(n))
        : new Text(
            "把握不大：只有 %d 个用例，%s的 95%% 区间还跨着底线。"
                .formatted(n, Words.listZh(near.stream().map(each -> each.title().zh()).toList())),
            "Not very sure: on only %d cases, the 95%% interval still straddles the floor in %s."
                .formatted(n, Words.listEn(near.stream().map(each -> each.title().en()).toList())));
  }

  private static boolean straddles(Assessment figures, Dimension dimension, String id) {
    Recommendation.Compared compared = figures.dimensions().get(dimension);
    Estimate score = compared == null ? null : compared.scores().get(id);
    return score != null && score.low() < figures.requirements().floor(dimension);
  }

  private static Text won(Assessment figures, Choice choice) {
    String winner = choice.winner().orElseThrow();
    Optional<Recommendation.Pair> hardest =
        choice.ranking().stream()
            .filter(id -> !id.equals(winner))
            .flatMap(id -> Assessment.pair(figures.overall().pairs(), winner, id).stream())
            .max((one, two) -> Double.compare(one.adjustedP(), two.adjustedP()));
    Estimate lead = lead(hardest.orElseThrow(), winner);
    boolean very = hardest.orElseThrow().adjustedP() < VERY_SURE;
    return new Text(
        "%s：%d 个用例逐个配对，领先 %s 分（区间 %s），整段都超出 %s 分的容差。"
            .formatted(
                very ? "很有把握" : "有把握",
                lead.n(),
                Words.points(lead.value()),
                Reasons.range(lead),
                Words.plain(figures.requirements().margin())),
        "%s: case by case on %d cases the lead is %s (interval %s), wholly beyond the margin of %s."
            .formatted(
                very ? "Very sure" : "Sure",
                lead.n(),
                Words.points(lead.value()),
                Reasons.range(lead),
                Words.plain(figures.requirements().margin())));
  }

  private static Estimate lead(Recommendation.Pair pair, String first) {
    Estimate d = pair.difference();
    return pair.a().equals(first)
        ? d
        : new Estimate(-d.value(), -d.high(), -d.low(), d.level(), d.method(), d.n());
  }

  private static Text equal(Assessment figures, Choice choice) {
    double widest =
        GradedDimension.pairs(choice.ranking()).stream()
            .flatMap(
                each -> Assessment.pair(figures.overall().pairs(), each.a(), each.b()).stream())
            .mapToDouble(each ->
                Math.max(Math.abs(each.difference().low()), Math.abs(each.difference().high())))
            .max()
            .orElse(0);
    return new Text(
        "有把握说相当：%d 个用例逐个配对，综合分之差最多 %s 分，没有超出 %s 分的容差。"
            .formatted(
                cases(figures), Words.points(widest), Words.plain(figures.requirements().margin())),
        "Sure that they are equivalent: case by case on %d cases the overall difference is at most %s, within the margin of %s."
            .formatted(
                cases(figures),
                Words.points(widest),
                Words.plain(figures.requirements().margin())));
  }

  private static Text tooClose(Assessment figures, Choice choice) {
    Optional<Recommendation.Pair> pair =
        choice.ranking().size() < 2
            ? Optional.empty()
            : Assessment.pair(
                figures.overall().pairs(), choice.ranking().getFirst(), choice.ranking().get(1));
    if (pair.isEmpty()) {
      return new Text(
          "没有把握：%d 个用例还不够。".formatted(cases(figures)),
          "Not sure: %d cases are not enough.".formatted(cases(figures)));
    }
    Estimate lead = lead(pair.get(), choice.ranking().getFirst());
    String range = Words.points(lead.low()) + " ~ " + Words.points(lead.high());
    return new Text(
        "没有把握：%d 个用例，差值 %s 分，区间 %s，既没有整段超出、也没有整段落在 ±%s 以内。"
            .formatted(
                lead.n(),
                Words.points(lead.value()),
                range,
                Words.plain(figures.requirements().margin())),
        "Not sure: on %d cases the difference is %s (interval %s), neither wholly beyond ±%s nor wholly inside."
            .formatted(
                lead.n(),
                Words.points(lead.value()),
                range,
                Words.plain(figures.requirements().margin())));
  }

  /** Distinct graded cases of the candidate that has the fewest, but some. */
  static int cases(Assessment figures) {
    return figures.completeness().scored().values().stream()
        .filter(count -> count > 0)
        .mapToInt(Integer::intValue)
        .min()
        .orElse(0);
  }
}
