package touchstone.grading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;

/**
 * Finds what an English answer claims without having been told: actions said to be done, states of
 * orders and stock, look-ups, arrivals and benefits.
 */
final class EnglishClaims {
  private static final String DONE_VERB =
      "(refunded|processed|registered|upgraded|escalated|cancelled|canceled|submitted|updated|sent"
          + "|issued|arranged|credited|checked|applied|changed|booked|forwarded|flagged|raised"
          + "|contacted|reported|approved|shipped|dispatched|delivered|placed|removed|reset|waived"
          + "|replaced|scheduled|initiated|notified)(?![a-z])";
  private static final String ADVERBS = "(?: just| already| now| also| gone ahead and| since)*";

  /** Stands before what only may have happened: once it has been shipped, orders that have been. */
  private static final Pattern SUPPOSED =
      Pattern.compile(
          "(?<![a-z])(?:if|once|when|whenever|after|until|till|unless|as soon as|before|whether|in"
              + " case|that|which|should|could|would|any|may|might|can)(?![a-z])[^,.]*$");

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              Pattern.compile(
                  "(?<![a-z])(?:i|we)(?:'ve| have)"
                      + ADVERBS
                      + " "
                      + DONE_VERB
                      + "|(?<![a-z])(?:i|we) (?:just|already) "
                      + DONE_VERB
                      + "|(?:has|have|it's)"
                      + ADVERBS
                      + " been "
                      + DONE_VERB),
              "说已经做了的事",
              "an action said to be done"),
          new Kind(
              Pattern.compile(
                  "(?:(?:your|the) (?:order|parcel|package|refund|item|items|delivery|money)"
                      + "(?: [a-z]+){0,2}|it)(?: is| are|'s| was)"
                      + ADVERBS
                      + "(?: currently)? (on (?:its|the) way|out for"
                      + " delivery|shipped|dispatched|delivered|in transit|being"
                      + " (?:processed|packed|prepared|shipped))(?![a-z])"),
              "订单或物流状态",
              "a state of an order"),
          new Kind(
              Pattern.compile(
                  "(?<![a-z])((?:back )?in stock|out of stock|sold out|only \\d+ left)(?![a-z])"),
              "库存情况",
              "a state of stock"),
          new Kind(
              Pattern.compile(
                  "(?:i|we)(?:'ve| have)?(?: just)? (?:checked|looked up|pulled up|found)(?:"
                      + " [a-z']+){0,3}"
                      + " (order|parcel|account|tracking|package)(?![a-z])|(?:our|the)"
                      + " (system|records?|tracking|database) (?:shows?|says?|indicates?)|according"
                      + " to (?:our|the) (system|records|tracking|database)"),
              "没有查过却说查到了",
              "a look-up that did not happen"),
          new Kind(
              Pattern.compile(
                  "(?:arrives?|be there|with you|be delivered|reach(?:es)? you|get it|have it|be"
                      + " here)(?: by| on)? (tomorrow|today|tonight|this (?:evening|afternoon|week)"
                      + "|next week)(?![a-z])"),
              "时间承诺",
              "a promised time"),
          new Kind(
              Pattern.compile(
                  "(?<![a-z])(free gift|gift card|store credit|free upgrade|goodwill [a-z]+"
                      + "|compensation|loyalty points|cashback)(?![a-z])"),
              "优惠",
              "a benefit"));

  private EnglishClaims() {}

  private record Kind(Pattern words, String zh, String en) {}

  /** A claim and where it stands. */
  record Claim(int start, int end, String zh, String en) {}

  /** The first claim that nothing said before the answer supports. */
  static Optional<Claim> first(Answer answer, Evidence evidence) {
    return KINDS.stream().flatMap(kind -> first(kind, answer, evidence).stream()).findFirst();
  }

  private static Optional<Claim> first(Kind kind, Answer answer, Evidence evidence) {
    Matcher matcher = kind.words.matcher(answer.text());
    while (matcher.find()) {
      if (stated(answer, matcher) && !evidence.text().contains(word(matcher))) {
        String quote = answer.normal().quote(matcher.start(), matcher.end());
        return Optional.of(
            new Claim(matcher.start(), matcher.end(), kind.zh + "“" + quote + "”", kind.en));
      }
    }
    return Optional.empty();
  }

  /** Said as a fact: neither asked nor supposed nor denied. */
  private static boolean stated(Answer answer, Matcher matcher) {
    Clause clause = answer.clauseAt(matcher.start());
    return !clause.asks()
        && !SUPPOSED.matcher(clause.before(answer.text(), matcher.start())).find()
        && answer.polarity().at(clause, matcher.start(), matcher.end()) == Sense.AFFIRMED;
  }

  private static String word(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return matcher.group();
  }
}
