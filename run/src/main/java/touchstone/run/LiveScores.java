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

/** Means of the grades so far, for people who watch. Thread-safe. */
final class LiveScores {
  private final Map<String, Case> cases;
  private final CaseGrader grader = new CaseGrader();
  private final Map<String, Map<Dimension, double[]>> sums = new LinkedHashMap<>();

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
    grade
        .score()
        .ifPresent(score -> {
          double[] sum =
              sums.computeIfAbsent(grade.key().candidate(), _ -> new EnumMap<>(Dimension.class))
                  .computeIfAbsent(grade.dimension(), _ -> new double[2]);
          sum[0] += score;
          sum[1]++;
        });
  }

  synchronized Map<String, Map<Dimension, RunEvent.Mean>> means() {
    Map<String, Map<Dimension, RunEvent.Mean>> means = new LinkedHashMap<>();
    sums.forEach((candidate, byDimension) -> {
      Map<Dimension, RunEvent.Mean> each = new EnumMap<>(Dimension.class);
      byDimension.forEach((dimension, sum) ->
          each.put(dimension, new RunEvent.Mean(sum[0] / sum[1], (int) sum[1])));
      means.put(candidate, each);
    });
    return means;
  }
}
