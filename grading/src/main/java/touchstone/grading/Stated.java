package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one clause of a text states, as the graders read it: for making key points that they can
 * decide out of a shop's own words.
 *
 * @param words the clause as it was written
 * @param sentence number of its sentence, 0 for the first
 * @param quantities the values in it, left to right
 * @param denies a word of negation stands in it
 * @param affirms a word of possibility stands in it and none of negation
 * @param asks it is a question
 * @param denied the words behind the first negation; empty where nothing is denied
 * @param subject the words before the first negation; empty where nothing is denied
 */
public record Stated(
    String words,
    int sentence,
    List<Quantity> quantities,
    boolean denies,
    boolean affirms,
    boolean asks,
    String denied,
    String subject) {
  private static final int MOST_LEFT = 4;
  private static final Set<Value.Kind> VAGUE = Set.of(Value.Kind.NUMBER, Value.Kind.LINK);

  public Stated {
    quantities = List.copyOf(quantities);
  }

  /**
   * A value as it was written.
   *
   * @param words such that they mean the same where they stand alone: as a slot
   * @param kind what is measured, in lower case: {@code money}, {@code duration}, {@code number}…
   */
  public record Quantity(String words, String kind) {}

  /** The clauses of a text, in order. */
  public static List<Stated> in(String text) {
    NormalText normal = NormalText.of(text);
    List<Value> values = Values.in(normal.text());
    List<Marker> markers = Marker.all(normal.text());
    return Clause.of(normal.text()).stream()
        .map(clause -> clause(normal, clause, values, markers))
        .toList();
  }

  private static Stated clause(
      NormalText normal, Clause clause, List<Value> values, List<Marker> markers) {
    List<Quantity> quantities = new ArrayList<>();
    for (Value value : values) {
      if (value.start() >= clause.start() && value.start() < clause.end()) {
        quantity(normal, clause, value, quantities);
      }
    }
    List<Marker> inside =
        markers.stream()
            .filter(each -> each.start() >= clause.start() && each.end() <= clause.end())
            .toList();
    var no = inside.stream().filter(each -> each.sign() == Marker.Sign.NO).findFirst();
    boolean strong = inside.stream().anyMatch(each -> each.sign() == Marker.Sign.STRONG);
    return new Stated(
        normal.quote(clause.start(), clause.end()),
        clause.sentence(),
        quantities,
        no.isPresent(),
        strong && no.isEmpty(),
        clause.asks(),
        no.map(each -> normal.quote(each.end(), clause.end())).orElse(""),
        no.map(each -> normal.quote(clause.start(), each.start())).orElse(""));
  }

  /** Where a value means something else by itself (优惠20%), the words before it are taken along. */
  private static void quantity(
      NormalText normal, Clause clause, Value value, List<Quantity> quantities) {
    if (value.start() > 0 && normal.text().charAt(value.start() - 1) == '第') {
      return; // 第二天 counts nothing
    }
    int least = Math.max(clause.start(), value.start() - MOST_LEFT);
    for (int start = value.start(); start >= least; start--) {
      String words = normal.quote(start, value.end());
      List<Value> alone = Values.in(NormalText.of(words).text());
      boolean same = alone.size() == 1 && alone.getFirst().kind() == value.kind();
      if (same && value.sameAs(alone.getFirst()) && !VAGUE.contains(value.kind())) {
        quantities.add(new Quantity(words, value.kind().name().toLowerCase(java.util.Locale.ROOT)));
        return;
      }
    }
  }
}
