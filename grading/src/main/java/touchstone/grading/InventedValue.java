package touchstone.grading;

import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.grading.Value.Kind;

/**
 * A price, date, time, discount, number or link that neither the prompt nor the customer gave, and
 * that is no example, no advice on a chore and no count of theirs.
 */
final class InventedValue {
  /** 随手加包20块的零食: an amount for example, not the price of a thing. */
  private static final Pattern EXAMPLE_BEFORE =
      Pattern.compile(
          "(?:随手|随便|比如|例如|譬如|比方|假如|好比|任意|随意|凑|加|添|捎|带|买|拿|挑|选|来)[^,。!?\\n]{0,2}(?:个|件|包|袋|点|样|份|双|条|把|只|些|瓶|盒|块)?(?:不到|大概|差不多|约|个)?$");

  private static final Pattern EXAMPLE_AFTER =
      Pattern.compile("^(?:左右|上下|来|多|出头|以上|以内)?的(?!价|运费|邮费|优惠|券|红包|话)");
  private static final Words EXTREME = Words.of("最快 最慢 最多 最晚 最迟 最早 至少 稍等 等待 等");
  private static final Pattern CHORE = Pattern.compile("[泡晾擦抹敷煮蒸炖焯烤炸浸冲洗刷腌醒烘晒焖]|静置|放凉|风干|加热");
  private static final Pattern SERVICE = Pattern.compile("发货|送|到账|退|回复|到您|联系|签收|寄|赔");
  private static final double LONGEST_CHORE_DAYS = 0.5;
  private static final double SHORT_WAIT_DAYS = 10 / 1440d;

  private InventedValue() {}

  /** The first one in an answer. */
  static Optional<Value> first(Answer answer, Evidence evidence) {
    return answer.values().stream()
        .filter(said -> checked(said.kind()))
        .filter(said -> !evidence.supports(said) && !exempt(answer, said))
        .findFirst();
  }

  private static boolean checked(Kind kind) {
    return switch (kind) {
      case MONEY, DATE, WEEKDAY, CLOCK, DURATION, DISCOUNT, PERCENT, PHONE, CODE, LINK -> true;
      case NUMBER, COUNT -> false;
    };
  }

  private static boolean exempt(Answer answer, Value said) {
    Clause clause = answer.clauseAt(said.start());
    boolean wait =
        said.kind() == Kind.DURATION
            && said.high() <= SHORT_WAIT_DAYS
            && EXTREME.find(answer.text(), Math.max(0, said.start() - 6), said.start()) >= 0;
    boolean phrase = said.kind() == Kind.PERCENT && said.low() >= 1;
    return clause.asks()
        || wait
        || phrase
        || example(answer, clause, said)
        || chore(answer, clause, said)
        || ordinal(answer, said)
        || (said.kind() == Kind.MONEY && said.low() == 0);
  }

  /** 今天才第五天 counts from a day that the customer gave. */
  private static boolean ordinal(Answer answer, Value said) {
    return said.kind() == Kind.DURATION
        && said.start() > 0
        && answer.text().charAt(said.start() - 1) == '第';
  }

  /** How long to soak or to dry is advice, no promise of the shop. */
  private static boolean chore(Answer answer, Clause clause, Value said) {
    int before = answer.clauseAt(Math.max(0, clause.start() - 2)).start();
    String words = answer.text().substring(before, Math.max(before, clause.end()));
    return said.kind() == Kind.DURATION
        && said.high() <= LONGEST_CHORE_DAYS
        && CHORE.matcher(words).find()
        && !SERVICE.matcher(words).find();
  }

  private static boolean example(Answer answer, Clause clause, Value said) {
    String before = clause.before(answer.text(), said.start());
    String after = clause.after(answer.text(), said.end());
    return said.kind() == Kind.MONEY
        && EXAMPLE_BEFORE.matcher(before).find()
        && EXAMPLE_AFTER.matcher(after).find();
  }
}
