package touchstone.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import touchstone.model.Dimension;
import touchstone.model.Grade;
import touchstone.model.Phase;
import touchstone.model.Standing;

/**
 * One candidate's scores by case: the trials of a case are averaged first, because the case is the
 * unit. Sorted, so that sums do not depend on the order of the evidence.
 */
final class CaseScores {
  /** The mean score of a case's trials and the cluster that it belongs to. */
  record Scored(String cluster, double score) {}

  private CaseScores() {}

  static SortedMap<String, Scored> of(Evidence.OfCandidate candidate, Dimension dimension) {
    SortedMap<String, List<Grade>> byCase = new TreeMap<>();
    for (Grade grade : candidate.grades()) {
      if (grade.dimension() == dimension && counts(grade)) {
        byCase.computeIfAbsent(grade.key().caseId(), _ -> new ArrayList<>()).add(grade);
      }
    }
    SortedMap<String, Scored> scores = new TreeMap<>();
    byCase.forEach((id, grades) -> scores.put(id, new Scored(cluster(grades), mean(grades))));
    return scores;
  }

  /** Whether a grade is of the cases phase and carries a usable score. */
  static boolean counts(Grade grade) {
    return grade.dimension().graded()
        && grade.key().phase() instanceof Phase.Cases
        && switch (grade.standing()) {
          case MODEL_FAIL -> true;
          case SCORED -> Double.isFinite(grade.score().orElse(Double.NaN));
          case INFRA_FAIL, JUDGE_FAIL, SKIPPED -> false;
        };
  }

  /** Numbers the clusters of some cases from 0, in the order of their first case. */
  static int[] clusters(SortedMap<String, Scored> scores) {
    Map<String, Integer> numbers = new HashMap<>();
    return scores.values().stream()
        .mapToInt(each -> numbers.computeIfAbsent(each.cluster(), _ -> numbers.size()))
        .toArray();
  }

  static double[] values(SortedMap<String, Scored> scores) {
    return scores.values().stream().mapToDouble(Scored::score).toArray();
  }

  /** The scores of the cases that another set of cases has too. */
  static SortedMap<String, Scored> within(SortedMap<String, Scored> scores, Set<String> cases) {
    SortedMap<String, Scored> common = new TreeMap<>(scores);
    common.keySet().retainAll(cases);
    return common;
  }

  /** All cases of a candidate that carry a score, whatever their dimension. */
  static Set<String> cases(Evidence.OfCandidate candidate) {
    Set<String> ids = new HashSet<>();
    for (Grade grade : candidate.grades()) {
      if (counts(grade)) {
        ids.add(grade.key().caseId());
      }
    }
    return ids;
  }

  private static double mean(List<Grade> grades) {
    double[] scores = grades.stream().mapToDouble(CaseScores::score).sorted().toArray();
    double sum = 0;
    for (double score : scores) {
      sum += score;
    }
    return sum / scores.length;
  }

  private static double score(Grade grade) {
    double score = grade.standing() == Standing.MODEL_FAIL ? 1 : grade.score().orElse(1);
    return Math.clamp(score, 1, 5);
  }

  /** Clusters of two suites may share a name without being one. */
  private static String cluster(List<Grade> grades) {
    Grade first = grades.stream().min(Comparator.comparing(Grade::cluster)).orElseThrow();
    String caseId = first.key().caseId();
    String suite = caseId.substring(0, caseId.indexOf('/') + 1);
    return first.cluster().isBlank() ? caseId : suite + first.cluster();
  }
}
