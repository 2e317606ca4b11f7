package touchstone.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Standing;
import touchstone.model.Suite;
import touchstone.model.Text;

/**
 * The graded cases of a run, each with what every candidate answered, in the order of dimension and
 * case id.
 */
final class Transcripts {
  private static final Comparator<OfCase> ORDER =
      Comparator.comparing(OfCase::dimension).thenComparing(OfCase::id);

  private final List<OfCase> cases;

  Transcripts(ReportInput input) {
    Map<SampleKey, Grade> grades = new HashMap<>();
    input
        .evidence()
        .candidates()
        .forEach(each -> each.grades().forEach(grade -> grades.put(grade.key(), grade)));
    Map<String, Worded> texts = new HashMap<>();
    for (Suite suite : input.suites()) {
      suite
          .cases()
          .forEach(each -> texts.put(suite.name() + "/" + each.id(), Worded.of(each, suite)));
    }
    Map<String, List<Trial>> trials = new LinkedHashMap<>();
    List<String> order = input.candidates().stream().map(each -> each.id()).toList();
    input.samples().stream()
        .filter(sample -> sample.key().phase() instanceof Phase.Cases)
        .sorted(
            Comparator.comparingInt((Sample sample) -> order.indexOf(sample.key().candidate()))
                .thenComparingInt(sample -> sample.key().trial()))
        .forEach(sample ->
            trials
                .computeIfAbsent(sample.key().caseId(), _ -> new ArrayList<>())
                .add(new Trial(sample, Optional.ofNullable(grades.get(sample.key())))));
    cases =
        trials.entrySet().stream()
            .map(e ->
                OfCase.of(e.getKey(), Optional.ofNullable(texts.get(e.getKey())), e.getValue()))
            .sorted(ORDER)
            .toList();
  }

  List<OfCase> all() {
    return cases;
  }

  Map<String, OfCase> byId() {
    Map<String, OfCase> map = new HashMap<>();
    cases.forEach(each -> map.put(each.id(), each));
    return map;
  }

  /** The cases that tell most: the largest differences first, then the worst answers. */
  List<OfCase> telling(int limit) {
    return cases.stream()
        .sorted(
            Comparator.comparingDouble(OfCase::difference)
                .reversed()
                .thenComparingDouble(OfCase::worst)
                .thenComparing(ORDER))
        .limit(limit)
        .toList();
  }

  /** A case with its skill's name in both languages. */
  record Worded(Case text, Text skill) {
    static Worded of(Case text, Suite suite) {
      return new Worded(text, suite.skills().getOrDefault(text.skill(), Text.same(text.skill())));
    }
  }

  /** One trial with its grade, which is absent where grading has not seen it. */
  record Trial(Sample sample, Optional<Grade> grade) {
    String candidate() {
      return sample.key().candidate();
    }

    OptionalDouble score() {
      return grade.map(Grade::score).orElse(OptionalDouble.empty());
    }

    Standing standing() {
      return grade
          .map(Grade::standing)
          .orElseGet(() ->
              switch (sample.outcome()) {
                case COMPLETED -> Standing.JUDGE_FAIL;
                case MODEL_FAIL -> Standing.MODEL_FAIL;
                case INFRA_FAIL -> Standing.INFRA_FAIL;
                case SKIPPED -> Standing.SKIPPED;
              });
    }

    List<Finding> findings() {
      return grade.map(Grade::findings).orElse(List.of());
    }

    /** Whether something went wrong: no score, a veto, or a score under 3. */
    boolean failed() {
      return standing() != Standing.SCORED
          || score().orElse(0) < 3
          || findings().stream().anyMatch(Finding::veto);
    }
  }

  /** One case; its words are absent where the suite is not at hand. */
  record OfCase(String id, Dimension dimension, Optional<Worded> worded, List<Trial> trials) {
    static OfCase of(String id, Optional<Worded> worded, List<Trial> trials) {
      Dimension dimension =
          worded
              .map(each -> each.text().dimension())
              .or(() -> grades(trials).map(Grade::dimension).findFirst())
              .orElse(Dimension.SEMANTICS);
      return new OfCase(id, dimension, worded, List.copyOf(trials));
    }

    Optional<Case> text() {
      return worded.map(Worded::text);
    }

    private static Stream<Grade> grades(List<Trial> trials) {
      return trials.stream().flatMap(trial -> trial.grade().stream());
    }

    /** Mean score of a candidate over its trials. */
    OptionalDouble score(String candidate) {
      return trials.stream()
          .filter(trial -> trial.candidate().equals(candidate))
          .flatMapToDouble(trial -> trial.score().stream())
          .average();
    }

    private DoubleStream means() {
      return trials.stream()
          .map(Trial::candidate)
          .distinct()
          .flatMapToDouble(candidate -> score(candidate).stream());
    }

    /** The largest difference between two candidates' scores, 0 where fewer than two have one. */
    double difference() {
      return means().max().orElse(0) - means().min().orElse(0);
    }

    double worst() {
      return means().min().orElse(0);
    }

    boolean failed() {
      return trials.stream().anyMatch(Trial::failed);
    }

    /** Whether the candidates differ by a point or more. */
    boolean differs() {
      return difference() >= 1;
    }
  }
}
