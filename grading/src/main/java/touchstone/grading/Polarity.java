package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a clause says yes or no to something in it. Looks at the words of negation, possibility
 * and condition around the place, not at the meaning.
 */
final class Polarity {
  /** What a clause says of something in it. */
  enum Sense {
    AFFIRMED,
    DENIED,
    /** Asked, supposed or left open: no statement. */
    OPEN
  }

  private enum Sign {
    NO,
    STRONG,
    WEAK,
    UNSURE
  }

  private record Marker(int start, int end, Sign sign) {}

  /** Contain a word of negation or possibility and are neither. */
  private static final Words HARMLESS =
      Words.of(
          "不过 不仅仅 不仅 不但 不光 不只 不单 不错 不好意思 对不起 不客气 不用谢 不谢 不用担心 不必担心 不要担心 不用急 不要着急 不用着急",
          "不必着急 别着急 别担心 别急 不论 不管 不妨 不禁 不得不 不少 不久 不断 不同 不如 不然 要不 不足之处 差不多 了不起 不料 不胜",
          "不便之处 带来不便 造成不便 的不便 不愉快 不快 不时 不止 不已 说不定 免不了 少不了 不由得 不小心 不良 不等 不限 无限 不超过 不会超过",
          "不能超过 不得超过 不可超过 不要超过 不晚于 不低于 不少于 不高于 不影响 不一会 不满意 不喜欢 不合适 不合身 不想要 不变 不耽误 不佳",
          "没关系 没问题 没事 没错 没准 没收 淹没 没想到 没来得及 没法比 毫无疑问 无疑 无理由 无忧 无条件 无线 无糖 无痕 无论 无缝 无聊 无奈 无人机 无效",
          "除非 特别 别的 类别 区别 级别 性别 分别 识别 告别 个别 别人 别名 辨别 差别 别忘了 别忘 别超过 别超 不超 不能超 非常 未来 莫名 别墅 另外",
          "会员 机会 一会儿 一会 社会 会计 可是 可爱 可惜 可靠 认可 许可 可能 功能 性能 智能 节能 能量 的支持 您支持 技术支持 才能",
          "no_problem no_worries not_only don't_worry no_need_to_worry not_a_problem not_to_worry"
              + " at_no_extra no_doubt no_matter no_rush don't_hesitate do_not_hesitate can't_wait"
              + " not_just isn't_just no_hassle no_later_than no_more_than not_more_than"
              + " no_longer_than no_less_than why_not at_no_cost at_no_charge no_hard_feelings"
              + " no_trouble not_a_bother don't_panic no_idea_why no_fuss not_silly",
          "不足以影响 不见不散 迫不及待 不好受 不容易 不舒服" + " 不方便您 不开心 不高兴 不耐烦",
          "无需担心 无须担心 不用客气 不厌其烦 不愿意看到 不便请 不当之处 不周 不到位 不及时 不满 没有关系 没有问题 没毛病 没得说");

  private static final Words NO =
      Words.of(
          "不 没有 没 未 无法 无 别 勿 非 莫 拒绝 禁止 除外 谢绝 概不 恕不 不予 拒收 难以 并非 毫无 严禁 免收 免去 不同意 没收到",
          "not no never cannot can't don't doesn't isn't aren't won't without unable didn't wasn't"
              + " couldn't nor neither except excluding excluded wouldn't shouldn't haven't hasn't"
              + " hadn't weren't non cant dont doesnt isnt wont ineligible unavailable impossible"
              + " nobody nothing none nowhere refuse refuses decline declines mustn't mustnt aint"
              + " ain't stop avoid exclude excludes");

  private static final Words STRONG =
      Words.of("可以 能够 能 可 支持 允许 会 将 均可 都可 适用 可以的 放心 can will may able");

  private static final Words WEAK =
      Words.of(
          "享受 提供 需要 需 必须 应该 得 要 是 有 由 属于 包括 包含 含 在 接受 is are have has do does support supported");

  private static final Words UNSURE =
      Words.of(
          "不一定 未必 不保证 无法保证 不能保证 不代表 不意味 不等于 不承诺 无法承诺 不确定 不清楚 不知道 不了解 无法确认 无法确定 不能确定 是否 能否 可否 是不是"
              + " 有没有 能不能",
          "not_sure unsure not_certain can't_confirm cannot_confirm can't_guarantee"
              + " cannot_guarantee can't_promise cannot_promise not_guaranteed not_necessarily"
              + " may_be_able might could_be don't_know do_not_know depends",
          "可不可以 会不会 要不要 行不行 支不支持 好不好 退不退 可不可 用不用 需不需要 换不换 包不包 算不算 收不收 不是所有 并非所有 不是每 请问 也许 whether"
              + " maybe perhaps");

  private static final Words CONDITION =
      Words.of("如果 若是 若您 若需 若有 如您 如需 如有 要是 假如 假若 倘若 万一 一旦 除非 if unless");

  private static final Words CONSEQUENCE =
      Words.of(
          "就 则 那么 请 都 then 即可 均 一律 我们",
          "you_can you_may you_could you'll you_will we_can we'll we_will it_can it_will it'll it's"
              + " that's you're you_have");

  private static final Words QUOTED =
      Words.of("您问的是 你问的是 您是问 你是问 您想问 您是想 你是想 您想知道 您想了解 您担心 你担心 您以为 你以为 您是说 你是说");

  private static final Words CUT = Words.of("的 就 则 时 后 情况下 也 都 还是 仍 依然 照样 均 才");

  /** Praise of a thing, no denial of it. */
  private static final Words QUALITY =
      Words.of(
          "不辣 不贵 不挑 不显 不掉 不起球 不沾 不硬 不腻 不咸 不老气 不俗 不厚 不薄 不沉 不重 不占 不费 不伤 不扎 不过时 不褪 不变形 不串 不漏 不难 不花 不素"
              + " 不艳 不单调",
          "不油 不酸 不土 不丑 不大 不小 不含 不刺激 不上火 不爱坏 不压 不闷 不勒 不紧 没异味 没味");

  private static final Words EXPLICIT = Words.of("可以 能够 能 可 支持 允许 均可 都可 适用 can may able will");

  private static final Words ONLY_THEN =
      Words.of(
          "才能 才可以 才可 才给 才会 才行 才有 方可 才算 才赔 才退 才换",
          "only_if only_when only_unworn only_unused only_unopened only_faulty provided"
              + " as_long_as");

  private static final Pattern WANTING =
      Pattern.compile(
          "(?<![不别没])(?:太|有点|有些|偏|过于)(?:贵|素|淡|普通|一般|老|土|小|大|硬|辣|甜|酸|油|腻|薄|厚|重|轻|艳|花|暗|俗|丑|差|慢|远|晚|长|短|单调|单薄|沉|旧|干|咸|腥|黏|凉|烫|软|松|紧|闷|吵|糙|脆|窄|宽|瘦|肥|粗|细|呆板|麻烦|费事)"
              + "|不如|比不[上了过]|没有?[^,。!?\\n]{1,6}(?:那么|这么|来得)");

  /** What follows is no longer denied: 吊牌没剪就给您退. */
  private static final Words THEN = Words.of("就 照样 都给 也给");

  private static final Words CAN_NOT = Words.of("不了 不成 不到 不得 不上");

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

  /** What a verb fails to reach: 开不出来. */
  private static final Words COMPLEMENT = Words.of("出来 出 成 到 上 下来 下 起 动 来 着");

  private static final Words OWN_PREDICATE = Words.of("不是 别 没法 没办法");
  private static final String PARTICLES = "的了哦呢呀啊哈噢喔嘛啦亲行呦哟~ 办理";
  private static final String ADVERBS = "太再会都是就说并也还曾很怎能支予被给在";

  private final String text;
  private final List<Marker> markers;

  private Polarity(String text, List<Marker> markers) {
    this.text = text;
    this.markers = markers;
  }

  static Polarity of(String text) {
    var markers = new ArrayList<Marker>();
    int at = 0;
    while (at < text.length()) {
      at = mark(text, at, markers);
    }
    return new Polarity(text, List.copyOf(markers));
  }

  private static int mark(String text, int at, List<Marker> markers) {
    int unsure = UNSURE.at(text, at);
    if (unsure > 0) {
      markers.add(new Marker(at, at + unsure, Sign.UNSURE));
      return at + unsure;
    }
    int harmless = HARMLESS.at(text, at);
    int no = NO.at(text, at);
    if (harmless > 0 && harmless >= no) {
      return at + harmless;
    }
    int strong = no > 0 ? 0 : STRONG.at(text, at);
    int weak = no > 0 || strong > 0 ? 0 : WEAK.at(text, at);
    int length = Math.max(no, Math.max(strong, weak));
    if (length == 0) {
      return at + 1;
    }
    markers.add(
        new Marker(at, at + length, no > 0 ? Sign.NO : strong > 0 ? Sign.STRONG : Sign.WEAK));
    return at + length;
  }

  /** What a clause says of the words from one position to another. */
  Sense at(Clause clause, int from, int to) {
    if (clause.asks() || open(clause, from) || disfavoured(clause, from, to)) {
      return Sense.OPEN;
    }
    int last = -1;
    int inside = -1;
    boolean after = false;
    for (int i = 0; i < markers.size(); i++) {
      Marker marker = markers.get(i);
      if (marker.start < clause.start() || marker.end > clause.end()) {
        continue;
      }
      if (marker.sign == Sign.UNSURE) {
        return Sense.OPEN;
      }
      if (marker.end <= from) {
        last = i;
      } else if (marker.start >= from && marker.end <= to && marker.sign != Sign.WEAK) {
        inside = inside < 0 ? i : inside;
      } else if (marker.start >= to && marker.sign == Sign.NO) {
        after |= denies(i, to, clause);
      }
    }
    if (CAN_NOT.find(text, to, Math.min(clause.end(), to + 3)) == to) {
      return Sense.DENIED;
    }
    if (inside >= 0) {
      return inside(inside, clause);
    }
    Sense before = last < 0 ? Sense.OPEN : before(last, clause, from);
    if (before == Sense.DENIED) {
      return Sense.DENIED;
    }
    boolean firm = before == Sense.AFFIRMED && markers.get(last).sign == Sign.STRONG;
    return after && !firm ? Sense.DENIED : Sense.AFFIRMED;
  }

  /** The words themselves say 可以 or 没有: only what stands right before them can turn them. */
  private Sense inside(int index, Clause clause) {
    Marker first = markers.get(index);
    boolean before = index > 0 && markers.get(index - 1).start >= clause.start();
    boolean turned =
        before
            && near(markers.get(index - 1), first)
            && (markers.get(index - 1).sign == Sign.NO)
            && !doubled(index - 1, clause);
    return turned ? Sense.DENIED : Sense.AFFIRMED;
  }

  /**
   * Whether a negation behind the words denies them: as a bare verdict (生鲜就不行了), or right behind
   * them (运费不用您出), but not with a predicate of its own (过了7天就不能退).
   */
  private boolean denies(int index, int to, Clause clause) {
    Marker no = markers.get(index);
    if (doubled(index, clause) || QUALITY.at(text, no.start) > 0) {
      return false;
    }
    if (pure(index, clause)) {
      return true;
    }
    if (latin(no.start)) {
      String between = text.substring(to, no.start);
      String rest = text.substring(no.start, Math.min(clause.end(), no.start + 10));
      return AUXILIARY.matcher(between).find() && !OWN_NOUN.matcher(rest).find();
    }
    boolean adjacent = no.start - to <= 2 && !cut(to, no.start);
    return adjacent && OWN_PREDICATE.at(text, no.start) == 0;
  }

  private boolean latin(int at) {
    return text.charAt(at) >= 'a' && text.charAt(at) <= 'z';
  }

  /** Whether nothing but particles follows a word of yes or no in its clause. */
  private boolean pure(int index, Clause clause) {
    int i = index;
    while (i + 1 < markers.size()
        && markers.get(i + 1).start < clause.end()
        && near(markers.get(i), markers.get(i + 1))) {
      i++;
    }
    int content = 0;
    int end = markers.get(i).end;
    int complement = end < clause.end() ? COMPLEMENT.at(text, end) : 0;
    for (int at = end + complement; at < clause.end(); at++) {
      content += PARTICLES.indexOf(text.charAt(at)) >= 0 ? 0 : 1;
    }
    int most = text.startsWith("不是", markers.get(index).start) ? 0 : 1;
    return content <= most || text.startsWith("除外", markers.get(index).start);
  }

  /** The bare yes or no that a clause gives from a position on; OPEN where it says more. */
  Sense bare(Clause clause, int from) {
    return clause.asks() ? Sense.OPEN : YesNo.of(clause.after(text, from));
  }

  /** Whether an explicit 可以 or 能 stands in a clause before the end of some words or ends it. */
  boolean firm(Clause clause, int to) {
    return markers.stream()
        .filter(marker -> marker.start >= clause.start() && marker.end <= clause.end())
        .filter(marker -> marker.sign == Sign.STRONG && EXPLICIT.at(text, marker.start) > 0)
        .anyMatch(marker -> marker.end <= to || pure(markers.indexOf(marker), clause));
  }

  /** Whether a clause holds under a condition only: 24小时内拍照才能赔. */
  boolean conditional(Clause clause) {
    return ONLY_THEN.find(text, clause.start(), clause.end()) >= 0;
  }

  /** Found wanting, or only what another thing is compared with: 米白太素, 比小袋划算. */
  private boolean disfavoured(Clause clause, int from, int to) {
    String before = clause.before(text, from);
    String after = clause.after(text, to);
    return before.endsWith("比")
        || before.endsWith("比起")
        || before.endsWith("相比")
        || WANTING.matcher(after).find();
  }

  /** Whether a clause is only supposed, asked or quoted, at a place. */
  boolean open(Clause clause, int at) {
    if (QUOTED.find(text, clause.start(), Math.min(clause.end(), clause.start() + 8)) >= 0) {
      return true;
    }
    int condition =
        CONDITION.find(text, clause.start(), Math.min(clause.end(), clause.start() + 8));
    boolean supposed = condition >= 0 && condition < at;
    boolean tail = text.startsWith("的话", clause.end() - 2) && clause.end() - 2 >= clause.start();
    if (!supposed && !tail) {
      return false;
    }
    return tail || CONSEQUENCE.find(text, Math.max(condition, clause.start()), at) < 0;
  }

  /** Whether a word of yes or no stands in a clause. */
  boolean decided(Clause clause) {
    return markers.stream()
        .anyMatch(marker ->
            marker.start >= clause.start()
                && marker.end <= clause.end()
                && (marker.sign == Sign.NO || marker.sign == Sign.STRONG));
  }

  private Sense before(int last, Clause clause, int from) {
    int i = last;
    Marker nearest = markers.get(i);
    if (nearest.sign == Sign.NO) {
      boolean turned =
          doubled(i, clause)
              || THEN.find(text, nearest.end, from) >= 0
              || (latin(nearest.start) && turnedInEnglish(nearest, from));
      return turned ? Sense.AFFIRMED : Sense.DENIED;
    }
    while (i > 0 && markers.get(i - 1).start >= clause.start()) {
      Marker previous = markers.get(i - 1);
      Marker current = markers.get(i);
      if (previous.sign == Sign.NO) {
        boolean scope =
            near(previous, current) || (weakUpTo(i, last) && !cut(previous.end, current.start));
        return scope && !doubled(i - 1, clause) ? Sense.DENIED : Sense.AFFIRMED;
      }
      if (!near(previous, current) && current.sign == Sign.STRONG) {
        return Sense.AFFIRMED;
      }
      if (cut(previous.end, current.start)) {
        return Sense.AFFIRMED;
      }
      i--;
    }
    return Sense.AFFIRMED;
  }

  /**
   * A new clause begins behind an English no: without VAT that's £100, not today because you paid
   * late.
   */
  private boolean turnedInEnglish(Marker no, int from) {
    boolean noun = text.startsWith("without", no.start) || text.startsWith("no ", no.start);
    return ENGLISH_TURN.find(text, no.end, from) >= 0
        || (noun && SUBJECT.find(text, no.end, from) >= 0);
  }

  private boolean weakUpTo(int from, int to) {
    for (int i = from; i <= to; i++) {
      if (markers.get(i).sign != Sign.WEAK) {
        return false;
      }
    }
    return true;
  }

  /** A negation that another one before it takes back: 不是不能, 不会不. */
  private boolean doubled(int index, Clause clause) {
    int i = index;
    int negations = 1;
    while (i > 0
        && markers.get(i - 1).start >= clause.start()
        && near(markers.get(i - 1), markers.get(i))) {
      i--;
      negations += markers.get(i).sign == Sign.NO ? 1 : 0;
    }
    return negations % 2 == 0;
  }

  private boolean near(Marker first, Marker second) {
    int gap = second.start - first.end;
    return gap == 0
        || (gap == 1
            && (ADVERBS.indexOf(text.charAt(first.end)) >= 0 || text.charAt(first.end) == ' '));
  }

  private boolean cut(int from, int to) {
    return CUT.find(text, from, to) >= 0;
  }
}
