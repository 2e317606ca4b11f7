package touchstone.grading;

/**
 * A quantity or name that an answer states, with its unit.
 *
 * @param low the value, or the lower end of a range; month · 100 + day of a date, minutes of a
 *     clock
 * @param high the upper end of a range, equal to {@code low} otherwise; the year of a date or 0
 * @param unit the unit that both ends are in, or the literal of a code, phone, link or weekday
 * @param start position of the first character in the normal text
 */
record Value(Kind kind, double low, double high, String unit, int start, int end) {
  private static final double DAYS_A_MONTH = 30;
  private static final double DAYS_A_YEAR = 365;

  /** What is measured. */
  enum Kind {
    NUMBER,
    COUNT,
    MONEY,
    /** In days ({@code day}), months ({@code month}) or working days ({@code workday}). */
    DURATION,
    DATE,
    WEEKDAY,
    CLOCK,
    PERCENT,
    /** The part of the price that is still paid: 八折 is 0.8, 20% off too. */
    DISCOUNT,
    PHONE,
    CODE,
    LINK
  }

  /** Whether an answer that states {@code said} states this value. */
  boolean sameAs(Value said) {
    return switch (kind) {
      case NUMBER -> said.numeric() && ends(said);
      case COUNT -> ends(said) && (said.kind == Kind.NUMBER || (said.kind == kind && units(said)));
      case MONEY ->
          ends(said) && (said.kind == Kind.NUMBER || (said.kind == kind && unit.equals(said.unit)));
      case PERCENT, DISCOUNT -> said.kind == kind && ends(said);
      case DURATION -> said.kind == kind && durations(said);
      case DATE -> said.kind == kind && dates(said);
      case CLOCK -> said.kind == kind && clocks(said);
      case WEEKDAY, PHONE, CODE, LINK -> said.kind == kind && unit.equals(said.unit);
    };
  }

  /** Whether the two measure the same thing, so that a difference is a changed value. */
  boolean comparable(Value said) {
    return said.kind == kind && (kind != Kind.COUNT || unit.equals(said.unit));
  }

  private boolean numeric() {
    return kind == Kind.NUMBER || kind == Kind.COUNT || kind == Kind.MONEY;
  }

  private boolean units(Value said) {
    return unit.equals(said.unit) || unit.equals("个") || said.unit.equals("个");
  }

  private boolean ends(Value said) {
    return close(low, said.low) && close(high, said.high);
  }

  private boolean durations(Value said) {
    if (unit.equals(said.unit)) {
      return ends(said);
    }
    if (unit.equals("workday") || said.unit.equals("workday")) {
      return false;
    }
    Value months = unit.equals("month") ? this : said;
    Value days = unit.equals("month") ? said : this;
    boolean thirty =
        close(months.low * DAYS_A_MONTH, days.low) && close(months.high * DAYS_A_MONTH, days.high);
    return thirty
        || (close(months.low / 12 * DAYS_A_YEAR, days.low)
            && close(months.high / 12 * DAYS_A_YEAR, days.high));
  }

  private boolean dates(Value said) {
    int month = (int) low / 100;
    int saidMonth = (int) said.low / 100;
    return (int) low % 100 == (int) said.low % 100
        && (month == saidMonth || month == 0 || saidMonth == 0)
        && (high == said.high || high == 0 || said.high == 0);
  }

  private boolean clocks(Value said) {
    boolean open = unit.equals("12") || said.unit.equals("12");
    return close(low, said.low) || (open && close(low % 720, said.low % 720));
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
  }
}
