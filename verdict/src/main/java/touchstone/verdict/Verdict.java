package touchstone.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import touchstone.model.Dimension;
import touchstone.model.Text;

/**
 * Decides which candidate to take. A pure function: the same requirements and evidence give the
 * same recommendation, to the letter, in whatever order the grades arrive.
 */
public final class Verdict {
  private Verdict() {}

  /** The recommendation that some evidence bears. */
  public static Recommendation decide(Requirements requirements, Evidence evidence) {
    List<Evidence.OfCandidate> leftOut = LeftOut.of(evidence);
    Assessment figures = Assessment.of(requirements, LeftOut.without(evidence, leftOut));
    Choice choice = Choice.of(figures);
    List<Recommendation.Caveat> caveats = new ArrayList<>();
    leftOut.forEach(each -> caveats.add(LeftOut.caveat(each, evidence)));
    caveats.addAll(Caveats.of(figures, choice));
    return new Recommendation(
        choice.decision(),
        choice.winner(),
        Sentence.of(figures, choice),
        Reasons.of(figures, choice),
        Certainty.of(figures, choice),
        WouldChange.of(figures, choice),
        caveats,
        overall(figures, choice),
        dimensions(figures),
        coverage(evidence),
        CostScore.costs(requirements, evidence));
  }

  private static Map<String, Recommendation.Coverage> coverage(Evidence evidence) {
    Map<String, Recommendation.Coverage> coverage = new LinkedHashMap<>();
    evidence
        .candidates()
        .forEach(each -> coverage.put(each.id(), Completeness.coverage(each, evidence)));
    return coverage;
  }

  /** How the overall score comes about. */
  public static Text overallRule() {
    return Overall.RULE;
  }

  /** What a watched run promises, in place of intervals of a size fixed beforehand. */
  public static Text watchedRule() {
    return new Text(
        "这次运行边跑边看（stopping: watched，开跑前声明）：先测的候选跑满计划的用例，后测的一有结论就停。"
            + "结论和区间都来自随时看都成立的方法：不论何时停，误判率合计不超过 5%，代价是区间比固定题数时宽。",
        "This run was watched (stopping: watched, declared before it began): the first candidate"
            + " took all planned cases, the later ones stopped when the answer was known. Verdicts"
            + " and intervals come from methods that hold whenever one looks: errors stay within 5%"
            + " in all wherever it stops, for intervals wider than those of a size fixed"
            + " beforehand.");
  }

  /** How a candidate counts as better, equivalent or undecided, with the margin in figures. */
  public static Text decisionRule(double margin) {
    String m = Words.plain(margin);
    return new Text(
        ("差值的区间整段超出 ±%s 才算“更好”，整段落在 ±%s 以内算“相当”，否则“尚难定论”，并给出还缺的用例数"
                + "（按 80%% 的把握估算）。答题的四个维度一起用 Holm 法校正，误判率合计不超过 5%%，速度与成本另作一组；综合分事先声明，单独判断。")
            .formatted(m, m),
        ("“Better” takes an interval of the difference wholly beyond ±%s, “equivalent” one wholly"
             + " inside it; anything else is undecided, with the cases still needed for 80%% power."
             + " The four graded dimensions are corrected together by Holm for an error rate of 5%%"
             + " in all, speed and cost as a family of their own; the overall score was declared"
             + " beforehand and stands alone.")
            .formatted(m));
  }

  /** The choice outranks the mere comparison of overall scores. */
  private static Recommendation.Compared overall(Assessment figures, Choice choice) {
    Recommendation.Compared compared = figures.overall();
    return choice.decision() == Decision.NONE_GOOD_ENOUGH
        ? new Recommendation.Compared(
            choice.decision(),
            choice.winner(),
            compared.scores(),
            compared.belowFloor(),
            compared.pairs())
        : compared;
  }

  private static List<Recommendation.OfDimension> dimensions(Assessment figures) {
    List<Recommendation.OfDimension> dimensions = new ArrayList<>();
    for (Map.Entry<Dimension, Recommendation.Compared> each : figures.dimensions().entrySet()) {
      Dimension dimension = each.getKey();
      Measured measured = figures.measured().get(dimension);
      dimensions.add(
          new Recommendation.OfDimension(
              dimension,
              figures.requirements().weight(dimension),
              figures.requirements().floor(dimension),
              measured == null ? Text.same("") : measured.rule(),
              each.getValue()));
    }
    return dimensions;
  }
}
