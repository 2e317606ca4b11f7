package touchstone.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import touchstone.model.Dimension;
import touchstone.statistics.Estimate;
import touchstone.verdict.CaseScores.Scored;

/**
 * The rules' and the judge's part of one difference a − b, in points; each with the 95 % interval
 * that it has alone. The two add up to the difference that the verdict rests on.
 *
 * @param due cases whose answers the judge was to compare
 * @param judged of these, cases that it did
 * @param judge empty where too few were judged to count
 */
public record JudgedPart(
    Dimension dimension,
    String a,
    String b,
    int due,
    int judged,
    Estimate rules,
    Optional<Estimate> judge) {

  /** Of all dimensions and pairs that a judge had something to say on, in the selection's order. */
  public static List<JudgedPart> of(Evidence evidence) {
    List<JudgedPart> parts = new ArrayList<>();
    evidence
        .judged()
        .ifPresent(judged -> {
          for (Dimension dimension : Dimension.values()) {
            if (dimension.graded()) {
              parts.addAll(of(dimension, evidence, judged));
            }
          }
        });
    return List.copyOf(parts);
  }

  private static List<JudgedPart> of(Dimension dimension, Evidence evidence, Judged judged) {
    List<JudgedPart> parts = new ArrayList<>();
    Map<Measured.PairKey, SortedMap<String, Scored>> differences =
        GradedDimension.differencesByCase(GradedDimension.scores(dimension, evidence));
    differences.forEach((pair, cases) -> {
      List<Judged.Pairing> due = JudgePart.due(judged, pair, cases);
      if (!due.isEmpty()) {
        double level = 1 - Family.ALPHA;
        parts.add(
            new JudgedPart(
                dimension,
                pair.a(),
                pair.b(),
                due.size(),
                (int) due.stream().filter(each -> each.balance().isPresent()).count(),
                GradedDimension.difference(cases, 0).estimate(level),
                JudgePart.of(judged, pair, cases).map(each -> each.alone().estimate(level))));
      }
    });
    return parts;
  }
}
