package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Exchange;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Sample;
import touchstone.model.Standing;
import touchstone.model.Text;
import touchstone.model.Turn;

/**
 * Grades samples by their cases, without a judge. Pure, stateless and thread-safe; the same sample
 * always gets the same grade.
 */
public final class CaseGrader {
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

  private static final double LOWEST = 1;
  private static final double SPAN = 4;
  private static final double MOST_WITH_VETO = 2;
  static final Pattern THOUGHT = Pattern.compile("<think>[^<]{0,40000}</think>");

  /** Grades one sample; its outcome decides whether there is anything to score. */
  public Grade grade(Case asked, Sample sample) {
    return switch (sample.outcome()) {
      case INFRA_FAIL -> unscored(asked, sample, Standing.INFRA_FAIL);
      case SKIPPED -> unscored(asked, sample, Standing.SKIPPED);
      case MODEL_FAIL -> failed(asked, sample, List.of(), detail(sample));
      case COMPLETED -> completed(asked, sample);
    };
  }

  private static Grade completed(Case asked, Sample sample) {
    List<Answer> answers = answers(asked, sample);
    List<Finding> findings = new ArrayList<>();
    List<String> known = known(asked);
    boolean empty = true;
    boolean refused = true;
    for (int turn = 0; turn < asked.turns().size(); turn++) {
      List<Check> checks = asked.turns().get(turn).checks();
      if (checks.isEmpty()) {
        continue;
      }
      Answer answer = answers.get(turn);
      Calls calls = calls(asked, sample, turn);
      List<Finding> found = turn(checks, answer, known, calls);
      findings.addAll(found);
      empty &= answer.raw().isBlank() && calls.made().isEmpty();
      refused &= calls.made().isEmpty() && refused(checks, answer, found);
    }
    if (empty) {
      return failed(asked, sample, findings, "空答案 / empty answer");
    }
    return refused
        ? failed(asked, sample, findings, "不该拒绝却拒绝了 / refused where no refusal is due")
        : scored(asked, sample, findings);
  }

  private static Calls calls(Case asked, Sample sample, int turn) {
    return turn < sample.exchanges().size()
        ? Calls.of(
            asked.tools(),
            asked.turns().get(turn).checks(),
            sample.exchanges().get(turn).toolCalls())
        : Calls.NONE;
  }

  private static List<Answer> answers(Case asked, Sample sample) {
    var before = new StringBuilder(sample.system().or(asked::system).orElse(""));
    var answers = new ArrayList<Answer>();
    for (int turn = 0; turn < asked.turns().size(); turn++) {
      boolean there = turn < sample.exchanges().size();
      Exchange exchange = there ? sample.exchanges().get(turn) : null;
      String user = exchange == null ? asked.turns().get(turn).user() : exchange.user();
      before.append('\n').append(user);
      answers.add(
          Answer.of(turn, exchange == null ? "" : exchange.answer(), user, before.toString()));
    }
    return answers;
  }

  /** What right answers of the case state is no invention. */
  private static List<String> known(Case asked) {
    var known = new ArrayList<String>();
    for (Turn turn : asked.turns()) {
      for (Check check : turn.checks()) {
        if (check instanceof Check.KeyPoint point && !point.forbidden()) {
          known.addAll(point.slots());
        } else if (check instanceof Check.Recall recall) {
          known.addAll(recall.expected());
        }
      }
    }
    return known;
  }

  private static List<Finding> turn(
      List<Check> checks, Answer answer, List<String> known, Calls calls) {
    if (answer.raw().isBlank()) {
      return checks.stream()
          .map(check ->
              calls.made().isEmpty() ? unanswered(check, answer) : called(check, answer, calls))
          .toList();
    }
    Answer shown = answer.without(THOUGHT);
    List<Finding> findings =
        checks.stream()
            .map(check ->
                finding(check, check instanceof Check.ChatStyle ? answer : shown, known, calls))
            .toList();
    boolean invented =
        findings.stream()
            .anyMatch(each -> each.veto() && each.grader().equals(InventionGrader.NAME));
    return invented ? findings.stream().map(CaseGrader::withoutWarmth).toList() : findings;
  }

  /** A call without a word beside it: nothing in it can break a rule of style. */
  private static Finding called(Check check, Answer answer, Calls calls) {
    return switch (check) {
      case Check.Call each -> ToolCallGrader.due(each, answer, calls);
      case Check.NoCall each -> ToolCallGrader.none(each, answer, calls);
      default ->
          earns(check)
              ? unanswered(check, answer)
              : new Note(name(check), "", answer, check.weight())
                  .of(1, "", "只有调用，没有文字。", "A call and no words.");
    };
  }

  private static Finding finding(Check check, Answer answer, List<String> known, Calls calls) {
    return switch (check) {
      case Check.KeyPoint each -> KeyPointGrader.grade(each, answer.withoutEcho());
      case Check.Recall each -> RecallGrader.grade(each, answer);
      case Check.Script each -> ScriptGrader.grade(each, answer);
      case Check.NoRepetition each -> RepetitionGrader.grade(each, answer);
      case Check.NoRefusal each -> RefusalGrader.grade(each, answer);
      case Check.Declines each -> DeclineGrader.grade(each, answer);
      case Check.Directness each -> DirectnessGrader.grade(each, answer);
      case Check.NoInvention each -> InventionGrader.grade(each, answer, known);
      case Check.NoLeak each -> LeakGrader.grade(each, answer);
      case Check.Empathy each -> EmpathyGrader.grade(each, answer);
      case Check.Clarifies each -> ClarifyGrader.grade(each, answer);
      case Check.ChatStyle each -> StyleGrader.grade(each, answer);
      case Check.Assertions each -> AssertionGrader.grade(each, answer);
      case Check.Call each -> ToolCallGrader.due(each, answer, calls);
      case Check.NoCall each -> ToolCallGrader.none(each, answer, calls);
    };
  }

  /** The grader that decides a check. */
  static String name(Check check) {
    return switch (check) {
      case Check.KeyPoint _ -> KeyPointGrader.NAME;
      case Check.Recall _ -> RecallGrader.NAME;
      case Check.Script _ -> ScriptGrader.NAME;
      case Check.NoRepetition _ -> RepetitionGrader.NAME;
      case Check.NoRefusal _ -> RefusalGrader.NAME;
      case Check.Declines _ -> DeclineGrader.NAME;
      case Check.Directness _ -> DirectnessGrader.NAME;
      case Check.NoInvention _ -> InventionGrader.NAME;
      case Check.NoLeak _ -> LeakGrader.NAME;
      case Check.Empathy _ -> EmpathyGrader.NAME;
      case Check.Clarifies _ -> ClarifyGrader.NAME;
      case Check.ChatStyle _ -> StyleGrader.NAME;
      case Check.Assertions _ -> AssertionGrader.NAME;
      case Check.Call _, Check.NoCall _ -> ToolCallGrader.NAME;
    };
  }

  private static Finding unanswered(Check check, Answer answer) {
    return new Note(name(check), "", answer, check.weight())
        .of(0, "", "这一轮没有回答。", "This turn was not answered.");
  }

  private static Finding withoutWarmth(Finding finding) {
    if (!finding.grader().equals(EmpathyGrader.NAME)) {
      return finding;
    }
    Text note = new Text("同一条回答里有编造，共情不计分。", "No credit for warmth beside an invention.");
    return new Finding(
        finding.grader(),
        finding.about(),
        finding.turn(),
        finding.weight(),
        0,
        finding.quote(),
        note,
        false);
  }

  private static boolean refused(List<Check> checks, Answer answer, List<Finding> findings) {
    boolean due =
        checks.stream()
            .anyMatch(check ->
                check instanceof Check.Declines
                    || check instanceof Check.NoLeak
                    || check instanceof Check.Assertions
                    || check instanceof Check.Clarifies);
    boolean helped =
        findings.stream()
            .anyMatch(each ->
                each.credit() > 0
                    && !each.quote().isEmpty()
                    && (each.grader().equals(KeyPointGrader.NAME)
                        || each.grader().equals(RecallGrader.NAME)));
    return !due && !helped && Refusals.whole(answer);
  }

  private static Grade scored(Case asked, Sample sample, List<Finding> findings) {
    if (findings.isEmpty()) {
      return unscored(asked, sample, Standing.SKIPPED);
    }
    double score = LOWEST + SPAN * content(findings, asked);
    boolean veto = findings.stream().anyMatch(Finding::veto);
    double capped = veto ? Math.min(score, MOST_WITH_VETO) : score;
    return new Grade(
        sample.key(),
        asked.dimension(),
        asked.cluster(),
        Standing.SCORED,
        OptionalDouble.of(capped),
        findings,
        "");
  }

  /** What is asked for earns, what must not happen costs; 0 to 1. */
  private static double content(List<Finding> findings, Case asked) {
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

  private static boolean earns(Check check) {
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

  private static Grade failed(Case asked, Sample sample, List<Finding> findings, String reason) {
    return new Grade(
        sample.key(),
        asked.dimension(),
        asked.cluster(),
        Standing.MODEL_FAIL,
        OptionalDouble.of(LOWEST),
        findings,
        reason);
  }

  private static Grade unscored(Case asked, Sample sample, Standing standing) {
    String detail = detail(sample);
    return new Grade(
        sample.key(),
        asked.dimension(),
        asked.cluster(),
        standing,
        OptionalDouble.empty(),
        List.of(),
        detail.isEmpty() ? standing.name() : detail);
  }

  private static String detail(Sample sample) {
    return sample.exchanges().stream()
        .filter(each -> each.outcome() != Outcome.COMPLETED)
        .map(Exchange::detail)
        .findFirst()
        .orElse("");
  }
}
