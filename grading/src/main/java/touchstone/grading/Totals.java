package touchstone.grading;

import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.grading.Value.Kind;

/**
 * Finds the sum that an answer ends on: whoever names the right amount and then adds to it (567元，再加
 * 8元运费，一共575元) states the later one.
 */
final class Totals {
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?:一共|总共|合计|总计|共计|共|到手|实付|实际付|最后|最终|总价|总额|加起来|算下来|算起来|就是|付|给)[^,。!?;\\n省减差剩余退返优惠便宜原定]{0,6}$");
  private static final Pattern TOTAL_ENGLISH =
      Pattern.compile(
          "(?:total(?: to)?|altogether|comes? to|makes?|made|pay|to pay|in all|final price|grand"
              + " total|owe|due)(?: is| of| would be| will be|:)? ?(?:just |only |about |around |a"
              + " total of |it |that )?$");
  private static final Pattern TOTAL_BEHIND =
      Pattern.compile(
          "^,? ?(?:in total|total|altogether|all in|in all|overall|all told|to pay)(?![a-z])");
  private static final Pattern ENDS_ON = Pattern.compile("(?:^| )so (?:it's |that's |you pay )?$");

  /** Saved, lacking or given back, so no sum to pay. */
  private static final Pattern NO_TOTAL_ENGLISH =
      Pattern.compile(
          "(?:sav(?:e|es|ing)|short|another|extra|back|off|less|minus|plus|add|adds)(?: you| of|"
              + " by)? $");

  private static final Pattern NO_TOTAL_BEHIND =
      Pattern.compile(
          "^ (?:off|more|back|short|cheaper|less|extra|of"
              + " vat|discount|storage|delivery|shipping|tax|goes|comes back)(?![a-z])");
  private static final Pattern APART = Pattern.compile("原价|本来|原本|减之前|不算|没减|已付|付过|付的|满减$|平时|少付|多付");

  /** The amount is only what is taken from: 一共647元，减80. */
  private static final Pattern GOES_ON =
      Pattern.compile("^(?:元|块钱?)?[,，]?(?:够|满|减|-|再减|活动|打|用券|的?满减|里|扣)");

  private static final Pattern NO_TOTAL =
      Pattern.compile("[剩余差凑添补缺省]|再[买加]|(?:能|可以?|立|总|共|一共|就|直接|光算活动)减[了掉去]?$|减$|便宜|优惠[了:]?$");

  private Totals() {}

  /** A sum of money after the place of the right one that differs from it. */
  static Optional<Value> later(Answer answer, Value slot) {
    Optional<Value> right =
        answer.values().stream().filter(slot::sameAs).reduce((first, second) -> second);
    if (slot.kind() != Kind.MONEY || right.isEmpty() || !total(answer, right.get())) {
      return Optional.empty();
    }
    return answer.values().stream()
        .filter(said -> said.start() >= right.get().end())
        .filter(said -> said.kind() == Kind.MONEY || said.kind() == Kind.NUMBER)
        .filter(said -> !slot.sameAs(said) && summed(answer, said))
        .reduce((first, second) -> second);
  }

  /** Not what is left, lacking or saved. */
  private static boolean total(Answer answer, Value right) {
    Clause clause = answer.clauseAt(right.start());
    String before = clause.before(answer.text(), right.start());
    String after = clause.after(answer.text(), right.end());
    return !NO_TOTAL.matcher(before).find()
        && !NO_TOTAL_ENGLISH.matcher(before).find()
        && !NO_TOTAL_BEHIND.matcher(after).find();
  }

  private static boolean summed(Answer answer, Value said) {
    Clause clause = answer.clauseAt(said.start());
    String text = answer.text();
    String before = clause.before(text, said.start());
    String after = text.substring(said.end(), Math.min(text.length(), said.end() + 6));
    return !clause.asks()
        && (TOTAL.matcher(before).find() || english(before, clause.after(text, said.end())))
        && !APART.matcher(before).find()
        && !GOES_ON.matcher(after).find();
  }

  private static boolean english(String before, String after) {
    return TOTAL_BEHIND.matcher(after).find()
        || (TOTAL_ENGLISH.matcher(before).find() && !NO_TOTAL_BEHIND.matcher(after).find())
        || (ENDS_ON.matcher(before).find() && after.isBlank());
  }
}
