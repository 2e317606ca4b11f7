package touchstone.suite;

import java.util.List;
import java.util.Optional;

/**
 * A case that was drafted, as a person decides about it.
 *
 * @param question what the customer says, the first turn where there are several
 * @param points what the answer is checked for, one line each, in the order of the file
 * @param text the case as it stands in its file
 */
public record Drafted(
    String id,
    Review review,
    String question,
    List<String> points,
    Optional<CaseSource> source,
    String text) {
  public Drafted {
    points = List.copyOf(points);
  }
}
