package touchstone.grading;

import java.util.List;
import java.util.Optional;
import touchstone.grading.Polarity.Sense;
import touchstone.grading.Statement.Place;
import touchstone.model.Check.KeyPoint;
import touchstone.model.Finding;

/**
 * Decides whether an answer makes a statement: topic, slots and polarity must agree in a sentence
 * or its neighbour.
 */
final class KeyPointGrader {
  static final String NAME = "key-point";

  private KeyPointGrader() {}

  static Finding grade(KeyPoint point, Answer answer) {
    var note = new Note(NAME, point.statement(), answer, point.weight());
    var statement = new Statement(point);
    List<Place> places = statement.places(answer);
    Sense wanted = point.denied() ? Sense.DENIED : Sense.AFFIRMED;
    Optional<Place> agreeing = places.stream().filter(each -> each.sense() == wanted).findFirst();
    return point.forbidden()
        ? forbidden(note, answer, agreeing)
        : required(note, answer, statement, places, agreeing);
  }

  private static Finding forbidden(Note note, Answer answer, Optional<Place> agreeing) {
    return agreeing
        .map(place ->
            note.veto(
                quote(answer, place), "说了不该说的：这句话与事实不符。", "States what a right answer must not."))
        .orElseGet(() -> note.of(1, "", "没有说错误的内容。", "The wrong statement does not appear."));
  }

  private static Finding required(
      Note note, Answer answer, Statement statement, List<Place> places, Optional<Place> agreeing) {
    if (agreeing.isPresent()) {
      return note.of(
          1,
          quote(answer, agreeing.get()),
          "要点齐全：话题、数值和肯定/否定都对。",
          "Topic, values and polarity agree.");
    }
    Optional<Place> opposite =
        places.stream().filter(each -> each.sense() != Sense.OPEN).findFirst();
    if (opposite.isPresent()) {
      return note.veto(
          quote(answer, opposite.get()),
          "说反了：肯定与否定和正确答案相反。",
          "Says the opposite of the right answer.");
    }
    return places.isEmpty() ? missing(note, answer, statement) : open(note, answer, places);
  }

  private static Finding open(Note note, Answer answer, List<Place> places) {
    return note.of(
        0,
        quote(answer, places.getFirst()),
        "只是提问或假设，没有给出结论。",
        "Only asked or supposed, not stated.");
  }

  private static Finding missing(Note note, Answer answer, Statement statement) {
    for (Place place : statement.topicPlaces(answer)) {
      Optional<Value> changed = statement.changed(answer, place);
      if (changed.isPresent()) {
        return wrong(note, answer, place, changed.get());
      }
    }
    return note.of(0, "", "没有提到这个要点。", "The key point is not mentioned.");
  }

  /** A wrong value that nobody gave outweighs what else is right. */
  private static Finding wrong(Note note, Answer answer, Place place, Value value) {
    String said = answer.normal().quote(value.start(), value.end());
    String zh = "数值不对：说成了“" + said + "”。";
    String en = "Wrong value: '" + said + "'.";
    boolean given = Evidence.of(answer.before(), List.of()).supports(value);
    return given
        ? note.of(0, quote(answer, place), zh, en)
        : note.veto(quote(answer, place), zh, en);
  }

  private static String quote(Answer answer, Place place) {
    return answer.quote(place.from(), place.to());
  }
}
