package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Difficulty;
import touchstone.model.Dimension;
import touchstone.model.Exchange;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.TokenTimeline;
import touchstone.model.ToolCall;
import touchstone.model.Turn;
import touchstone.model.Usage;
import touchstone.suite.Reply;

/** Cases, samples and their grades for tests. */
final class Samples {
  private static final CaseGrader GRADER = new CaseGrader();

  private Samples() {}

  /** A case with one turn. */
  static Case one(String system, String user, Check... checks) {
    return new Case(
        "case",
        Dimension.SEMANTICS,
        "skill",
        Difficulty.EASY,
        "cluster",
        Optional.empty(),
        Optional.of(system),
        List.of(new Turn(user, List.of(checks))));
  }

  /** The finding of one check on one answer. */
  static Finding finding(String system, String user, Check check, String answer) {
    Case asked = one(system, user, check);
    return GRADER
        .grade(asked, sample(asked, List.of(answer), Outcome.COMPLETED))
        .findings()
        .getFirst();
  }

  /** Grades an answer to one turn; the turns before have neutral answers and no checks. */
  static Grade grade(Case asked, int turn, String answer) {
    return grade(asked, turn, Reply.of(answer));
  }

  /** The same with the calls of the answer. */
  static Grade grade(Case asked, int turn, Reply reply) {
    var turns = new ArrayList<Turn>();
    var answers = new ArrayList<String>();
    for (int i = 0; i <= turn; i++) {
      Turn each = asked.turns().get(i);
      turns.add(i < turn ? new Turn(each.user(), List.of()) : each);
      answers.add(i < turn ? "好的。" : reply.answer());
    }
    Case shortened =
        new Case(
            asked.id(),
            asked.dimension(),
            asked.skill(),
            asked.difficulty(),
            asked.cluster(),
            asked.cleanTwin(),
            asked.system(),
            turns,
            asked.tools());
    return GRADER.grade(shortened, sample(shortened, answers, reply.calls(), Outcome.COMPLETED));
  }

  static Grade grade(Case asked, Sample sample) {
    return GRADER.grade(asked, sample);
  }

  static Sample sample(Case asked, List<String> answers, Outcome outcome) {
    return sample(asked, answers, List.of(), outcome);
  }

  /** A sample whose last answer made some calls. */
  static Sample sample(Case asked, List<String> answers, List<ToolCall> calls, Outcome outcome) {
    var exchanges = new ArrayList<Exchange>();
    for (int i = 0; i < answers.size(); i++) {
      List<ToolCall> made = i == answers.size() - 1 ? calls : List.of();
      exchanges.add(exchange(asked.turns().get(i).user(), answers.get(i), made, outcome));
    }
    return new Sample(
        new SampleKey("a", new Phase.Cases(), "suite/" + asked.id(), 0),
        "b-1",
        7,
        asked.system(),
        exchanges,
        outcome,
        0);
  }

  private static Exchange exchange(
      String user, String answer, List<ToolCall> calls, Outcome outcome) {
    return new Exchange(
        user,
        answer,
        "",
        "stop",
        false,
        outcome,
        outcome == Outcome.COMPLETED ? "" : "detail",
        1,
        TokenTimeline.nothing(),
        new Usage(1, 1, 0, Usage.Source.SERVER),
        calls);
  }
}
