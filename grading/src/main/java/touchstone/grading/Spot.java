package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in an answer where one word of a statement stands.
 *
 * @param start where it begins in the answer's text
 * @param end where it ends, exclusive
 * @param clause the index of the clause that it stands in
 */
record Spot(int start, int end, int clause) {
  static Spot of(Answer answer, int start, int end) {
    int clause = 0;
    while (clause < answer.clauses().size() - 1 && answer.clauses().get(clause).end() <= start) {
      clause++;
    }
    return new Spot(start, end, clause);
  }

  /** Where a phrase stands, but not behind 非. */
  static List<Spot> all(Answer answer, Phrase word) {
    String text = answer.text();
    List<Spot> spots = new ArrayList<>();
    for (Phrase.Span span : word.in(text)) {
      boolean non = span.start() > 0 && text.charAt(span.start() - 1) == '非';
      if (!non) {
        spots.add(of(answer, span.start(), span.end()));
      }
    }
    return spots;
  }

  /** The one of a clause that ends last. */
  static Optional<Spot> last(List<List<Spot>> items, int clause) {
    return items.stream()
        .flatMap(List::stream)
        .filter(spot -> spot.clause == clause)
        .reduce((a, b) -> a.end >= b.end ? a : b);
  }
}
