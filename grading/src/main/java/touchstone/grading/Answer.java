package touchstone.grading;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One answer as graders see it, with what was known when it was given.
 *
 * @param turn index of the answer in its conversation, 0 for the first
 * @param raw as the model wrote it
 * @param question the user message that it answers
 * @param before system prompt, earlier turns and this question, in one normal text
 */
record Answer(
    int turn,
    String raw,
    NormalText normal,
    List<Clause> clauses,
    List<Value> values,
    Polarity polarity,
    NormalText question,
    NormalText before) {

  static Answer of(int turn, String raw, String question, String before) {
    return new Answer(turn, raw, raw, NormalText.of(question), NormalText.of(before));
  }

  private Answer(int turn, String raw, String shown, NormalText question, NormalText before) {
    this(turn, raw, NormalText.of(shown), question, before);
  }

  private Answer(int turn, String raw, NormalText normal, NormalText question, NormalText before) {
    this(
        turn,
        raw,
        normal,
        Clause.of(normal.text()),
        Values.in(normal.text()),
        Polarity.of(normal.text()),
        question,
        before);
  }

  /** The answer without the stretches that a pattern finds. */
  Answer without(Pattern pattern) {
    return pattern.matcher(raw).find()
        ? new Answer(turn, raw, pattern.matcher(raw).replaceAll(""), question, before)
        : this;
  }

  /** The answer without clauses that hand back what was asked: they state nothing. */
  Answer withoutEcho() {
    List<Clause> parts = Clause.of(question.text());
    NormalText kept = normal;
    for (Clause clause : echoes(part -> part.asks() || part.equals(parts.getLast())).reversed()) {
      kept = kept.without(clause.start(), clause.end());
    }
    return kept == normal ? this : new Answer(turn, raw, kept, question, before);
  }

  /** The clauses that hand some clauses of the question back. */
  List<Clause> echoes(Predicate<Clause> asked) {
    List<Echo> parts =
        Clause.of(question.text()).stream()
            .filter(asked)
            .map(part -> new Echo(part.of(question)))
            .toList();
    return clauses.stream()
        .filter(clause -> {
          String words = bare(clause.of(normal));
          return parts.stream().anyMatch(part -> part.repeats(words));
        })
        .toList();
  }

  /** Letters and digits alone. */
  static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    text.chars().filter(Character::isLetterOrDigit).forEach(c -> bare.append((char) c));
    return bare.toString();
  }

  String text() {
    return normal.text();
  }

  /** The answer as it was written, without what its model only thought. */
  String shown() {
    var thought = CheckGrader.THOUGHT.matcher(raw);
    return thought.find() ? thought.replaceAll("").strip() : raw;
  }

  /** The clause around a position. */
  Clause clauseAt(int position) {
    for (Clause clause : clauses) {
      if (position < clause.end()) {
        return clause;
      }
    }
    return clauses.isEmpty() ? new Clause(0, 0, 0, false) : clauses.getLast();
  }

  /** The original words of the clauses between two positions, shortened to fit a table. */
  String quote(int from, int to) {
    Clause first = clauseAt(from);
    Clause last = clauseAt(Math.max(from, to - 1));
    return shortened(normal.quote(first.start(), last.end()));
  }

  static String shortened(String words) {
    int most = 120;
    return words.codePointCount(0, words.length()) <= most
        ? words
        : words.substring(0, words.offsetByCodePoints(0, most)) + "…";
  }
}
