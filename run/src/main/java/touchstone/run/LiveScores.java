package touchstone.run;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.grading.CaseGrader;
import touchstone.model.Case;
import touchstone.model.Dimension;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;

/** Means of the grades so far, for people who watch. Thread-safe. */
final class LiveScores {
  private final Map<String, Case> cases;
  private final CaseGrader grader = new CaseGrader();
  private final Map<SampleKey, Grade> grades = new LinkedHashMap<>();

  /**
   * @param cases by the name that samples carry
   */
  LiveScores(Map<String, Case> cases) {
    this.cases = Map.copyOf(cases);
  }

  void add(List<Sample> samples) {
    samples.stream()
        .filter(sample -> sample.key().phase() instanceof Phase.Cases)
        .flatMap(sample -> grade(sample).stream())
        .forEach(this::add);
  }

  private Optional<Grade> grade(Sample sample) {
    return Optional.ofNullable(cases.get(sample.key().caseId()))
        .map(test -> grader.grade(test, sample));
  }

  private synchronized void add(Grade grade) {
    grades.put(grade.key(), grade);
  }

  /** All grades so far, the last of every trial. */
  synchronized List<Grade> grades() {
    return List.copyOf(grades.values());
  }

  synchronized Map<String, Map<Dimension, RunEvent.Mean>> means() {
    Map<String, Map<Dimension, RunEvent.Mean>> means = new LinkedHashMap<>();
    for (Grade grade : grades.values()) {
      if (grade.score().isPresent()) {
        means
            .computeIfAbsent(grade.key().candidate(), _ -> new EnumMap<>(Dimension.class))
            .merge(
                grade.dimension(),
                new RunEvent.Mean(grade.score().getAsDouble(), 1),
                LiveScores::together);
      }
    }
    return means;
  }

  private static RunEvent.Mean together(RunEvent.Mean one, RunEvent.Mean other) {
    int n = one.n() + other.n();
    return new RunEvent.Mean((one.value() * one.n() + other.value() * other.n()) / n, n);
  }
}
