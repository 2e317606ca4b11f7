package touchstone.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.model.Dimension;
import touchstone.model.Text;

/** The recommendation in one sentence that needs no statistics to be read. */
final class Sentence {
  /** Nobody puts more cases than this to a model to settle an afternoon's question. */
  private static final int MOST_CASES = 2000;

  private final Assessment figures;
  private final Choice choice;

  private Sentence(Assessment figures, Choice choice) {
    this.figures = figures;
    this.choice = choice;
  }

  static Text of(Assessment figures, Choice choice) {
    Sentence sentence = new Sentence(figures, choice);
    return switch (choice.ground()) {
      case NOTHING_GRADED ->
          new Text(
              "还没有一条回答评出分来，现在下不了结论。",
              "No answer has been graded yet, so there is nothing to decide on.");
      case NONE_PASSES -> sentence.nonePasses();
      case TOO_MUCH_MISSING -> sentence.tooMuchMissing();
      case ALONE -> sentence.alone();
      case ONLY_ONE_LEFT -> sentence.onlyOneLeft();
      case WON -> sentence.won();
      case CHEAPER -> sentence.cheaper();
      case FASTER -> sentence.equal("选反应更快的 %s。", "take %s, the faster one.");
      case ONLY_ONE_PASSES -> sentence.onlyOnePasses();
      case EITHER -> sentence.equal("选哪款都行。", "any of them will do.");
      case TOO_CLOSE -> sentence.tooClose();
    };
  }

  private Text nonePasses() {
    List<String> ids = choice.ranking();
    Optional<Dimension> common = commonShortfall(ids);
    if (ids.size() > 3 || (common.isEmpty() && ids.size() > 2)) {
      return noneOfMany(ids);
    }
    String openingZh =
        ids.size() == 1 ? name(ids.getFirst()) + " 不建议上线：" : Words.countZh(ids.size()) + "款都不建议上线：";
    String openingEn =
        switch (ids.size()) {
          case 1 -> name(ids.getFirst()) + " is not good enough to go live: ";
          case 2 -> "Neither is good enough to go live: ";
          default -> "None of the " + Words.countEn(ids.size()) + " is good enough to go live: ";
        };
    Text fault = common.isPresent() ? sameFault(common.get()) : eachFault(ids);
    return new Text(openingZh + fault.zh(), openingEn + fault.en());
  }

  private Text noneOfMany(List<String> ids) {
    String best = ids.getFirst();
    Shortfall worst = figures.shortfallsOf(best).getFirst();
    return new Text(
        "%s款都不建议上线：综合最好的 %s，%s也只有 %s 分，%s。"
            .formatted(
                Words.countZh(ids.size()),
                name(best),
                worst.dimension().title().zh(),
                figure(worst),
                distance(List.of(worst)).zh()),
        "None of the %s is good enough to go live: even the best overall, %s, scores only %s in %s, %s."
            .formatted(
                Words.countEn(ids.size()),
                name(best),
                figure(worst),
                english(worst.dimension()),
                distance(List.of(worst)).en()));
  }

  /** The dimension whose floor all miss: surely if there is one, then with the widest gaps. */
  private Optional<Dimension> commonShortfall(List<String> ids) {
    return figures.measured().keySet().stream()
        .filter(dimension -> shortfalls(ids, dimension).size() == ids.size())
        .max(
            Comparator.comparing(
                    (Dimension each) -> shortfalls(ids, each).stream().allMatch(Shortfall::sure))
                .thenComparingDouble(
                    each -> shortfalls(ids, each).stream().mapToDouble(Shortfall::gap).sum()));
  }

  private List<Shortfall> shortfalls(List<String> ids, Dimension dimension) {
    return ids.stream()
        .flatMap(
            id -> figures.shortfallsOf(id).stream().filter(each -> each.dimension() == dimension))
        .toList();
  }

  /** Scores without names stand in the order in which every report shows the candidates. */
  private Text sameFault(Dimension dimension) {
    List<String> ids = figures.ids();
    List<Shortfall> faults = shortfalls(ids, dimension);
    List<String> scores = faults.stream().map(Sentence::figure).toList();
    boolean same = scores.stream().distinct().count() == 1;
    Text distance = distance(faults);
    String zh = ids.size() == 1 ? "只有 " : same ? "都只有 " : "分别只有 ";
    String listZh =
        same ? scores.getFirst() + " 分" : Words.listZh(scores.stream().map(s -> s + " 分").toList());
    String en = same ? scores.getFirst() : Words.listEn(scores);
    return new Text(
        dimension.title().zh() + zh + listZh + "，" + distance.zh() + "。",
        "%s scores only %s, %s.".formatted(english(dimension), en, distance.en()));
  }

  private Text eachFault(List<String> ids) {
    List<Shortfall> worst = ids.stream().map(id -> figures.shortfallsOf(id).getFirst()).toList();
    return new Text(
        String.join("，", worst.stream().map(this::faultZh).toList()) + "。",
        String.join(", ", worst.stream().map(this::faultEn).toList()) + ".");
  }

  private String faultZh(Shortfall fault) {
    return "%s 的%s只有 %s 分（底线 %s 分）"
        .formatted(
            name(fault.candidate()),
            fault.dimension().title().zh(),
            figure(fault),
            Words.plain(fault.floor()));
  }

  private String faultEn(Shortfall fault) {
    return "%s scores only %s in %s (floor %s)"
        .formatted(
            name(fault.candidate()),
            figure(fault),
            english(fault.dimension()),
            Words.plain(fault.floor()));
  }

  private static Text distance(List<Shortfall> faults) {
    String floor = Words.plain(faults.getFirst().floor());
    return faults.stream().allMatch(each -> each.gap() >= 1)
        ? new Text("离 " + floor + " 分的底线还差得远", "far below the floor of " + floor)
        : new Text("没到 " + floor + " 分的底线", "below the floor of " + floor);
  }

  private Text tooMuchMissing() {
    Completeness completeness = figures.completeness();
    String worst =
        figures.ids().stream().max(Comparator.comparingInt(completeness::missing)).orElseThrow();
    int missing = completeness.missing(worst);
    return missing == 0
        ? new Text(
            "各款答完的份额相差太多，先不下结论，补齐了再比。",
            "The candidates finished too different shares of their trials to be compared; complete"
                + " them first.")
        : new Text(
            "先不下结论：计划的 %d 个用例里，%s 还有 %d 个没拿到评分，补齐了再比。"
                .formatted(completeness.plannedCases(), name(worst), missing),
            "No verdict yet: of %d planned cases, %d of %s are without a grade; complete them first."
                .formatted(completeness.plannedCases(), missing, name(worst)));
  }

  private Text alone() {
    String only = name(figures.ids().getFirst());
    return new Text(
        "候选只有 %s 一款，没有可比的对象；单看它自己，各项都过了底线，可以用。".formatted(only),
        "%s is the only candidate, so there was nothing to compare it with; on its own it clears every floor."
            .formatted(only));
  }

  private Text onlyOneLeft() {
    String winner = choice.winner().orElseThrow();
    List<String> others = figures.ids().stream().filter(id -> !id.equals(winner)).toList();
    if (others.size() > 1) {
      return new Text(
          "建议用 %s：%s款里只有它各项都过了底线。".formatted(name(winner), Words.countZh(figures.ids().size())),
          "Take %s: the only one of %s that clears every floor."
              .formatted(name(winner), Words.countEn(figures.ids().size())));
    }
    Shortfall fault = figures.shortfallsOf(others.getFirst()).getFirst();
    return new Text(
        "建议用 %s：只有它各项都过了底线，%s。".formatted(name(winner), faultZh(fault)),
        "Take %s: only it clears every floor; %s.".formatted(name(winner), faultEn(fault)));
  }

  private Text won() {
    String winner = choice.winner().orElseThrow();
    String second =
        choice.ranking().stream().filter(id -> !id.equals(winner)).findFirst().orElseThrow();
    String rank = choice.ranking().size() > 2 ? "第二名 " : " ";
    String lead = Words.score(figures.score(winner) - figures.score(second));
    return new Text(
        "建议用 %s：综合 %s 分，比%s%s 高出 %s 分，这个差距不是碰巧。"
            .formatted(name(winner), Words.score(figures.score(winner)), rank, name(second), lead),
        "Take %s: it scores %s overall, %s above %s%s, more than chance explains."
            .formatted(
                name(winner),
                Words.score(figures.score(winner)),
                lead,
                choice.ranking().size() > 2 ? "the runner-up " : "",
                name(second)));
  }

  private Text cheaper() {
    String winner = choice.winner().orElseThrow();
    if (choice.ranking().size() > 2) {
      return equal(
          "选最便宜的 %s，每千次会话 " + price(winner) + "。",
          "take %s, the cheapest at " + price(winner) + " per 1,000 conversations.");
    }
    String other =
        choice.ranking().stream().filter(id -> !id.equals(winner)).findFirst().orElseThrow();
    return equal(
        "选便宜的 %s：每千次会话 " + price(winner) + "，" + name(other) + " 要 " + price(other) + "。",
        "take the cheaper %s: "
            + price(winner)
            + " per 1,000 conversations against "
            + price(other)
            + ".");
  }

  private String price(String id) {
    Recommendation.Cost cost = figures.costs().get(id);
    return cost == null
        ? "?"
        : Words.money(
            cost.perThousandConversations().orElse(0.0), figures.requirements().currency());
  }

  /** Equivalent ones and what to take; a %s in the ending stands for the winner. */
  private Text equal(String endingZh, String endingEn) {
    List<String> names = choice.ranking().stream().map(this::name).toList();
    List<String> scores =
        choice.ranking().stream().map(id -> Words.score(figures.score(id))).toList();
    String winner = choice.winner().map(this::name).orElse("");
    return new Text(
        "%s 水平相当（综合 %s 分），".formatted(Words.listZh(names), String.join(" 对 ", scores))
            + endingZh.replace("%s", winner),
        "%s are equally good (%s overall): "
                .formatted(Words.listEn(names), String.join(" against ", scores))
            + endingEn.replace("%s", winner));
  }

  private Text onlyOnePasses() {
    String winner = choice.winner().orElseThrow();
    String other =
        choice.ranking().stream().filter(id -> !id.equals(winner)).findFirst().orElseThrow();
    Shortfall fault = figures.shortfallsOf(other).getFirst();
    return new Text(
        "建议用 %s：它和 %s 综合水平相当，但 %s。".formatted(name(winner), name(other), faultZh(fault)),
        "Take %s: it is as good overall as %s, but %s."
            .formatted(name(winner), name(other), faultEn(fault)));
  }

  private Text tooClose() {
    List<String> top = choice.ranking();
    if (top.isEmpty() || top.stream().limit(2).noneMatch(figures.overallMeasured()::has)) {
      return new Text(
          "候选之间没有可比的分数，现在下不了结论。",
          "The candidates have no score in common, so there is no verdict yet.");
    }
    String first = top.getFirst();
    if (top.size() == 1 || top.stream().noneMatch(id -> figures.shortfallsOf(id).isEmpty())) {
      Shortfall fault = figures.shortfallsOf(first).getFirst();
      return new Text(
          "还不能定：%s 综合分最高，可是%s没过 %s 分的底线（%s 分），而且这一点还没测准。"
              .formatted(
                  name(first),
                  fault.dimension().title().zh(),
                  Words.plain(fault.floor()),
                  figure(fault)),
          "Not decided: %s leads overall but may miss the floor of %s in %s (%s), which is not yet certain."
              .formatted(
                  name(first),
                  Words.plain(fault.floor()),
                  english(fault.dimension()),
                  figure(fault)));
    }
    String second = top.get(1);
    OptionalInt needed =
        Assessment.pair(figures.overall().pairs(), first, second)
            .map(Recommendation.Pair::casesNeeded)
            .orElse(OptionalInt.empty());
    boolean practical = needed.orElse(Integer.MAX_VALUE) <= MOST_CASES;
    int more = Words.about(needed.orElse(0));
    return new Text(
        "还分不出高下：%s 综合 %s 分，%s %s 分，差距可能只是碰巧；%s。"
            .formatted(
                name(first),
                Words.score(figures.score(first)),
                name(second),
                Words.score(figures.score(second)),
                practical ? "再测约 " + more + " 个用例才有望定下来" : "差距就在容差边上，再多测也难定"),
        "Too close to call: %s scores %s overall and %s %s, which may be chance; %s."
            .formatted(
                name(first),
                Words.score(figures.score(first)),
                name(second),
                Words.score(figures.score(second)),
                practical
                    ? "about " + more + " more cases should settle it"
                    : "the gap sits close to the margin, so more cases will hardly settle it"));
  }

  private static String figure(Shortfall fault) {
    return Words.below(fault.score().value(), fault.floor());
  }

  private static String english(Dimension dimension) {
    return dimension.title().en().toLowerCase(java.util.Locale.ROOT);
  }

  private String name(String id) {
    return figures.name(id);
  }
}
