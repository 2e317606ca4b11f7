package touchstone.grading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import touchstone.grading.Value.Kind;

/**
 * What an answer may state because the system prompt, the customer or the case said it: the words,
 * the values in them, and what follows from the values in one step of arithmetic.
 */
final class Evidence {
  private static final int MOST_OPERANDS = 24;

  private final String text;
  private final List<Value> values;
  private final Set<Long> derived = new HashSet<>();
  private final List<Double> operands = new ArrayList<>();

  private Evidence(String text) {
    this.text = stated(text);
    values = Values.in(text);
    for (Value value : values) {
      if (value.kind() == Kind.MONEY || value.kind() == Kind.NUMBER || value.kind() == Kind.COUNT) {
        operand(value.low());
      }
    }
  }

  static Evidence of(NormalText before, List<String> known) {
    return new Evidence(before.text() + "\n" + NormalText.of(String.join("\n", known)).text());
  }

  /** What is only asked is not known. */
  private static String stated(String text) {
    var out = new StringBuilder(text.length());
    for (Clause clause : Clause.of(text)) {
      if (!clause.asks()) {
        out.append(text, clause.start(), clause.end()).append(',');
      }
    }
    return out.toString();
  }

  /** The words, without what was only asked. */
  String text() {
    return text;
  }

  /** Whether a value is given or follows from given ones. */
  boolean supports(Value said) {
    if (values.stream().anyMatch(each -> each.sameAs(said) || said.sameAs(each))) {
      return true;
    }
    return switch (said.kind()) {
      case MONEY -> currency(said) && computed(said.low()) && said.low() == said.high();
      case PERCENT -> reduced(Kind.DISCOUNT, 1 - said.low());
      case DISCOUNT -> reduced(Kind.PERCENT, 1 - said.low());
      case DATE -> dated(said);
      case DURATION -> said.low() == said.high() && endpoint(said);
      default -> false;
    };
  }

  /** Both ends of 3-5天 may be named alone. */
  private boolean endpoint(Value said) {
    return values.stream()
        .filter(each -> each.kind() == Kind.DURATION && each.unit().equals(said.unit()))
        .filter(each -> each.low() != each.high())
        .anyMatch(each -> close(each.low(), said.low()) || close(each.high(), said.low()));
  }

  /** A sum is in a currency that was spoken of, if any was. */
  private boolean currency(Value said) {
    List<Value> money = values.stream().filter(each -> each.kind() == Kind.MONEY).toList();
    return money.isEmpty() || money.stream().anyMatch(each -> each.unit().equals(said.unit()));
  }

  /** 15% off and a reduction of 15% are the same. */
  private boolean reduced(Kind kind, double share) {
    return values.stream().anyMatch(each -> each.kind() == kind && close(each.low(), share));
  }

  private boolean computed(double amount) {
    boolean found = derived.contains(cents(amount));
    if (found) {
      operand(amount);
    }
    return found;
  }

  private void operand(double amount) {
    if (operands.size() >= MOST_OPERANDS || operands.contains(amount)) {
      return;
    }
    for (double other : operands) {
      derived.add(cents(amount + other));
      derived.add(cents(Math.abs(amount - other)));
      if (amount <= 10 || other <= 10) {
        derived.add(cents(amount * other));
      }
    }
    for (Value value : values) {
      if (value.kind() == Kind.DISCOUNT) {
        derived.add(cents(amount * value.low()));
        derived.add(cents(amount * (1 - value.low())));
      } else if (value.kind() == Kind.PERCENT) {
        derived.add(cents(amount * value.low()));
      }
    }
    derived.add(cents(amount * 2));
    operands.add(amount);
  }

  /** A date that lies a given number of days from a given date. */
  private boolean dated(Value said) {
    int month = (int) said.low() / 100;
    int day = (int) said.low() % 100;
    for (Value each : values) {
      if (each.kind() != Kind.DATE || (int) each.low() % 100 == 0) {
        continue;
      }
      int months = month == 0 ? 0 : month - (int) each.low() / 100;
      int distance = Math.abs(months * 30 + day - (int) each.low() % 100);
      if (spanned(distance)) {
        return true;
      }
    }
    return false;
  }

  private boolean spanned(int days) {
    return values.stream()
        .filter(each -> each.kind() == Kind.DURATION && each.unit().equals("day"))
        .anyMatch(each -> close(each.low(), days) || close(each.high(), days));
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) < 1e-6;
  }

  private static long cents(double amount) {
    return Math.round(amount * 100);
  }
}
