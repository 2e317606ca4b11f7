package touchstone.grading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds sentences that say nearly the same again: three of them anywhere, or two long ones that are
 * the whole answer. Two texts are nearly the same where their pairs of characters overlap by seven
 * tenths (Dice, 1945), or where the last one breaks off in the middle of the other.
 */
final class Circles {
  private static final int SHORTEST = 6;
  private static final int LONG = 12;
  private static final double SAME = 0.7;
  private static final double WHOLE = 0.85;
  private static final int MOST_SENTENCES = 60;

  private Circles() {}

  static Optional<String> in(Answer answer) {
    return clauses(answer).or(() -> sentences(answer));
  }

  /** A clause of six characters or more that stands there three times, word by word. */
  private static Optional<String> clauses(Answer answer) {
    Map<String, Integer> counts = new HashMap<>();
    for (Clause clause : answer.clauses()) {
      String words = clause.of(answer.normal());
      if (words.length() >= SHORTEST && counts.merge(words, 1, Integer::sum) >= 3) {
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> sentences(Answer answer) {
    List<String> sentences = split(answer);
    int all = sentences.stream().mapToInt(String::length).sum();
    List<Set<String>> pairs = sentences.stream().map(Circles::pairs).toList();
    for (int i = 0; i < sentences.size(); i++) {
      int covered = sentences.get(i).length();
      int times = 1;
      for (int j = i + 1; j < sentences.size() && covered > 0; j++) {
        boolean last = j == sentences.size() - 1;
        if (same(pairs.get(i), pairs.get(j))
            || (last && brokenOff(sentences.get(i), sentences.get(j)))) {
          times++;
          covered += sentences.get(j).length();
        }
      }
      boolean whole = times == 2 && sentences.get(i).length() >= LONG && covered >= WHOLE * all;
      if (sentences.get(i).length() >= SHORTEST && (times >= 3 || whole)) {
        return Optional.of(sentences.get(i));
      }
    }
    return Optional.empty();
  }

  private static List<String> split(Answer answer) {
    var sentences = new ArrayList<StringBuilder>();
    int last = -1;
    for (Clause clause : answer.clauses()) {
      if (clause.sentence() != last) {
        sentences.add(new StringBuilder());
        last = clause.sentence();
      }
      sentences.getLast().append(Answer.bare(clause.of(answer.normal())));
    }
    return sentences.stream()
        .map(StringBuilder::toString)
        .filter(each -> each.length() > 2)
        .limit(MOST_SENTENCES)
        .toList();
  }

  private static boolean brokenOff(String whole, String part) {
    return part.length() >= SHORTEST && whole.contains(part);
  }

  private static boolean same(Set<String> first, Set<String> second) {
    int shared = 0;
    for (String each : second) {
      shared += first.contains(each) ? 1 : 0;
    }
    return 2.0 * shared >= SAME * (first.size() + second.size());
  }

  private static Set<String> pairs(String text) {
    var pairs = new HashSet<String>();
    for (int i = 0; i + 1 < text.length(); i++) {
      pairs.add(text.substring(i, i + 2));
    }
    return pairs;
  }
}
