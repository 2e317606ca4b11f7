package touchstone.grading;

import java.util.Locale;

/** Counts how often a grader's fault stood against a labelled fault. */
final class Tally {
  private int hits;
  private int falseAlarms;
  private int misses;
  private int clean;

  void add(boolean fault, boolean found) {
    if (fault) {
      hits += found ? 1 : 0;
      misses += found ? 0 : 1;
    } else {
      falseAlarms += found ? 1 : 0;
      clean += found ? 0 : 1;
    }
  }

  double precision() {
    return hits + falseAlarms == 0 ? 1 : (double) hits / (hits + falseAlarms);
  }

  double recall() {
    return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
  }

  int rows() {
    return hits + misses + falseAlarms + clean;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "n %4d  precision %.3f  recall %.3f  (found %d, missed %d, false %d)",
        rows(),
        precision(),
        recall(),
        hits,
        misses,
        falseAlarms);
  }
}
