package touchstone.drafts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import touchstone.grading.Stated;
import touchstone.model.Check.KeyPoint;

/**
 * Puts a question before a passage that does not answer it: a good answer says so. Only where the
 * passage speaks of nothing that the question asks about and holds none of the answer's values, and
 * where a proof shows that saying so passes and the paper's real answer does not.
 */
record MissingFinder(Vocabulary vocabulary, Prompts prompts) {
  /** One such case to this many pairs. */
  private static final int EVERY = 3;

  /** Words of the question that the passage must not share, in characters. */
  private static final int SHARED = 3;

  List<DraftCase> cases(List<DraftCase> answered, List<Passage> passages) {
    List<DraftCase> missing = new ArrayList<>();
    int most = (answered.size() + EVERY - 1) / EVERY;
    for (int i = 0; i < answered.size() && missing.size() < most; i++) {
      if (i % EVERY == 0) {
        elsewhere(answered.get(i), passages).ifPresent(missing::add);
      }
    }
    return missing;
  }

  private Optional<DraftCase> elsewhere(DraftCase asked, List<Passage> passages) {
    for (int step = 1; step < passages.size(); step++) {
      int other = (asked.passage() + step) % passages.size();
      if (silent(asked, passages.get(other).text())) {
        DraftCase missing = missing(asked, other);
        if (proved(asked, missing, passages.get(other))) {
          return Optional.of(missing);
        }
      }
    }
    return Optional.empty();
  }

  private boolean silent(DraftCase asked, String passage) {
    List<List<String>> topics = vocabulary.topicsIn(asked.question());
    boolean values = asked.points().stream().anyMatch(each -> !each.slots().isEmpty());
    return values
        && !topics.isEmpty()
        && vocabulary.topicsIn(passage).stream().noneMatch(topics::contains)
        && Stated.in(passage).stream()
            .flatMap(each -> each.quantities().stream())
            .noneMatch(each -> slots(asked).contains(each.words()))
        && !shares(asked.question(), passage);
  }

  private static List<String> slots(DraftCase asked) {
    return asked.points().stream().flatMap(each -> each.slots().stream()).distinct().toList();
  }

  /** Whether the passage repeats a piece of the question. */
  private boolean shares(String question, String passage) {
    String text = passage.toLowerCase(Locale.ROOT);
    String words = question.toLowerCase(Locale.ROOT);
    int length = vocabulary.chinese() ? SHARED : 12;
    for (int i = 0; i + length <= words.length(); i++) {
      String piece = words.substring(i, i + length);
      boolean bare = piece.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == ' ');
      if (bare && text.contains(piece)) {
        return true;
      }
    }
    return false;
  }

  private DraftCase missing(DraftCase asked, int passage) {
    List<KeyPoint> points = new ArrayList<>();
    points.add(
        new KeyPoint(
            vocabulary.word("missing"), List.of(vocabulary.unsaid()), List.of(), false, false, 2));
    for (String slot : slots(asked)) {
      String made = vocabulary.word("made_up").replace("{}", slot);
      points.add(new KeyPoint(made, List.of(), List.of(slot), false, true, 0.2));
    }
    return new DraftCase(
        asked.id() + "-missing",
        asked.id() + "-missing",
        asked.question(),
        points,
        passage,
        true,
        asked.file(),
        asked.place(),
        asked.quote());
  }

  private boolean proved(DraftCase asked, DraftCase missing, Passage passage) {
    String system = prompts.of(passage);
    String question = missing.question();
    return Proof.score(question, system, vocabulary.unsaidAnswer(), missing.points()) >= 4.5
        && Proof.score(question, system, asked.quote(), missing.points()) <= 2;
  }
}
