package touchstone.grading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import touchstone.model.Assertion;
import touchstone.model.Check.Assertions;
import touchstone.model.Finding;

/**
 * Adds assertions up as promptfoo does: the score is the mean of the scores weighted by {@code
 * weight}; without a threshold every assertion must pass, with one the score must reach it,
 * whatever single ones say; an assertion of weight 0 cannot fail. What fails is a veto, so that the
 * case scores at most 2.
 */
final class AssertionGrader {
  static final String NAME = "assert";

  private AssertionGrader() {}

  /** What became of one assertion or set. */
  private record Outcome(boolean passed, double score) {}

  static Finding grade(Assertions check, Answer answer) {
    var told = new Told();
    Outcome whole = group(check.all(), check.threshold(), answer, told);
    var note = new Note(NAME, about(check.all()), answer, check.weight());
    String counts = "%d/%d".formatted(told.passed, told.passed + told.failed.size());
    String score = shown(whole.score) + threshold(check.threshold()) + told.metrics();
    if (whole.passed) {
      return note.of(
          whole.score,
          told.quote,
          "断言通过 " + counts + "，得分 " + score + "。",
          "Assertions passed " + counts + ", score " + score + ".");
    }
    String failed = String.join("; ", told.failed);
    return note.failed(
        whole.score,
        "断言没有通过：" + counts + "，得分 " + score + "；没过的：" + failed,
        "Assertions failed: " + counts + " passed, score " + score + "; not: " + failed);
  }

  private static Outcome group(
      List<Assertion> all, OptionalDouble threshold, Answer answer, Told told) {
    double total = 0;
    double weights = 0;
    boolean passed = true;
    for (Assertion each : all) {
      Outcome outcome = outcome(each, answer, told);
      double weight = each.terms().weight();
      total += outcome.score * weight;
      weights += weight;
      passed &= outcome.passed || weight == 0;
      told.metric(each, outcome.score);
    }
    double score = weights > 0 ? total / weights : 0;
    return new Outcome(threshold.isPresent() ? score >= threshold.getAsDouble() : passed, score);
  }

  private static Outcome outcome(Assertion assertion, Answer answer, Told told) {
    if (assertion instanceof Assertion.Group group) {
      return group(group.all(), group.threshold(), answer, told);
    }
    Optional<Boolean> holds = holds(assertion, answer);
    boolean passed = holds.isPresent() && holds.get() != assertion.terms().negated();
    told.of(assertion, passed, holds.isPresent(), answer);
    return new Outcome(passed, passed ? 1 : 0);
  }

  /** Whether the plain assertion holds; empty where that cannot be decided, which never passes. */
  private static Optional<Boolean> holds(Assertion assertion, Answer answer) {
    return switch (assertion) {
      case Assertion.Wording wording -> WordingAssertion.holds(wording, answer);
      case Assertion.Json json -> JsonAssertion.holds(json, answer.shown());
      case Assertion.Distance distance ->
          Edits.within(answer.shown(), distance.value(), distance.most());
      case Assertion.WordCount count -> Optional.of(counted(count, answer.shown()));
      case Assertion.Choice choice -> Optional.of(ChoiceAssertion.holds(choice, answer));
      case Assertion.Group _ ->
          throw new IllegalArgumentException("a group is no single assertion");
    };
  }

  private static boolean counted(Assertion.WordCount count, String text) {
    String bare = text.strip();
    int words = bare.isEmpty() ? 0 : bare.split("\\s+", -1).length;
    return words >= count.least().orElse(0) && words <= count.most().orElse(Integer.MAX_VALUE);
  }

  private static String about(List<Assertion> all) {
    String names = all.stream().map(AssertionGrader::name).collect(Collectors.joining(", "));
    return Answer.shortened(names);
  }

  /** An assertion in the words of a suite file. */
  private static String name(Assertion assertion) {
    String type =
        switch (assertion) {
          case Assertion.Wording each ->
              each.comparison().id() + " " + String.join(" | ", each.values());
          case Assertion.Json each -> each.form().id();
          case Assertion.Distance each -> "levenshtein " + each.value();
          case Assertion.WordCount _ -> "word-count";
          case Assertion.Choice each -> "choice " + each.right();
          case Assertion.Group each ->
              "assert-set(" + each.all().stream().map(AssertionGrader::name).toList() + ")";
        };
    return (assertion.terms().negated() ? "not-" : "") + Answer.shortened(type);
  }

  private static String shown(double score) {
    return String.format(Locale.ROOT, "%.2f", score);
  }

  private static String threshold(OptionalDouble threshold) {
    return threshold.isPresent() ? "/" + shown(threshold.getAsDouble()) : "";
  }

  /** Gathers what is told of the single assertions; not thread-safe. */
  private static final class Told {
    private static final int MOST = 5;

    private final List<String> failed = new ArrayList<>();
    private final Map<String, double[]> metrics = new LinkedHashMap<>();
    private String quote = "";
    private int passed;

    void of(Assertion assertion, boolean holds, boolean decided, Answer answer) {
      if (!holds) {
        String why = decided ? "" : "（无法判断 / cannot be decided）";
        failed.add(failed.size() < MOST ? name(assertion) + why : "…");
        return;
      }
      passed++;
      if (quote.isEmpty() && assertion instanceof Assertion.Wording wording) {
        quote = WordingAssertion.quote(wording, answer);
      }
    }

    void metric(Assertion assertion, double score) {
      Assertion.Terms terms = assertion.terms();
      if (!terms.metric().isEmpty()) {
        double[] sum = metrics.computeIfAbsent(terms.metric(), _ -> new double[2]);
        sum[0] += score * terms.weight();
        sum[1] += terms.weight();
      }
    }

    String metrics() {
      return metrics.entrySet().stream()
          .map(each ->
              each.getKey()
                  + " "
                  + shown(each.getValue()[1] > 0 ? each.getValue()[0] / each.getValue()[1] : 0))
          .collect(Collectors.joining(", "))
          .transform(list -> list.isEmpty() ? "" : " (" + list + ")");
    }
  }
}
