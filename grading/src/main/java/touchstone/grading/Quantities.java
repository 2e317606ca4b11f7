package touchstone.grading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import touchstone.grading.Value.Kind;

/** Reads amounts with their units at a place of a normal text: money, shares, durations, counts. */
record Quantities(String text) {
  private static final String RANGE = "-~到至";
  private static final Pattern REDUCED = Pattern.compile("(?:减|优惠|便宜|直降|立减|省|降价|降)了?(?:价格的?)?$");

  /** The reduction stands behind the figure: 20% off, a 20% discount. */
  private static final Pattern OFF =
      Pattern.compile("[ -]?off(?![a-z])| (?:discount|reduction)(?![a-z])");

  private static final Pattern REDUCED_ENGLISH =
      Pattern.compile("(?:save|saves|saving|discount of|reduced by|reduction of)(?: you)? $");
  private static final Map<Character, String> CURRENCIES =
      Map.of('¥', "元", '$', "usd", '£', "gbp", '€', "eur", '₹', "inr");
  private static final Pattern RUPEES = Pattern.compile("(?:rs\\.?|inr) ?(?=\\d)");
  private static final Pattern HALF_PRICE =
      Pattern.compile("half[ -](?:the )?(?:price|off)(?![a-z])");
  private static final Pattern ARTICLE = Pattern.compile("(?<half>half )?an? ");
  private static final Pattern LASTING =
      Pattern.compile("(?:within|in|about|for|takes?|under|after|than|only|around) $");

  Optional<Value> at(int at) {
    return percent(at).or(() -> special(at)).or(() -> quantity(at));
  }

  private Optional<Value> percent(int at) {
    if (!text.startsWith("百分之", at) || at + 3 >= text.length()) {
      return Optional.empty();
    }
    return Numeral.at(text, at + 3).map(n -> share(n.value() / 100, n.value() / 100, at, n.end()));
  }

  /** A percentage, turned into the part still paid where it is a reduction. */
  private Value share(double low, double high, int at, int end) {
    Matcher behind = OFF.matcher(text).region(end, text.length());
    int off = behind.lookingAt() ? behind.end() : end;
    String before = text.substring(Math.max(0, at - 16), at);
    if (off > end || REDUCED.matcher(before).find() || REDUCED_ENGLISH.matcher(before).find()) {
      return new Value(Kind.DISCOUNT, 1 - low, 1 - high, "折", at, off);
    }
    return new Value(Kind.PERCENT, low, high, "%", at, end);
  }

  private Optional<Value> special(int at) {
    if (text.startsWith("半价", at) || text.startsWith("对折", at)) {
      return Optional.of(new Value(Kind.DISCOUNT, 0.5, 0.5, "折", at, at + 2));
    }
    char c = text.charAt(at);
    String currency = CURRENCIES.get(c);
    if (currency != null) {
      int from = at + 1 < text.length() && text.charAt(at + 1) == ' ' ? at + 2 : at + 1;
      return from < text.length() && digit(text.charAt(from))
          ? Numeral.at(text, from).map(n -> money(n, at, currency))
          : Optional.empty();
    }
    return c >= 'a' && c <= 'z' ? english(at) : Optional.empty();
  }

  /** Rs. 719, half price, half an hour, within a week. */
  private Optional<Value> english(int at) {
    Matcher rupees = RUPEES.matcher(text).region(at, text.length());
    if (rupees.lookingAt()) {
      return Numeral.at(text, rupees.end()).map(n -> money(n, at, "inr"));
    }
    Matcher half = HALF_PRICE.matcher(text).region(at, text.length());
    if (half.lookingAt()) {
      return Optional.of(new Value(Kind.DISCOUNT, 0.5, 0.5, "折", at, half.end()));
    }
    Matcher article = ARTICLE.matcher(text).region(at, text.length());
    if (!article.lookingAt()) {
      return Optional.empty();
    }
    boolean part = article.group("half") != null;
    return Unit.at(text, article.end())
        .filter(unit -> unit.kind() == Kind.DURATION)
        .filter(unit ->
            part
                || unit.word().startsWith("fortnight")
                || LASTING.matcher(text.substring(Math.max(0, at - 12), at)).find())
        .map(unit -> {
          double length = (part ? 0.5 : 1) * unit.factor();
          int end = article.end() + unit.word().length();
          return new Value(Kind.DURATION, length, length, unit.name(), at, end);
        });
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
    Optional<Numeral> second = second(low, unit, at);
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

  /** The upper end of a range: 3-5天, 三至五天, 3天到5天, 3 to 5 days, 2 or 3 days. */
  private Optional<Numeral> second(Numeral low, Optional<Unit> unit, int start) {
    boolean repeated = unit.isPresent() && unit.get().kind() != Kind.COUNT;
    int at = repeated ? low.end() + gap(low.end()) + unit.orElseThrow().word().length() : low.end();
    int from = joint(at, start);
    if ((unit.isPresent() && !repeated) || from < 0 || from >= text.length()) {
      return Optional.empty();
    }
    boolean or = text.startsWith(" or ", at);
    return Numeral.at(text, from)
        .filter(high -> high.value() > low.value())
        .filter(high -> !or || high.value() == low.value() + 1)
        .filter(high -> !repeated || unit(high.end()).map(Unit::name).equals(unit.map(Unit::name)));
  }

  /** Where the words between the ends of a range that starts at a place end, -1 if none stand. */
  private int joint(int at, int start) {
    for (String word : List.of(" to ", " - ", " or ")) {
      if (text.startsWith(word, at)) {
        return at + word.length();
      }
    }
    if (text.startsWith(" and ", at) && text.startsWith("between ", start - 8)) {
      return at + 5;
    }
    return at < text.length() && RANGE.indexOf(text.charAt(at)) >= 0 ? at + 1 : -1;
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
    int end = n.end() + gap(n.end()) + unit.word().length();
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

  /** A blank, or the hyphen of 30-day. */
  private int gap(int at) {
    boolean hyphen =
        text.startsWith("-", at)
            && at + 1 < text.length()
            && text.charAt(at + 1) >= 'a'
            && text.charAt(at + 1) <= 'z';
    return hyphen || text.startsWith(" ", at) ? 1 : 0;
  }

  private Optional<Unit> unit(int at) {
    return Unit.at(text, at + gap(at));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
