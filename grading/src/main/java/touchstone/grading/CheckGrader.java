package touchstone.grading;

import java.util.List;
import java.util.regex.Pattern;
import touchstone.model.Check;
import touchstone.model.Finding;
import touchstone.model.Text;

/** Takes each check to its grader. */
final class CheckGrader {
  static final Pattern THOUGHT = Pattern.compile("<think>[^<]{0,40000}</think>");

  private CheckGrader() {}

  /** What the checks of one turn find in its answer, in their order. */
  static List<Finding> turn(List<Check> checks, Answer answer, List<String> known, Calls calls) {
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
    return invented ? findings.stream().map(CheckGrader::withoutWarmth).toList() : findings;
  }

  /** A call without a word beside it: nothing in it can break a rule of style. */
  private static Finding called(Check check, Answer answer, Calls calls) {
    return switch (check) {
      case Check.Call each -> ToolCallGrader.due(each, answer, calls);
      case Check.NoCall each -> ToolCallGrader.none(each, answer, calls);
      default ->
          Score.earns(check)
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
}
