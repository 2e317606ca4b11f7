package touchstone.grading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Value.Kind;

/** Reads dates, weekdays and times of the clock at a place of a normal text. */
final class Calendar {
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

  /** What a clock's words begin with, beside a digit; tried first, for most characters are none. */
  private static final String CLOCK_STARTS = "上早凌下晚傍中今明夜一二两三四五六七八九十";

  private final String text;
  private final Matcher date;
  private final Matcher weekday;
  private final Matcher clock;
  private final EnglishCalendar english;

  Calendar(String text) {
    this.text = text;
    date = DATE.matcher(text);
    weekday = WEEKDAY.matcher(text);
    clock = CLOCK.matcher(text);
    english = new EnglishCalendar(text);
  }

  Optional<Value> at(int at) {
    return english.at(at).or(() -> date(at)).or(() -> weekday(at)).or(() -> clock(at));
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
    char c = text.charAt(at);
    boolean begins = digit(c) || CLOCK_STARTS.indexOf(c) >= 0;
    if (!begins || !clock.region(at, text.length()).lookingAt()) {
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

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
