package touchstone.verdict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import touchstone.statistics.Inference;
import touchstone.statistics.TInference;
import touchstone.verdict.CaseScores.Scored;

/**
 * By how much a judge moves the difference of two candidates in a dimension, and how sure that is.
 * An answer that it finds better moves the difference of its case by one level of the five; the
 * mean is corrected for the judge's errors. Cases that it was to judge and did not are taken to be
 * like those that it judged; cases that it was not to judge do not move.
 *
 * @param shifts of the difference a − b by case, in points
 * @param excess standard error of the dimension's difference beyond the spread of its cases
 * @param alone the judge's part of the dimension's difference by itself
 */
record JudgePart(
    SortedMap<String, Double> shifts, double excess, int due, int judged, TInference alone) {
  /** What a won case is worth, in points of the difference. */
  static final double LEVEL = 1;

  /** Fewer judged cases than this say nothing. */
  static final int LEAST = 8;

  /** Empty where too little was judged to count. */
  static Optional<JudgePart> of(
      Judged judged, Measured.PairKey pair, SortedMap<String, Scored> cases) {
    List<Judged.Pairing> due = due(judged, pair, cases);
    SortedMap<String, Scored> verdicts = new TreeMap<>();
    for (Judged.Pairing each : due) {
      OptionalDouble balance = each.balanceOf(pair.a());
      Scored scored = cases.get(each.caseId());
      if (balance.isPresent() && scored != null) {
        verdicts.put(each.caseId(), new Scored(scored.cluster(), balance.getAsDouble()));
      }
    }
    return verdicts.size() < LEAST
        ? Optional.empty()
        : Optional.of(of(judged, due, verdicts, cases.size()));
  }

  /** The pairings of two candidates whose case both have. */
  static List<Judged.Pairing> due(
      Judged judged, Measured.PairKey pair, SortedMap<String, Scored> cases) {
    return judged.pairings().stream()
        .filter(each -> each.isOf(pair.a(), pair.b()) && cases.containsKey(each.caseId()))
        .toList();
  }

  private static JudgePart of(
      Judged judged, List<Judged.Pairing> due, SortedMap<String, Scored> verdicts, int cases) {
    double[] values = CaseScores.values(verdicts);
    int[] clusters = CaseScores.clusters(verdicts);
    TInference balance = judged.skill().corrected(values, clusters);
    double level = LEVEL / judged.skill().attenuation();
    double mean = balance.value() * judged.skill().attenuation();
    double share = (double) due.size() / cases;
    double reach = (double) due.size() / verdicts.size();
    SortedMap<String, Double> shifts = new TreeMap<>();
    for (Judged.Pairing each : due) {
      Scored verdict = verdicts.get(each.caseId());
      double own = verdict == null ? 0 : reach * (verdict.score() - mean);
      shifts.put(each.caseId(), level * (mean + own));
    }
    return new JudgePart(
        shifts,
        share * LEVEL * judged.skill().excess(values, clusters),
        due.size(),
        verdicts.size(),
        new TInference(
            share * LEVEL * balance.value(),
            share * LEVEL * balance.standardError(),
            balance.degreesOfFreedom(),
            verdicts.size(),
            balance.method()));
  }

  /** An inference over shifted cases, with the judge's own error added. */
  static Inference widened(Inference inference, double excess) {
    if (excess == 0 || !Double.isFinite(inference.standardError())) {
      return inference;
    }
    return inference.orWider(
        new TInference(
            inference.value(),
            Math.hypot(inference.standardError(), excess),
            inference.degreesOfFreedom(),
            inference.n(),
            inference.method()));
  }
}
