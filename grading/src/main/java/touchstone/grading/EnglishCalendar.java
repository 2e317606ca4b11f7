package touchstone.grading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.grading.Value.Kind;

/**
 * Reads English dates, weekdays and times of the clock at a place of a normal text: 3 June, June
 * 3rd, the 3rd of June 2026, the 19th, next Monday, 5:30 pm, noon.
 */
final class EnglishCalendar {
  /** What months, weekdays, noon and the 3rd begin with; tried first, for most words are none. */
  private static final String STARTS = "jfmasondtw";

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final String WEEKDAY_SIGNS = "一二三四五六日";
  private static final String MONTH =
      "(?<m>january|february|march|april|may|june|july|august|september|october|november|december"
          + "|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\.?)(?![a-z])";
  private static final String DAY = "(?<d>3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?![a-z0-9])";
  private static final String YEAR = "(?:,? (?<y>20\\d\\d)(?!\\d))?";
  private static final Pattern DAY_FIRST =
      Pattern.compile("(?:the )?" + DAY + "(?: of)? " + MONTH + YEAR);
  private static final Pattern MONTH_FIRST =
      Pattern.compile(MONTH + " (?:the )?" + DAY + "(?! ?(?:[ap]\\.?m|%|days?|hours?))" + YEAR);
  private static final Pattern MONTH_YEAR = Pattern.compile(MONTH + " (?<y>20\\d\\d)(?!\\d)");
  private static final Pattern DAY_ALONE =
      Pattern.compile(
          "the (?<d>3[01]|[12]\\d|[1-9])(?:st|nd|rd|th)"
              + "(?=$|[^a-z0-9 ]| (?:of|at|and|or|to|for|if|so|we|you|it|is|was|will|but|then|by|in"
              + "|from|as|when|because)(?![a-z]))");
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "(?<day>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)day(?:s|'s)?(?![a-z])");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<h>1[0-2]|0?[1-9])(?:[:.](?<min>[0-5]\\d))? ?(?<half>[ap])\\.?m(?:\\.(?![a-z0-9])"
              + "|(?![a-z0-9]))");
  private static final Pattern CLOCK_WORD = Pattern.compile("(?<w>noon|midday|midnight)(?![a-z])");

  private final String text;
  private final Matcher dayFirst;
  private final Matcher monthFirst;
  private final Matcher monthYear;
  private final Matcher dayAlone;
  private final Matcher weekday;
  private final Matcher clock;
  private final Matcher clockWord;

  EnglishCalendar(String text) {
    this.text = text;
    dayFirst = DAY_FIRST.matcher(text);
    monthFirst = MONTH_FIRST.matcher(text);
    monthYear = MONTH_YEAR.matcher(text);
    dayAlone = DAY_ALONE.matcher(text);
    weekday = WEEKDAY.matcher(text);
    clock = CLOCK.matcher(text);
    clockWord = CLOCK_WORD.matcher(text);
  }

  /** The value that starts exactly at a position, the start of a word. */
  Optional<Value> at(int at) {
    char c = text.charAt(at);
    if (!letterOrDigit(c) || (at > 0 && letterOrDigit(text.charAt(at - 1)))) {
      return Optional.empty();
    }
    if (at > 0 && "$£€₹¥.".indexOf(text.charAt(at - 1)) >= 0) {
      return Optional.empty();
    }
    if (c >= '0' && c <= '9') {
      return date(dayFirst, at).or(() -> clock(at));
    }
    return STARTS.indexOf(c) >= 0 ? word(at) : Optional.empty();
  }

  private Optional<Value> word(int at) {
    return date(dayFirst, at)
        .or(() -> date(monthFirst, at))
        .or(() -> month(at))
        .or(() -> dayAlone(at))
        .or(() -> weekday(at))
        .or(() -> clockWord(at));
  }

  private Optional<Value> date(Matcher matcher, int at) {
    if (!matcher.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    int day = Integer.parseInt(matcher.group("d"));
    return Optional.of(
        new Value(
            Kind.DATE,
            number(matcher.group("m")) * 100 + day,
            year(matcher),
            "date",
            at,
            matcher.end()));
  }

  private Optional<Value> month(int at) {
    return monthYear.region(at, text.length()).lookingAt()
        ? Optional.of(
            new Value(
                Kind.DATE,
                number(monthYear.group("m")) * 100,
                year(monthYear),
                "date",
                at,
                monthYear.end()))
        : Optional.empty();
  }

  private Optional<Value> dayAlone(int at) {
    return dayAlone.region(at, text.length()).lookingAt()
        ? Optional.of(
            new Value(
                Kind.DATE, Integer.parseInt(dayAlone.group("d")), 0, "date", at, dayAlone.end()))
        : Optional.empty();
  }

  /** Weekdays get the name that Chinese ones have. */
  private Optional<Value> weekday(int at) {
    if (!weekday.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    int index = WEEKDAYS.indexOf(weekday.group("day").substring(0, 3));
    return Optional.of(
        new Value(Kind.WEEKDAY, 0, 0, "周" + WEEKDAY_SIGNS.charAt(index), at, weekday.end()));
  }

  private Optional<Value> clockWord(int at) {
    if (clockWord.region(at, text.length()).lookingAt()) {
      int minute = clockWord.group("w").equals("midnight") ? 0 : 720;
      return Optional.of(new Value(Kind.CLOCK, minute, minute, "24", at, clockWord.end()));
    }
    return Optional.empty();
  }

  private Optional<Value> clock(int at) {
    if (!clock.region(at, text.length()).lookingAt()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(clock.group("h")) % 12;
    int late = clock.group("half").equals("p") ? 12 : 0;
    int minutes = clock.group("min") == null ? 0 : Integer.parseInt(clock.group("min"));
    int minute = (hour + late) * 60 + minutes;
    return Optional.of(new Value(Kind.CLOCK, minute, minute, "24", at, clock.end()));
  }

  private static int year(Matcher matcher) {
    return matcher.group("y") == null ? 0 : Integer.parseInt(matcher.group("y"));
  }

  private static int number(String month) {
    return MONTHS.indexOf(month.substring(0, 3)) + 1;
  }

  private static boolean letterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
