package touchstone.grading;

import java.util.regex.Pattern;

/**
 * Tells a clause that hands the question back, whole or garbled, from one that answers with its
 * words: 今天能发 answers 今天能发不, 福制客服不会不给开发票 answers nothing.
 */
final class Echo {
  private static final int SHORTEST = 6;
  private static final int LONGEST = 400;
  private static final double SHARED = 0.6;
  private static final double WHOLLY = 0.85;
  private static final String ASSERTS = "的哦哈呢呀啦了滴哟噢呐";
  private static final String ASKS = "吗不没么呗否";

  /** Words of a statement, run together as {@link Answer#bare} leaves them. */
  private static final Pattern STATES_ENGLISH =
      Pattern.compile(
          "^(?:(?:and|so|well)?(?:yes|no|you|we|it|they|that|your|our|there|unfortunately|sadly|sure|sorry)"
              + "(?:can|will|do|does|is|are|ll|re|s|have|ve|may|would|should|was)?)|(?:cant|cannot|wont|doesnt|dont|isnt|arent|not)");

  private final String question;

  Echo(String question) {
    String bare = Answer.bare(question);
    this.question = bare.substring(0, Math.min(LONGEST, bare.length()));
  }

  /** Whether some words, without marks, are mostly a piece of the question and settle nothing. */
  boolean repeats(String words) {
    if (words.length() < SHORTEST || words.length() > LONGEST || question.length() < SHORTEST) {
      return false;
    }
    int[] shared = shared(words);
    int length = shared[2];
    if (length < SHARED * words.length()) {
      return false;
    }
    int wordsEnd = shared[0] + length;
    int end = shared[1] + length;
    char next = end < question.length() ? question.charAt(end) : ' ';
    boolean settled = ASKS.indexOf(next) >= 0 && !asks(words);
    boolean adds = said(words.substring(0, shared[0])) || said(words.substring(wordsEnd));
    boolean whole = length >= WHOLLY * words.length();
    return !settled && !adds && (whole || !asserts(words));
  }

  private static boolean asks(String words) {
    return ASKS.indexOf(words.charAt(words.length() - 1)) >= 0;
  }

  private boolean asserts(String words) {
    char last = words.charAt(words.length() - 1);
    return ASSERTS.indexOf(last) >= 0 && question.charAt(question.length() - 1) != last;
  }

  /** What stands beside the repeated piece says something: a number, a yes or a no. */
  private static boolean said(String rest) {
    return STATES_ENGLISH.matcher(rest).find()
        || rest.chars().anyMatch(Character::isDigit)
        || (!rest.isEmpty() && Polarity.of(rest).decided(new Clause(0, rest.length(), 0, false)));
  }

  /** Start in the words, start in the question and length of the longest common piece. */
  private int[] shared(String words) {
    int[] row = new int[question.length() + 1];
    int[] best = new int[3];
    for (int i = 1; i <= words.length(); i++) {
      for (int j = question.length(); j >= 1; j--) {
        row[j] = words.charAt(i - 1) == question.charAt(j - 1) ? row[j - 1] + 1 : 0;
        if (row[j] > best[2]) {
          best = new int[] {i - row[j], j - row[j], row[j]};
        }
      }
    }
    return best;
  }
}
