package touchstone.imports;

import java.util.List;
import java.util.Optional;
import touchstone.model.Assertion;
import touchstone.model.Check;

/** Masks a draft from end to end with one masker. */
final class MaskedDraft {
  private MaskedDraft() {}

  static Draft of(Draft draft, Masker masker) {
    Optional<String> system = draft.system().map(masker::masked);
    List<Draft.Turn> turns =
        draft.turns().stream()
            .map(turn ->
                new Draft.Turn(
                    masker.masked(turn.user()), turn.check().map(each -> check(each, masker))))
            .toList();
    return new Draft(
        draft.id().filter(id -> masker.masked(id).equals(id)),
        draft.variant(),
        draft.skill().map(masker::masked),
        system,
        turns,
        draft.unrunnable(),
        draft.ungraded(),
        draft.answersLeft());
  }

  private static Check.Assertions check(Check.Assertions check, Masker masker) {
    return new Check.Assertions(all(check.all(), masker), check.threshold(), check.weight());
  }

  private static List<Assertion> all(List<Assertion> all, Masker masker) {
    return all.stream().map(each -> one(each, masker)).toList();
  }

  /** JSON and expressions stay as they are: a placeholder inside would change what they mean. */
  private static Assertion one(Assertion assertion, Masker masker) {
    return switch (assertion) {
      case Assertion.Wording each when each.comparison() != Assertion.Comparison.REGEX ->
          new Assertion.Wording(each.comparison(), masked(each.values(), masker), each.terms());
      case Assertion.Wording each -> each;
      case Assertion.Json each -> each;
      case Assertion.Distance each ->
          new Assertion.Distance(masker.masked(each.value()), each.most(), each.terms());
      case Assertion.WordCount each -> each;
      case Assertion.Choice each ->
          new Assertion.Choice(each.right(), masked(each.options(), masker), each.terms());
      case Assertion.Group each ->
          new Assertion.Group(all(each.all(), masker), each.threshold(), each.terms());
    };
  }

  private static List<String> masked(List<String> values, Masker masker) {
    return values.stream().map(masker::masked).toList();
  }
}
