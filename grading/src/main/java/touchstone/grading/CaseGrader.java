package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Exchange;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Sample;
import touchstone.model.Standing;
import touchstone.model.Turn;

/**
 * Grades samples by their cases, without a judge. Pure, stateless and thread-safe; the same sample
 * always gets the same grade.
 */
public final class CaseGrader {

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
      List<Finding> found = CheckGrader.turn(checks, answer, known, calls);
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
    return new Grade(
        sample.key(),
        asked.dimension(),
        asked.cluster(),
        Standing.SCORED,
        OptionalDouble.of(Score.of(asked, findings)),
        findings,
        "");
  }

  private static Grade failed(Case asked, Sample sample, List<Finding> findings, String reason) {
    return new Grade(
        sample.key(),
        asked.dimension(),
        asked.cluster(),
        Standing.MODEL_FAIL,
        OptionalDouble.of(Score.LOWEST),
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
