package touchstone.grading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Polarity.Sense;

/** A clause that is nothing but a yes or a no: 可以的哦, 不太行, 没问题, 暂时不支持. */
final class YesNo {
  private static final String END = "(?:的|了|哦|呢|呀|啊|哈|噢|喔|嘛|啦|滴|亲|哟|呐|您|这个|这边|办理|~| ){0,4}$";
  private static final Pattern NO =
      Pattern.compile(
          "^(?:(?:不太|不大|不)(?:行|可以|能|支持|成|中|允许|提供|接受|会|是|可|得行|能够|给|开|收|退|赔|换|做)|没有|没|没法|没办法|没门|无法|无|办不到|做不到|做不了|不了"
              + "|退不了|赔不了|换不了|开不了|概不|恕不|不予|除外|no|not)"
              + END);
  private static final Pattern NO_ENGLISH =
      Pattern.compile(
          "^ ?(?:(?:sorry|sadly|unfortunately|oh|ah|well|hi|hello|and|so)["
              + " ,]?)*(?:no|nope|nah|not|not really|not quite|not yet|not anymore|not any"
              + " more|unfortunately not|sadly not|i'm afraid not|afraid not|no sorry|not at all|no"
              + " (?:it|that|they|you|we) (?:isn't|aren't|doesn't|don't|can't|won't|cannot|do"
              + " not|does not|is not)|(?:it|that|they|you|we)"
              + " (?:isn't|aren't|doesn't|don't|can't|won't|cannot)|that(?:'s| is)(?:n't| not)"
              + " (?:possible|allowed|right|correct|the case|an option))(?:,? ?(?:sorry|i'm"
              + " afraid|unfortunately|mate|at the moment|this time))? ?$");
  private static final Pattern YES_ENGLISH =
      Pattern.compile(
          "^ ?(?:(?:oh|ah|well|hi|hello|and|so)[ ,]?)*(?:yes|yep|yeah|yup|sure|sure thing|of"
              + " course|absolutely|certainly|definitely|correct|exactly|right|that's right|that's"
              + " correct|no problem|not a problem|yes (?:it|that|they|you|we|i)"
              + " (?:is|are|does|do|can|will|would)|(?:it|that|they|you|we)"
              + " (?:does|do|can|will|sure can|certainly can)|yes of course|yes absolutely|that's"
              + " fine|that works|you're fine|no worries) ?$");
  private static final Pattern DOUBLED =
      Pattern.compile("^(?:不是|不会|不可能|没有|没)(?:不|没)[^,。]{1,4}" + END);
  private static final Pattern YES =
      Pattern.compile(
          "^(?:可以|能够|能|行|成|中|没问题|没有问题|支持|允许|会|对|是|有|当然(?:可以|能|行)?|必须的?|肯定(?:可以|能|行)?|要得|放心|can|yes)"
              + END);

  private YesNo() {}

  static Sense of(String words) {
    if (found(DOUBLED, words)) {
      return Sense.AFFIRMED;
    }
    boolean no = found(NO, words) || found(NO_ENGLISH, words);
    boolean yes = found(YES, words) || found(YES_ENGLISH, words);
    return no ? Sense.DENIED : yes ? Sense.AFFIRMED : Sense.OPEN;
  }

  private static boolean found(Pattern pattern, String words) {
    Matcher matcher = pattern.matcher(words);
    return matcher.find();
  }
}
