package touchstone.drafts;

import java.util.List;
import java.util.Optional;
import touchstone.grading.CaseGrader;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Exchange;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.TokenTimeline;
import touchstone.model.Turn;
import touchstone.model.Usage;

/**
 * Tries checks before they are proposed: the graders themselves read the paper's answer, which must
 * pass, and a wrong one, which must not.
 */
final class Proof {
  private static final CaseGrader GRADER = new CaseGrader();

  private Proof() {}

  /** Whether an answer gets the whole credit of a check. */
  static boolean holds(String question, String system, String answer, Check check) {
    Grade grade = grade(question, system, answer, List.of(check));
    return grade.findings().size() == 1
        && grade.findings().getFirst().credit() == 1
        && !grade.findings().getFirst().veto();
  }

  /** The score of an answer, 1 to 5; 0 where there is none. */
  static double score(String question, String system, String answer, List<? extends Check> checks) {
    return grade(question, system, answer, checks).score().orElse(0);
  }

  private static Grade grade(
      String question, String system, String answer, List<? extends Check> checks) {
    Case asked =
        new Case(
            "proof",
            Dimension.SEMANTICS,
            "proof",
            Difficulty.MEDIUM,
            "proof",
            Optional.empty(),
            Optional.of(system),
            List.of(new Turn(question, List.copyOf(checks))));
    Exchange exchange =
        new Exchange(
            question,
            answer,
            "",
            "stop",
            false,
            Outcome.COMPLETED,
            "",
            1,
            TokenTimeline.nothing(),
            new Usage(0, 0, 0, Usage.Source.EVENTS));
    Sample sample =
        new Sample(
            new SampleKey("paper", new Phase.Cases(), "proof", 0),
            "proof",
            0,
            Optional.of(system),
            List.of(exchange),
            Outcome.COMPLETED,
            0);
    return GRADER.grade(asked, sample);
  }
}
