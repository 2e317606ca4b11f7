package touchstone.drafts;

import java.util.List;
import touchstone.model.Check.KeyPoint;

/**
 * A case that is proposed.
 *
 * @param cluster cases about the same words of the paper share it
 * @param passage number of the passage that its system prompt carries
 * @param missing the passage does not answer the question
 * @param quote the paper's words that answer it
 * @param place of the quote
 */
record DraftCase(
    String id,
    String cluster,
    String question,
    List<KeyPoint> points,
    int passage,
    boolean missing,
    String file,
    String place,
    String quote) {
  DraftCase {
    points = List.copyOf(points);
  }
}
