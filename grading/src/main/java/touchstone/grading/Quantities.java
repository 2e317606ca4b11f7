package touchstone.grading;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import touchstone.grading.Value.Kind;

/** Reads amounts with their units at a place of a normal text: money, shares, durations, counts. */
record Quantities(String text) {
  private static final String RANGE = "-~到至";
  private static final Pattern REDUCED = Pattern.compile("(?:减|优惠|便宜|直降|立减|省|降价|降)了?(?:价格的?)?$");

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
}
