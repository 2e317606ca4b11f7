package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import touchstone.grading.Value.Kind;

/** Finds the {@link Value}s of a normal text, in one pass from left to right. */
final class Values {
  private static final String RANGE = "-~到至";
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?<link>(?:https?://|www\\.)[a-z0-9./?=&%_#:-]{3,200}"
              + "|[a-z0-9-]{2,40}\\.(?:com|cn|net|org|shop|top)(?:/[a-z0-9./?=&%_-]{0,200})?)"
              + "|(?<phone>1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}(?!\\d)|[48]00-?\\d{3,4}-?\\d{3,4}(?!\\d)"
              + "|0\\d{2,3}-\\d{7,8}(?!\\d))"
              + "|(?<code>(?=[a-z0-9_-]{0,12}\\d)(?=[a-z0-9_-]{0,40}[a-z])[a-z0-9][a-z0-9_-]{4,40}"
              + "|\\d{7,40})");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:(?<y>20\\d\\d)(?:年|-|/|\\.))?(?<m>1[0-2]|0?[1-9])(?:月|-|/|\\.)(?<d>3[01]|[12]\\d|0?[1-9])"
              + "(?<tail>[日号]|(?!\\d))");
  private static final Pattern WEEKDAY =
      Pattern.compile("(?<week>下下|下|上|本|这|)(?:个)?(?:周|星期|礼拜)(?<day>[一二三四五六日天末])(?![个年月天])");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<half>上午|早上|早晨|凌晨|下午|晚上|傍晚|中午|今晚|明早|早|晚|夜里|)"
              + "(?:(?<h>[01]?\\d|2[0-4]):(?<min>[0-5]\\d)(?!\\d)|(?<hz>[01]?\\d|2[0-4]|[一二两三四五六七八九十]{1,3})点"
              + "(?<rest>半|整|钟|一刻|(?:[0-5]?\\d|[二三四五]?十?[一二三四五六七八九]?)分?|))");
  private static final Pattern AFTER_CLOCK =
      Pattern.compile("前|后|之前|之后|左右|开|到|至|-|~|送|发|下班|上班|截止|开始|结束|,|。|$");
  private static final Pattern REDUCED = Pattern.compile("(?:减|优惠|便宜|直降|立减|省|降价|降)了?(?:价格的?)?$");

  private final String text;
  private final List<Value> found = new ArrayList<>();
  private final Matcher literal;
  private final Matcher date;
  private final Matcher weekday;
  private final Matcher clock;

  private Values(String text) {
    this.text = text;
    literal = LITERAL.matcher(text);
    date = DATE.matcher(text);
    weekday = WEEKDAY.matcher(text);
    clock = CLOCK.matcher(text);
  }

  static List<Value> in(String text) {
    var values = new Values(text);
    int at = 0;
    while (at < text.length()) {
      at = values.step(at);
    }
    return List.copyOf(values.found);
  }

  private int step(int at) {
    char c = text.charAt(at);
    if (asciiWord(c) && (at == 0 || !asciiWord(text.charAt(at - 1)))) {
      Optional<Value> name = name(at);
      if (name.isPresent()) {
        return keep(name.get());
      }
    }
    if (c < 0x80 && !digit(c) && c != '$') {
      return at + 1;
    }
    Optional<Value> found =
        date(at)
            .or(() -> weekday(at))
            .or(() -> clock(at))
            .or(() -> percent(at))
            .or(() -> special(at))
            .or(() -> quantity(at));
    return found.isPresent() ? keep(found.get()) : pastNumeral(at);
  }

  private int keep(Value value) {
    found.add(value);
    return value.end();
  }

  private int pastNumeral(int at) {
    return Numeral.at(text, at).map(Numeral::end).orElse(at + 1);
  }

  private Optional<Value> name(int at) {
    if (!literal.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    String word = literal.group();
    if (literal.group("link") != null) {
      return Optional.of(named(Kind.LINK, word, at));
    }
    if (literal.group("phone") != null) {
      return Optional.of(named(Kind.PHONE, word.replaceAll("[- ]", ""), at));
    }
    return quantityWord(word, at)
        ? Optional.empty()
        : Optional.of(named(Kind.CODE, word.replace("-", ""), at));
  }

  private Value named(Kind kind, String canonical, int at) {
    return new Value(kind, 0, 0, canonical, at, literal.end());
  }

  /** 100rmb and 3-5days are quantities, 2026-11-25 is a date; not codes. */
  private boolean quantityWord(String word, int at) {
    if (!digit(word.charAt(0))) {
      return false;
    }
    if (word.matches("\\d{7,40}")) {
      return Unit.at(text, at + word.length())
          .filter(unit -> unit.kind() == Kind.MONEY)
          .isPresent();
    }
    int letters = 0;
    while (letters < word.length() && !Character.isLetter(word.charAt(letters))) {
      letters++;
    }
    return letters == word.length() || Unit.at(text, at + letters).isPresent();
  }

  private Optional<Value> date(int at) {
    char c = text.charAt(at);
    boolean numeral = digit(c) || Numeral.digit(c) >= 0 || c == '十';
    if (!numeral || (at > 0 && digit(text.charAt(at - 1)))) {
      return Optional.empty();
    }
    if (date.region(at, text.length()).lookingAt() && calendar(at)) {
      int year = date.group("y") == null ? 0 : Integer.parseInt(date.group("y"));
      int day = Integer.parseInt(date.group("m")) * 100 + Integer.parseInt(date.group("d"));
      return Optional.of(new Value(Kind.DATE, day, year, "date", at, date.end()));
    }
    return monthOrDay(at);
  }

  /** With hyphen, slash or point it is a date only where it cannot be a range or a decimal. */
  private boolean calendar(int at) {
    char mark = text.charAt(date.end("m"));
    if (mark == '月' || date.group("y") != null) {
      return true;
    }
    boolean unit = Unit.at(text, date.end()).isPresent();
    boolean twoDigits = date.end("d") - date.start("d") == 2;
    return mark != '.' && twoDigits && !unit && !priced(at);
  }

  private boolean priced(int at) {
    return at > 0 && "¥$满".indexOf(text.charAt(at - 1)) >= 0;
  }

  /** 11月, 十一月二十五号, 25号, 2026年. */
  private Optional<Value> monthOrDay(int at) {
    Optional<Numeral> numeral = Numeral.at(text, at);
    if (numeral.isEmpty() || numeral.get().end() >= text.length()) {
      return Optional.empty();
    }
    int end = numeral.get().end();
    double n = numeral.get().value();
    char mark = text.charAt(end);
    if (mark == '号' && n >= 1 && n <= 31 && !text.startsWith("号楼", end) && !size(at)) {
      return Optional.of(new Value(Kind.DATE, n, 0, "date", at, end + 1));
    }
    if (mark == '日' && n >= 1 && n <= 31 && dayOfMonth(at, end + 1)) {
      return Optional.of(new Value(Kind.DATE, n, 0, "date", at, end + 1));
    }
    if (mark == '年' && n >= 1990 && n <= 2100) {
      return Optional.of(new Value(Kind.DATE, 0, n, "date", at, end + 1));
    }
    if (mark != '月' || n < 1 || n > 12 || n != Math.rint(n)) {
      return Optional.empty();
    }
    Optional<Numeral> day = end + 1 < text.length() ? Numeral.at(text, end + 1) : Optional.empty();
    boolean full = day.isPresent() && day.get().value() <= 31 && day.get().value() >= 1;
    int stop = full ? day.orElseThrow().end() : end + 1;
    int last =
        full && stop < text.length() && "日号".indexOf(text.charAt(stop)) >= 0 ? stop + 1 : stop;
    double value = n * 100 + (full ? day.orElseThrow().value() : 0);
    return Optional.of(new Value(Kind.DATE, value, 0, "date", at, last));
  }

  /** 大一号 is a size. */
  private boolean size(int at) {
    return at > 0 && "大小".indexOf(text.charAt(at - 1)) >= 0;
  }

  /** 到14日之前 names a day of the month, 14日内 a duration. */
  private boolean dayOfMonth(int at, int end) {
    boolean dated = at > 0 && "到至于止月".indexOf(text.charAt(at - 1)) >= 0;
    boolean lasts =
        text.startsWith("内", end) || text.startsWith("以内", end) || text.startsWith("之内", end);
    return dated && !lasts;
  }

  private Optional<Value> weekday(int at) {
    if ("下上本这周星礼".indexOf(text.charAt(at)) < 0 || !weekday.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    String day = weekday.group("day").equals("天") ? "日" : weekday.group("day");
    String week = weekday.group("week").equals("这") ? "本" : weekday.group("week");
    return Optional.of(new Value(Kind.WEEKDAY, 0, 0, week + "周" + day, at, weekday.end()));
  }

  private Optional<Value> clock(int at) {
    if (!clock.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    String half = clock.group("half");
    boolean colon = clock.group("h") != null;
    if (!colon && half.isEmpty() && !clockLike()) {
      return Optional.empty();
    }
    int hour = (int) amount(colon ? clock.group("h") : clock.group("hz"));
    int minutes = colon ? Integer.parseInt(clock.group("min")) : restMinutes(clock.group("rest"));
    boolean late =
        half.matches("下午|晚上|傍晚|今晚|晚|中午|夜里") && hour < 12 && !(half.equals("中午") && hour > 3);
    boolean open = half.isEmpty() && hour < 13 && !colon;
    int minute = (late ? hour + 12 : hour) * 60 + minutes;
    return Optional.of(new Value(Kind.CLOCK, minute, minute, open ? "12" : "24", at, clock.end()));
  }

  private boolean clockLike() {
    String rest = clock.group("rest");
    return rest.matches("半|钟|整|一刻|.{1,3}分")
        || (rest.isEmpty()
            && AFTER_CLOCK.matcher(text).region(clock.end(), text.length()).lookingAt()
            && amount(clock.group("hz")) > 5);
  }

  private static int restMinutes(String rest) {
    return switch (rest) {
      case "半" -> 30;
      case "一刻" -> 15;
      case "", "整", "钟", "分" -> 0;
      default -> (int) amount(rest);
    };
  }

  private static double amount(String digits) {
    return Numeral.at(digits, 0).map(Numeral::value).orElse(0d);
  }

  private Optional<Value> percent(int at) {
    if (!text.startsWith("百分之", at) || at + 3 >= text.length()) {
      return Optional.empty();
    }
    return Numeral.at(text, at + 3).map(n -> share(n.value() / 100, n.value() / 100, at, n.end()));
  }

  /** A percentage, turned into the part still paid where it is a reduction. */
  private Value share(double low, double high, int at, int end) {
    int off = text.startsWith(" off", end) ? end + 4 : text.startsWith("off", end) ? end + 3 : end;
    String before = text.substring(Math.max(0, at - 8), at);
    if (off > end || REDUCED.matcher(before).find()) {
      return new Value(Kind.DISCOUNT, 1 - low, 1 - high, "折", at, off);
    }
    return new Value(Kind.PERCENT, low, high, "%", at, end);
  }

  private Optional<Value> special(int at) {
    if (text.startsWith("半价", at) || text.startsWith("对折", at)) {
      return Optional.of(new Value(Kind.DISCOUNT, 0.5, 0.5, "折", at, at + 2));
    }
    char c = text.charAt(at);
    if (c == '¥' || c == '$') {
      int from = at + 1 < text.length() && text.charAt(at + 1) == ' ' ? at + 2 : at + 1;
      return from < text.length() && digit(text.charAt(from))
          ? Numeral.at(text, from).map(n -> money(n, at, c == '$' ? "usd" : "元"))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private Value money(Numeral n, int at, String unit) {
    int end =
        Unit.at(text, n.end())
            .filter(each -> each.kind() == Kind.MONEY)
            .map(each -> n.end() + each.word().length())
            .orElse(n.end());
    return new Value(Kind.MONEY, n.value(), n.value(), unit, at, end);
  }

  private Optional<Value> quantity(int at) {
    Optional<Numeral> first = Numeral.at(text, at);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Numeral low = first.get();
    Optional<Unit> unit = unit(low.end());
    Optional<Numeral> second = second(low, unit);
    if (second.isPresent()) {
      Numeral high = second.get();
      Unit shared = unit(high.end()).or(() -> unit).orElse(null);
      if (shared != null || (high.plain() && low.plain())) {
        return Optional.of(of(low.value(), high.value(), shared, at, high.end()));
      }
    }
    if (low.pair() && unit.isPresent() && unit.get().kind() != Kind.DISCOUNT) {
      double tens = Math.floor(low.value() / 10);
      return Optional.of(of(tens, low.value() % 10, unit.get(), at, low.end()));
    }
    return single(low, unit, at);
  }

  /** The upper end of a range: 3-5天, 三至五天, 3天到5天, 3 to 5 days. */
  private Optional<Numeral> second(Numeral low, Optional<Unit> unit) {
    boolean repeated = unit.isPresent() && unit.get().kind() != Kind.COUNT;
    int at = repeated ? low.end() + unit.orElseThrow().word().length() : low.end();
    int from =
        text.startsWith(" to ", at)
            ? at + 4
            : at < text.length() && RANGE.indexOf(text.charAt(at)) >= 0 ? at + 1 : -1;
    if ((unit.isPresent() && !repeated) || from < 0 || from >= text.length()) {
      return Optional.empty();
    }
    return Numeral.at(text, from)
        .filter(high -> high.value() > low.value())
        .filter(high -> !repeated || unit(high.end()).map(Unit::name).equals(unit.map(Unit::name)));
  }

  private Optional<Value> single(Numeral n, Optional<Unit> written, int at) {
    Optional<Value> half = halfUnit(n, at);
    if (half.isPresent()) {
      return half;
    }
    if (written.isEmpty() && "俩仨".indexOf(text.charAt(at)) >= 0) {
      return Optional.of(new Value(Kind.COUNT, n.value(), n.value(), "个", at, n.end()));
    }
    if (written.isEmpty()) {
      return Optional.<Value>empty()
          .or(() ->
              n.plain()
                  ? Optional.of(of(n.value(), n.value(), null, at, n.end()))
                  : Optional.empty());
    }
    Unit unit = written.get();
    int end = n.end() + (text.startsWith(" ", n.end()) ? 1 : 0) + unit.word().length();
    double value = n.value();
    if (unit.kind() == Kind.MONEY && end < text.length()) {
      return Optional.of(withChange(value, unit, at, end));
    }
    if (unit.kind() == Kind.DURATION && text.startsWith("半", end) && !text.startsWith("半价", end)) {
      return Optional.of(
          new Value(
              unit.kind(),
              (value + 0.5) * unit.factor(),
              (value + 0.5) * unit.factor(),
              unit.name(),
              at,
              end + 1));
    }
    return Optional.of(of(value, value, unit, at, n.end()));
  }

  /** 两个半月, 一个半小时. */
  private Optional<Value> halfUnit(Numeral n, int at) {
    int half = text.startsWith("个半", n.end()) ? n.end() + 1 : -1;
    return half < 0
        ? Optional.empty()
        : unit(half + 1).map(unit -> of(n.value() + 0.5, n.value() + 0.5, unit, at, half + 1));
  }

  /** 两块五, 3元5角. */
  private Value withChange(double value, Unit unit, int at, int end) {
    Optional<Numeral> change = Numeral.at(text, end).filter(n -> n.value() < 10 && n.value() >= 1);
    if (change.isEmpty() || unit.factor() != 1) {
      return new Value(
          unit.kind(), value * unit.factor(), value * unit.factor(), unit.name(), at, end);
    }
    Optional<Unit> next = unit(change.get().end());
    boolean dime =
        next.filter(each -> each.factor() == 0.1 && each.kind() == Kind.MONEY).isPresent();
    boolean bare = next.isEmpty() && change.get().end() == end + 1 && unit.word().equals("块");
    double sum = dime || bare ? value + change.get().value() / 10 : value;
    int stop = dime ? change.get().end() + 1 : bare ? change.get().end() : end;
    return new Value(unit.kind(), sum, sum, unit.name(), at, stop);
  }

  private Value of(double low, double high, @Nullable Unit unit, int at, int numeralEnd) {
    if (unit == null) {
      boolean usd = at > 0 && text.charAt(at - 1) == '$';
      return new Value(usd ? Kind.MONEY : Kind.NUMBER, low, high, usd ? "usd" : "", at, numeralEnd);
    }
    int end =
        unit(numeralEnd).isPresent()
            ? numeralEnd + gap(numeralEnd) + unit.word().length()
            : numeralEnd;
    if (unit.kind() == Kind.PERCENT) {
      return share(low / 100, high / 100, at, end);
    }
    if (unit.kind() == Kind.DISCOUNT) {
      return new Value(Kind.DISCOUNT, paid(low), paid(high), "折", at, end);
    }
    return new Value(unit.kind(), low * unit.factor(), high * unit.factor(), unit.name(), at, end);
  }

  /** 8折 and 85折: one digit counts tenths, two count hundredths. */
  private static double paid(double figure) {
    return figure > 10 ? figure / 100 : figure / 10;
  }

  private int gap(int at) {
    return text.startsWith(" ", at) ? 1 : 0;
  }

  private Optional<Unit> unit(int at) {
    return Unit.at(text, at + gap(at));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean asciiWord(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }
}
