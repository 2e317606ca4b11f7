package touchstone.grading;

import java.util.List;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Finding;
import touchstone.model.Text;

/** From findings to a score, 1 to 5. */
public final class Score {
  /** How findings become a score. */
  public static final Text RULE =
      new Text(
          "得分 = 1 + 4 × 内容得分率，取值 1–5。内容得分率 = (Σ 内容检查的权重 × 得分率 − Σ 规矩检查的权重 × 失分率) ÷ Σ 内容检查的权重，不低于"
              + " 0。内容检查：要点、记忆、婉拒、切题、共情、反问、断言、该有的调用；规矩检查（做到不加分，违反要扣分）：禁忌要点、编造、泄密、语言、重复、拒答、聊天格式、不该有的调用；用例只有规矩检查时，按全部权重计算。说反、编造、泄密、说了禁忌内容、断言没通过、没调用就说办好、擅自办理、参数值错、来回重复或只照搬问题，一票否决，最高"
              + " 2 分；空答案、不该拒绝却拒绝，记 1 分。",
          "score = 1 + 4 × content, from 1 to 5. content = (Σ weight × credit of what is asked for"
              + " − Σ weight × missing credit of what must not happen) / Σ weight of what is asked"
              + " for, at least 0. Asked for: key points, recall, declining, directness, empathy,"
              + " asking back, assertions, due calls. Must not happen (kept earns nothing, broken"
              + " costs): forbidden key points, inventions, leaks, wrong language, repetition,"
              + " refusals, chat style, undue calls; where a case has only these, they are the"
              + " whole. A contradiction, invention, leak, forbidden statement, failed assertion,"
              + " claim without a call, unasked action, wrong argument, loop or mere echo caps the"
              + " score at 2; an empty answer or a refusal where none is due scores 1.");

  static final double LOWEST = 1;
  private static final double SPAN = 4;
  private static final double MOST_WITH_VETO = 2;

  private Score() {}

  /**
   * @param findings one for each check of the case, in its order; not empty
   * @return {@link #LOWEST} to 5
   */
  static double of(Case asked, List<Finding> findings) {
    double score = LOWEST + SPAN * content(asked, findings);
    return findings.stream().anyMatch(Finding::veto) ? Math.min(score, MOST_WITH_VETO) : score;
  }

  /** What is asked for earns, what must not happen costs; 0 to 1. */
  private static double content(Case asked, List<Finding> findings) {
    List<Check> checks = asked.turns().stream().flatMap(turn -> turn.checks().stream()).toList();
    double weights = 0;
    double credits = 0;
    double costs = 0;
    double all = 0;
    for (int i = 0; i < checks.size(); i++) {
      Finding finding = findings.get(i);
      all += finding.weight();
      if (earns(checks.get(i))) {
        weights += finding.weight();
        credits += finding.weight() * finding.credit();
      } else {
        costs += finding.weight() * (1 - finding.credit());
      }
    }
    return Math.max(0, weights > 0 ? (credits - costs) / weights : 1 - costs / all);
  }

  /** Whether a check is met by saying something, not by leaving something out. */
  static boolean earns(Check check) {
    return switch (check) {
      case Check.KeyPoint point -> !point.forbidden();
      case Check.Recall _,
          Check.Declines _,
          Check.Directness _,
          Check.Empathy _,
          Check.Clarifies _,
          Check.Assertions _,
          Check.Call _ ->
          true;
      case Check.NoInvention _,
          Check.NoLeak _,
          Check.Script _,
          Check.NoRepetition _,
          Check.NoRefusal _,
          Check.ChatStyle _,
          Check.NoCall _ ->
          false;
    };
  }
}
