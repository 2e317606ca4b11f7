package touchstone.grading;

import java.util.HashSet;
import java.util.Optional;
import touchstone.model.Check.NoRepetition;
import touchstone.model.Finding;

/** Finds answers that run in circles or hand the question back. */
final class RepetitionGrader {
  static final String NAME = Finding.NO_REPETITION;
  private static final int LONGEST_UNIT = 60;
  private static final int GRAM = 8;
  private static final int SHORT_UNIT = 4;
  private static final double DISTINCT = 0.6;
  private static final double ECHO = 0.7;
  private static final int MOST_MARKS = 12;

  private RepetitionGrader() {}

  static Finding grade(NoRepetition check, Answer answer) {
    var note = new Note(NAME, "", answer, check.weight());
    String text = Answer.bare(answer.text());
    Optional<String> loop =
        period(text)
            .or(() -> Circles.in(answer))
            .or(() -> fewGrams(text))
            .or(() -> marks(answer.text()));
    if (loop.isPresent()) {
      return note.veto(Answer.shortened(loop.get()), "车轱辘话：同样的内容来回重复。", "Runs in circles.");
    }
    if (echo(answer, text)) {
      return note.veto(
          answer.quote(0, answer.normal().length()), "只是把顾客的话重复了一遍。", "Only echoes the question.");
    }
    return note.of(1, "", "没有重复或照搬问题。", "No loops and no echo.");
  }

  /** A unit that follows itself: three times, four times if short, eight for a character. */
  private static Optional<String> period(String text) {
    for (int unit = 1; unit <= Math.min(LONGEST_UNIT, text.length() / 3); unit++) {
      int needed = unit == 1 ? 8 : unit < SHORT_UNIT ? 4 * unit : 3 * unit;
      int run = unit;
      for (int i = unit; i < text.length(); i++) {
        run = text.charAt(i) == text.charAt(i - unit) ? run + 1 : unit;
        boolean digits = Character.isDigit(text.charAt(i)) && unit == 1;
        if (run >= needed && !digits) {
          return Optional.of(text.substring(i - run + 1, i + 1));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fewGrams(String text) {
    int grams = text.length() - GRAM + 1;
    if (grams < 50) {
      return Optional.empty();
    }
    var distinct = new HashSet<String>();
    String repeated = "";
    for (int i = 0; i < grams; i++) {
      String gram = text.substring(i, i + GRAM);
      repeated = distinct.add(gram) ? repeated : gram;
    }
    return distinct.size() < DISTINCT * grams ? Optional.of(repeated) : Optional.empty();
  }

  /** A mark that stands there over and over. */
  private static Optional<String> marks(String text) {
    int run = 1;
    for (int i = 1; i < text.length(); i++) {
      boolean mark =
          text.charAt(i) == text.charAt(i - 1) && "。,;:、!?.~".indexOf(text.charAt(i)) >= 0;
      run = mark ? run + 1 : 1;
      if (run > MOST_MARKS) {
        return Optional.of(text.substring(i + 1 - run, i + 1));
      }
    }
    return Optional.empty();
  }

  /** The answer holds the question, or pieces of it, and hardly anything else. */
  private static boolean echo(Answer answer, String text) {
    String question = Answer.bare(answer.question().text());
    if (question.length() < 6 || text.isEmpty()) {
      return false;
    }
    boolean inside = question.contains(text) && text.length() >= 6;
    boolean around = text.contains(question) && question.length() >= ECHO * text.length();
    int echoed =
        answer.echoes(part -> true).stream()
            .mapToInt(clause -> Answer.bare(clause.of(answer.normal())).length())
            .sum();
    return inside || around || (answer.values().isEmpty() && echoed >= ECHO * text.length());
  }
}
