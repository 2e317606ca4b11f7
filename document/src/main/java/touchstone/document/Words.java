package touchstone.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Words {
  private Words() {}

  /**
   * The nearest of the right words, if one is near: within two edits and a third of the word's
   * length (Damerau–Levenshtein, adjacent swaps count as one), or the other with its case ignored.
   */
  public static Optional<String> nearest(String word, Collection<String> right) {
    return right.stream()
        .filter(each -> near(word, each))
        .min(Comparator.comparingInt(each -> edits(fold(word), fold(each))));
  }

  private static boolean near(String word, String right) {
    int edits = edits(fold(word), fold(right));
    return edits <= 2 && edits * 3 <= Math.max(word.length(), right.length()) + 1;
  }

  private static String fold(String word) {
    return word.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] cost, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
