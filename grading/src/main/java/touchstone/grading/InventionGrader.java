package touchstone.grading;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import touchstone.grading.Polarity.Sense;
import touchstone.model.Check.NoInvention;
import touchstone.model.Finding;

/**
 * Finds prices, dates, discounts, states and finished actions that neither the prompt nor the
 * customer said.
 */
final class InventionGrader {
  static final String NAME = "no-invention";
  private static final String VERB =
      "退款|退货|登记|升级|申请|提交|反馈|安排|取消|修改|记录|备注|补发|寄出|发出|发送|补偿|赠送|开具|开好|上报|转接|转交|加急|催促|催|核实|查询|查到|处理|办理|下单|预约|拦截|冻结|解绑|重置|更换|换好|改好|改成|改为|通知|联系|打款|到账|锁定|预留|发放|扣除|激活|开通|关闭|转给|发货|退回|退还|退";

  /** An action said to be done; the verb is group 1 or 2. */
  private static final Pattern DONE =
      Pattern.compile(
          "(?:已经?|刚刚|刚才|刚)(?:第一时间|成功|全部|优先|都|先)?(?:为您|帮您|给您|替您|帮你|给你|为你)?(?:把|将|向|跟|和)?[^,。!?\\n的]{0,8}?("
              + VERB
              + ")|(?:为您|帮您|给您|替您|帮你|给你|为你)(?:优先|成功|重新|加急|紧急|特别)?[^,。!?\\n]{0,6}?("
              + VERB
              + ")(?:好了|了|完成|成功|完毕)");

  private static final Pattern STATE =
      Pattern.compile(
          "(?:已经?|正在|目前在|现在在|在)[^,。!?\\n的]{0,4}?(发货|发出|出库|揽收|揽件|签收|运输|派送|派件|配送|送达|到达|到站|中转|到账|退回|入库|打包|备货)"
              + "|(?:您|你)的?(?:订单|包裹|快递)[^,。!?\\n]{0,6}(?:还没|尚未|未|没有)(发货|出库|揽收|签收)");
  private static final Pattern STOCK =
      Pattern.compile(
          "(现货充足|库存充足|库存充裕|货源充足|有现货|有货(?!到)|缺货|断货|无货(?!到)|没货(?!到)|售罄|卖完|卖光)|(?:库存|还剩|仅剩|只剩)[^,。!?\\n]{0,4}\\d{1,6}");
  private static final Pattern LOOKED_UP =
      Pattern.compile(
          "(?:经|我|这边|刚刚?|已经?|帮您|为您|给您)(?:查询|查|核实)(?:到|了|过|后)?(?:发现|显示|到)|系统(?:里|中|后台)?显示|后台显示|物流(?:信息|记录)?显示|查到您");
  private static final Pattern PROMISE =
      Pattern.compile(
          "(明天|明早|明晚|明日|次日|后天|今天|今晚|今日|当天|周末|月底|下个月|tomorrow|today|tonight)[^,。!?\\n]{0,10}?(?:送到|送达|到货|到账|寄到|发货|发出|给您发|给您寄|退款|退到|联系您|回复|处理好|解决|上门|能到|会到|就到|可以到|到您|到手|收到|拿到|送货|arrive|be"
              + " delivered|ship)|(?:arrive|delivered|shipped|refunded) (tomorrow|today|tonight)");
  private static final Pattern ARRIVES =
      Pattern.compile("送到|送达|到货|寄到|能到|会到|就到|可以到|到您|到手|收到|拿到|送货|arrive|be delivered");
  private static final Pattern BENEFIT =
      Pattern.compile(
          "包邮|免邮|免运费|优惠券|优惠卷|代金券|抵扣券|红包|赠品|免单|免费|无门槛|小礼物|小礼品|free shipping|voucher|coupon|free"
              + " gift");
  private static final List<List<String>> SAME =
      List.of(
          List.of("明天", "明早", "明日", "次日", "第二天", "隔天", "tomorrow"),
          List.of("今天", "今日", "今晚", "当天", "当日", "today", "tonight"),
          List.of("包邮", "免邮", "免运费", "运费全免", "free shipping"),
          List.of("优惠券", "优惠卷", "代金券", "抵扣券", "coupon", "voucher", "券"),
          List.of("赠品", "小礼物", "小礼品", "free gift", "赠", "送"),
          List.of("缺货", "断货", "无货", "没货", "售罄", "卖完", "卖光", "库存"),
          List.of("现货充足", "库存充足", "库存充裕", "货源充足", "有现货", "有货", "库存"));

  /** 签收后, 签收24小时内 and 签收那天 name a time, no state. */
  private static final Pattern LATER =
      Pattern.compile(
          "之?后|以后|前|之前|时|当天|当日|那天|之日|起|(?:的)?(?:\\d|[一二两三四五六七八九十]){1,3}个?(?:小时|钟头|天|日|工作日|周|礼拜)");

  private InventionGrader() {}

  private record Invented(int start, int end, String zh, String en) {}

  static Finding grade(NoInvention check, Answer answer, List<String> alsoKnown) {
    var note = new Note(NAME, "", answer, check.weight());
    List<String> known = Stream.concat(check.known().stream(), alsoKnown.stream()).toList();
    Evidence evidence = Evidence.of(answer.before(), known);
    return InventedValue.first(answer, evidence)
        .map(said -> quoted(answer, said))
        .or(() -> done(DONE, answer, evidence, "说已经做了的事"))
        .or(() -> state(answer, evidence))
        .or(() -> stock(answer, evidence))
        .or(() -> lookedUp(answer, evidence))
        .or(() -> promise(answer, evidence))
        .or(() -> benefit(answer, evidence))
        .or(() ->
            EnglishClaims.first(answer, evidence)
                .map(claim -> new Invented(claim.start(), claim.end(), claim.zh(), claim.en())))
        .map(invented ->
            note.veto(
                answer.quote(invented.start, invented.end),
                "凭空编造：" + invented.zh + "，提示和对话里都没有。",
                "Invented: " + invented.en + ", in neither prompt nor conversation."))
        .orElseGet(() -> note.of(1, "", "没有编造。", "Nothing invented."));
  }

  private static Invented quoted(Answer answer, Value said) {
    String words = answer.normal().quote(said.start(), said.end());
    return new Invented(said.start(), said.end(), "“" + words + "”", "'" + words + "'");
  }

  private static Optional<Invented> done(
      Pattern pattern, Answer answer, Evidence evidence, String zh) {
    Matcher matcher = pattern.matcher(answer.text());
    while (matcher.find()) {
      String verb = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      if (claimed(answer, matcher) && !reported(evidence.text(), verb)) {
        return Optional.of(
            new Invented(
                matcher.start(),
                matcher.end(),
                zh + "“" + answer.normal().quote(matcher.start(), matcher.end()) + "”",
                "an action said to be done"));
      }
    }
    return Optional.empty();
  }

  /** Stated as a fact: not asked, not supposed, not the description of a kind of order. */
  private static boolean claimed(Answer answer, Matcher matcher) {
    Clause clause = answer.clauseAt(matcher.start());
    String text = answer.text();
    String after = text.substring(matcher.end(), Math.min(text.length(), matcher.end() + 3));
    boolean describes =
        after.startsWith("的")
            && after.length() > 1
            && Character.isLetter(after.charAt(1))
            && "哦呢呀啦".indexOf(after.charAt(1)) < 0;
    boolean later = LATER.matcher(text).region(matcher.end(), text.length()).lookingAt();
    return !clause.asks()
        && !describes
        && !later
        && !answer.polarity().open(clause, matcher.start())
        && answer.polarity().at(clause, matcher.start(), matcher.end()) != Sense.OPEN;
  }

  /** Whether what was said before the answer reports the same as done. */
  private static boolean reported(String evidence, String verb) {
    int at = evidence.indexOf(verb);
    while (at >= 0) {
      String before = evidence.substring(Math.max(0, at - 8), at);
      String after =
          evidence.substring(
              at + verb.length(), Math.min(evidence.length(), at + verb.length() + 3));
      if (before.contains("已")
          || before.contains("在")
          || before.contains("状态")
          || after.contains("了")
          || before.contains("显示")
          || before.contains("been")
          || before.contains("have")) {
        return true;
      }
      at = evidence.indexOf(verb, at + 1);
    }
    return false;
  }

  private static Optional<Invented> state(Answer answer, Evidence evidence) {
    return done(STATE, answer, evidence, "订单或物流状态");
  }

  private static Optional<Invented> stock(Answer answer, Evidence evidence) {
    return absent(STOCK, answer, told(evidence), false, "库存情况", "a state of stock");
  }

  private static Optional<Invented> lookedUp(Answer answer, Evidence evidence) {
    Matcher matcher = LOOKED_UP.matcher(answer.text());
    boolean records = Words.of("状态 显示 物流: 已发货 已签收 已下单").in(evidence.text());
    return !records && matcher.find() && claimed(answer, matcher)
        ? Optional.of(
            new Invented(
                matcher.start(), matcher.end(), "没有查过却说查到了", "a look-up that did not happen"))
        : Optional.empty();
  }

  private static Optional<Invented> promise(Answer answer, Evidence evidence) {
    return absent(
        PROMISE,
        answer,
        (words, clause) -> {
          boolean arrives = ARRIVES.matcher(clause.of(answer.normal())).find();
          // Read for each of the few promises, for most answers hold none.
          return new Arrivals(answer.before().text()).allow(words, clause, answer)
              || (arrives ? toldOfArrival(evidence, words) : told(evidence).test(words, clause));
        },
        false,
        "时间承诺",
        "a promised time");
  }

  private static Optional<Invented> benefit(Answer answer, Evidence evidence) {
    BiPredicate<String, Clause> known =
        told(evidence).or((words, _) -> words.equals("free shipping") && shipsFree(evidence));
    return absent(BENEFIT, answer, known, true, "优惠", "a benefit");
  }

  /** Shipping is free somewhere, in whatever words: $9 shipping, free over $100. */
  private static boolean shipsFree(Evidence evidence) {
    return Words.of("free").in(evidence.text())
        && Words.of("shipping delivery postage").in(evidence.text());
  }

  /** Whether the evidence has some words, as they are or in another spelling. */
  private static BiPredicate<String, Clause> told(Evidence evidence) {
    return (words, clause) -> spellings(words).stream().anyMatch(evidence.text()::contains);
  }

  /** 次日发 tells when things leave, not that they arrive tomorrow. */
  private static boolean toldOfArrival(Evidence evidence, String words) {
    return Clause.of(evidence.text()).stream()
        .map(clause -> evidence.text().substring(clause.start(), clause.end()))
        .filter(clause -> spellings(words).stream().anyMatch(clause::contains))
        .anyMatch(clause -> clause.matches(".*(?:[到送达收拿]|arriv|deliver).*"));
  }

  private static Optional<Invented> absent(
      Pattern pattern,
      Answer answer,
      BiPredicate<String, Clause> known,
      boolean affirmed,
      String zh,
      String en) {
    Matcher matcher = pattern.matcher(answer.text());
    while (matcher.find()) {
      String words = word(matcher);
      Clause clause = answer.clauseAt(matcher.start());
      boolean denied =
          affirmed
              && answer.polarity().at(clause, matcher.start(), matcher.end()) != Sense.AFFIRMED;
      if (!known.test(words, clause) && !denied && claimed(answer, matcher)) {
        return Optional.of(
            new Invented(matcher.start(), matcher.end(), zh + "“" + words + "”", en));
      }
    }
    return Optional.empty();
  }

  private static String word(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return matcher.group();
  }

  private static List<String> spellings(String word) {
    return SAME.stream().filter(each -> each.contains(word)).findFirst().orElse(List.of(word));
  }
}
