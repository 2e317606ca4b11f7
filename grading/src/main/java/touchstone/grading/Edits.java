package touchstone.grading;

import java.util.Optional;

/**
 * Levenshtein's distance between two texts (Soviet Physics Doklady 10, 1966), looked at only near
 * the diagonal: O(length × limit).
 */
final class Edits {
  /** Longer texts and greater limits are not decided, unless the lengths decide. */
  private static final int LONGEST = 50_000;

  private static final int WIDEST = 2_000;

  private Edits() {}

  /** Whether at most so many edits lead from one text to the other; empty where it is too far. */
  static Optional<Boolean> within(String a, String b, double limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return Optional.of(false);
    }
    if (Math.max(a.length(), b.length()) <= limit) {
      return Optional.of(true);
    }
    int most = (int) Math.min(limit, WIDEST);
    if (Math.max(a.length(), b.length()) > LONGEST) {
      return Optional.empty();
    }
    boolean near = last(a, b, most) <= most;
    return near || limit < WIDEST + 1 ? Optional.of(near) : Optional.empty();
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
