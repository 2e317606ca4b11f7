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
    return point.forbidden()
        ? forbidden(note, answer, stated(point, answer, places))
        : required(note, answer, statement, point, places);
  }

  /** The wrong statement, made without a condition and not taken back by 已经过期了. */
  private static Optional<Place> stated(KeyPoint point, Answer answer, List<Place> places) {
    Sense wanted = point.denied() ? Sense.DENIED : Sense.AFFIRMED;
    return places.stream()
        .filter(each -> each.sense() == wanted)
        .filter(each ->
            wanted == Sense.DENIED
                || !(conditional(answer, each) || Expiry.after(answer, each.to())))
        .findFirst();
  }

  private static boolean conditional(Answer answer, Place place) {
    return answer.polarity().conditional(answer.clauseAt(place.to() - 1));
  }

  private static Finding forbidden(Note note, Answer answer, Optional<Place> agreeing) {
    return agreeing
        .map(place ->
            note.veto(
                quote(answer, place), "说了不该说的：这句话与事实不符。", "States what a right answer must not."))
        .orElseGet(() -> note.of(1, "", "没有说错误的内容。", "The wrong statement does not appear."));
  }

  private static Finding required(
      Note note, Answer answer, Statement statement, KeyPoint point, List<Place> places) {
    Optional<Place> agreeing =
        point.denied()
            ? denied(answer, statement, places)
            : places.stream().filter(each -> each.sense() == Sense.AFFIRMED).findFirst();
    if (agreeing.isPresent()) {
      return statement
          .laterTotal(answer)
          .map(later -> wrong(note, answer, agreeing.get(), later))
          .orElseGet(() ->
              note.of(
                  1,
                  quote(answer, agreeing.get()),
                  "要点齐全：话题、数值和肯定/否定都对。",
                  "Topic, values and polarity agree."));
    }
    Optional<Place> opposite =
        places.stream().filter(each -> opposite(point, answer, each)).findFirst();
    if (opposite.isPresent()) {
      return note.veto(
          quote(answer, opposite.get()),
          "说反了：肯定与否定和正确答案相反。",
          "Says the opposite of the right answer.");
    }
    return places.isEmpty() ? missing(note, answer, statement) : open(note, answer, places);
  }

  /** Said no, or named the limit and then that it has run out. */
  private static Optional<Place> denied(Answer answer, Statement statement, List<Place> places) {
    Optional<Place> said =
        places.stream()
            .filter(each -> each.sense() == Sense.DENIED || Expiry.after(answer, each.to()))
            .findFirst()
            .or(() ->
                places.stream()
                    .filter(each -> !each.firm() && Expiry.after(answer, each.from()))
                    .findFirst());
    boolean elliptic = places.isEmpty() && statement.asked(answer) && Expiry.after(answer, 0);
    return elliptic ? Optional.of(new Place(0, answer.text().length(), Sense.DENIED, false)) : said;
  }

  /** An explicit no where yes is right; an explicit and unconditional 可以 where no is right. */
  private static boolean opposite(KeyPoint point, Answer answer, Place place) {
    return point.denied()
        ? place.sense() == Sense.AFFIRMED && place.firm() && !conditional(answer, place)
        : place.sense() == Sense.DENIED;
  }

  private static Finding open(Note note, Answer answer, List<Place> places) {
    return note.of(
        0,
        quote(answer, places.getFirst()),
        "只是提到、提问或假设，没有给出结论。",
        "Only mentioned, asked or supposed, not stated.");
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
