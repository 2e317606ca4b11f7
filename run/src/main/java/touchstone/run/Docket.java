package touchstone.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.judge.Audit;
import touchstone.judge.Matter;
import touchstone.model.Candidate;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Message;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Sha256;
import touchstone.model.Standing;
import touchstone.model.Suite;

/**
 * Which pairs of a run's answers a judge compares: those to cases of expression and empathy, of one
 * turn and in a language that judges are tried in, where both answers have a score by the rules and
 * neither a veto. Elsewhere the rules quote words as evidence and err less than a judge may. Pure.
 */
final class Docket {
  private final Plan plan;
  private final Map<SampleKey, Sample> samples = new HashMap<>();
  private final Map<SampleKey, Grade> grades = new HashMap<>();

  private Docket(Plan plan, List<Sample> samples, List<Grade> grades) {
    this.plan = plan;
    samples.forEach(each -> this.samples.put(each.key(), each));
    grades.forEach(each -> this.grades.put(each.key(), each));
  }

  /**
   * Two answers to compare.
   *
   * @param answers digest of both, see {@link touchstone.store.Judgement}
   */
  record Item(
      Dimension dimension,
      String caseId,
      int trial,
      String first,
      String second,
      Matter matter,
      String firstAnswer,
      String secondAnswer,
      String answers) {
    boolean identical() {
      return firstAnswer.strip().equals(secondAnswer.strip());
    }
  }

  /** All pairs, trial by trial and case by case, so that what is cut off treats all alike. */
  static List<Item> of(Plan plan, List<Sample> samples, List<Grade> grades) {
    Docket docket = new Docket(plan, samples, grades);
    List<Item> items = new ArrayList<>();
    for (int trial = 0; trial < plan.trials(); trial++) {
      for (Suite suite : plan.suites()) {
        for (Case test : suite.cases()) {
          if (judged(suite, test)) {
            docket.pairs(suite.name() + "/" + test.id(), test, trial, items);
          }
        }
      }
    }
    return List.copyOf(items);
  }

  /** Whether a case is one for a judge, whatever was answered. */
  static boolean judged(Suite suite, Case test) {
    return test.dimension() == Dimension.EXPRESSION
        && test.turns().size() == 1
        && Audit.languages().contains(suite.language());
  }

  private void pairs(String caseId, Case test, int trial, List<Item> items) {
    List<Candidate> candidates = plan.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      for (int j = i + 1; j < candidates.size(); j++) {
        Optional<Sample> first = sound(candidates.get(i).id(), caseId, trial);
        Optional<Sample> second = sound(candidates.get(j).id(), caseId, trial);
        if (first.isPresent() && second.isPresent()) {
          items.add(item(test, first.get(), second.get()));
        }
      }
    }
  }

  /** A sample that the rules scored and did not veto. */
  private Optional<Sample> sound(String candidate, String caseId, int trial) {
    SampleKey key = new SampleKey(candidate, new Phase.Cases(), caseId, trial);
    return Optional.ofNullable(grades.get(key))
        .filter(each -> each.standing() == Standing.SCORED)
        .filter(each -> each.findings().stream().noneMatch(Finding::veto))
        .flatMap(_ -> Optional.ofNullable(samples.get(key)))
        .filter(each -> !each.answer().isBlank());
  }

  private static Item item(Case test, Sample first, Sample second) {
    String user = first.exchanges().getLast().user();
    return new Item(
        test.dimension(),
        first.key().caseId(),
        first.key().trial(),
        first.key().candidate(),
        second.key().candidate(),
        Matter.of(test, 0, List.of(Message.user(user))),
        first.answer(),
        second.answer(),
        Sha256.of(first.answer().length() + ":" + first.answer() + second.answer()));
  }
}
