package touchstone.grading;

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

  /** What a verb fails to reach: 开不出来. */
  private static final Words COMPLEMENT = Words.of("出来 出 成 到 上 下来 下 起 动 来 着");

  private static final Words OWN_PREDICATE = Words.of("不是 别 没法 没办法");
  private static final String PARTICLES = "的了哦呢呀啊哈噢喔嘛啦亲行呦哟~ 办理";

  private final String text;
  private final List<Marker> markers;

  private Polarity(String text, List<Marker> markers) {
    this.text = text;
    this.markers = markers;
  }

  static Polarity of(String text) {
    return new Polarity(text, Marker.all(text));
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
      if (marker.start() < clause.start() || marker.end() > clause.end()) {
        continue;
      }
      if (marker.sign() == Marker.Sign.UNSURE) {
        return Sense.OPEN;
      }
      if (marker.end() <= from) {
        last = i;
      } else if (marker.start() >= from
          && marker.end() <= to
          && marker.sign() != Marker.Sign.WEAK) {
        inside = inside < 0 ? i : inside;
      } else if (marker.start() >= to && marker.sign() == Marker.Sign.NO) {
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
    boolean firm = before == Sense.AFFIRMED && markers.get(last).sign() == Marker.Sign.STRONG;
    return after && !firm ? Sense.DENIED : Sense.AFFIRMED;
  }

  /** The words themselves say 可以 or 没有: only what stands right before them can turn them. */
  private Sense inside(int index, Clause clause) {
    Marker first = markers.get(index);
    boolean before = index > 0 && markers.get(index - 1).start() >= clause.start();
    boolean turned =
        before
            && markers.get(index - 1).near(first, text)
            && (markers.get(index - 1).sign() == Marker.Sign.NO)
            && !doubled(index - 1, clause);
    return turned ? Sense.DENIED : Sense.AFFIRMED;
  }

  /**
   * Whether a negation behind the words denies them: as a bare verdict (生鲜就不行了), or right behind
   * them (运费不用您出), but not with a predicate of its own (过了7天就不能退).
   */
  private boolean denies(int index, int to, Clause clause) {
    Marker no = markers.get(index);
    if (doubled(index, clause) || QUALITY.at(text, no.start()) > 0) {
      return false;
    }
    if (pure(index, clause)) {
      return true;
    }
    if (EnglishNegation.at(text, no)) {
      return EnglishNegation.deniesBefore(text, to, no, clause.end());
    }
    boolean adjacent = no.start() - to <= 2 && !cut(to, no.start());
    return adjacent && OWN_PREDICATE.at(text, no.start()) == 0;
  }

  /** Whether nothing but particles follows a word of yes or no in its clause. */
  private boolean pure(int index, Clause clause) {
    int i = index;
    while (i + 1 < markers.size()
        && markers.get(i + 1).start() < clause.end()
        && markers.get(i).near(markers.get(i + 1), text)) {
      i++;
    }
    int content = 0;
    int end = markers.get(i).end();
    int complement = end < clause.end() ? COMPLEMENT.at(text, end) : 0;
    for (int at = end + complement; at < clause.end(); at++) {
      content += PARTICLES.indexOf(text.charAt(at)) >= 0 ? 0 : 1;
    }
    int most = text.startsWith("不是", markers.get(index).start()) ? 0 : 1;
    return content <= most || text.startsWith("除外", markers.get(index).start());
  }

  /** The bare yes or no that a clause gives from a position on; OPEN where it says more. */
  Sense bare(Clause clause, int from) {
    return clause.asks() ? Sense.OPEN : YesNo.of(clause.after(text, from));
  }

  /** Whether an explicit 可以 or 能 stands in a clause before the end of some words or ends it. */
  boolean firm(Clause clause, int to) {
    return markers.stream()
        .filter(marker -> marker.start() >= clause.start() && marker.end() <= clause.end())
        .filter(
            marker -> marker.sign() == Marker.Sign.STRONG && EXPLICIT.at(text, marker.start()) > 0)
        .anyMatch(marker -> marker.end() <= to || pure(markers.indexOf(marker), clause));
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
            marker.start() >= clause.start()
                && marker.end() <= clause.end()
                && (marker.sign() == Marker.Sign.NO || marker.sign() == Marker.Sign.STRONG));
  }

  private Sense before(int last, Clause clause, int from) {
    int i = last;
    Marker nearest = markers.get(i);
    if (nearest.sign() == Marker.Sign.NO) {
      boolean turned =
          doubled(i, clause)
              || THEN.find(text, nearest.end(), from) >= 0
              || (EnglishNegation.at(text, nearest)
                  && EnglishNegation.endsBefore(text, nearest, from));
      return turned ? Sense.AFFIRMED : Sense.DENIED;
    }
    while (i > 0 && markers.get(i - 1).start() >= clause.start()) {
      Marker previous = markers.get(i - 1);
      Marker current = markers.get(i);
      if (previous.sign() == Marker.Sign.NO) {
        boolean scope =
            previous.near(current, text)
                || (weakUpTo(i, last) && !cut(previous.end(), current.start()));
        return scope && !doubled(i - 1, clause) ? Sense.DENIED : Sense.AFFIRMED;
      }
      if (!previous.near(current, text) && current.sign() == Marker.Sign.STRONG) {
        return Sense.AFFIRMED;
      }
      if (cut(previous.end(), current.start())) {
        return Sense.AFFIRMED;
      }
      i--;
    }
    return Sense.AFFIRMED;
  }

  private boolean weakUpTo(int from, int to) {
    for (int i = from; i <= to; i++) {
      if (markers.get(i).sign() != Marker.Sign.WEAK) {
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
        && markers.get(i - 1).start() >= clause.start()
        && markers.get(i - 1).near(markers.get(i), text)) {
      i--;
      negations += markers.get(i).sign() == Marker.Sign.NO ? 1 : 0;
    }
    return negations % 2 == 0;
  }

  private boolean cut(int from, int to) {
    return CUT.find(text, from, to) >= 0;
  }
}
