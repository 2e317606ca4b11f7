package touchstone.grading;

import java.util.regex.Pattern;

/** How far an English negation reaches: it stands behind its subject and before its own clause. */
final class EnglishNegation {
  /** What follows in English stands under a reason, a result or an exception of its own. */
  private static final Words ENGLISH_TURN =
      Words.of(
          "so because since instead which until unless but however although therefore if once when"
              + " after");

  private static final Words SUBJECT =
      Words.of("that's that_is it's it_is you we they there's you'd you'll it comes");

  /** Between a subject and its English negation: returns are not accepted, vinegar should never. */
  private static final Pattern AUXILIARY =
      Pattern.compile(
          "^['’]?s?(?:["
              + " -](?:is|are|was|were|will|would|can|could|should|must|may|do|does|did|has|have|had|be|been"
              + "|sadly|unfortunately|currently|also|still|just|itself|items?|products?|orders?|though|i'm|afraid"
              + "|addresses|deliver(?:y|ies)|shops?|plans?|boxes|in|at|for|from|on|of|to|with|and|or|the|a|an|our|your|this|that|these|those|sale|any|all|it|them|charges?|fees?|damage|damaged)){0,6}"
              + " ?$");

  /** An English no that stands before a noun of its own, no verdict on what came before. */
  private static final Pattern OWN_NOUN =
      Pattern.compile("^(?:no|without|nothing|nobody|none|non|stop|avoid)(?![a-z])");

  private EnglishNegation() {}

  /** Whether a marker is a word in Latin letters. */
  static boolean at(String text, Marker marker) {
    return text.charAt(marker.start()) >= 'a' && text.charAt(marker.start()) <= 'z';
  }

  /** Whether a negation denies the words that end at a place before it. */
  static boolean deniesBefore(String text, int to, Marker no, int end) {
    String between = text.substring(to, no.start());
    String rest = text.substring(no.start(), Math.min(end, no.start() + 10));
    return AUXILIARY.matcher(between).find() && !OWN_NOUN.matcher(rest).find();
  }

  /**
   * A new clause begins behind an English no: without VAT that's £100, not today because you paid
   * late.
   */
  static boolean endsBefore(String text, Marker no, int from) {
    boolean noun = text.startsWith("without", no.start()) || text.startsWith("no ", no.start());
    return ENGLISH_TURN.find(text, no.end(), from) >= 0
        || (noun && SUBJECT.find(text, no.end(), from) >= 0);
  }
}
