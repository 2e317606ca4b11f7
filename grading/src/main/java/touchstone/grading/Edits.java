package touchstone.grading;

/**
 * Levenshtein's distance between two texts (Soviet Physics Doklady 10, 1966), looked at only near
 * the diagonal: O(length × limit).
 */
final class Edits {
  /** Longer texts are not compared: they are not near. */
  private static final int LONGEST = 50_000;

  private static final int WIDEST = 2_000;

  private Edits() {}

  /** Whether at most so many edits lead from one text to the other; over 2,000 none does. */
  static boolean within(String a, String b, double limit) {
    int most = (int) Math.floor(Math.min(limit, WIDEST));
    if (most < 0 || Math.abs(a.length() - b.length()) > most) {
      return false;
    }
    return Math.max(a.length(), b.length()) <= LONGEST && last(a, b, most) <= most;
  }

  private static int last(String a, String b, int most) {
    int far = most + 1;
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = Math.min(j, far);
    }
    for (int i = 1; i <= a.length(); i++) {
      int from = Math.max(1, i - most);
      int to = Math.min(b.length(), i + most);
      row[from - 1] = from == 1 ? Math.min(i, far) : far;
      for (int j = from; j <= to; j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int beside = row[j - 1] + 1;
        int over = j < i + most ? above[j] + 1 : far;
        row[j] = Math.min(far, Math.min(change, Math.min(beside, over)));
      }
      if (to < b.length()) {
        row[to + 1] = far;
      }
      int[] kept = above;
      above = row;
      row = kept;
    }
    return above[b.length()];
  }
}
