package touchstone.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import touchstone.grading.Value.Kind;

/**
 * The rules on days of delivery that were given (省内1到2天), and the days that follow from them: who
 * names the region may say 省内后天就能到.
 */
final class Arrivals {
  private static final Map<String, Integer> DAYS =
      Map.of("明天", 1, "明早", 1, "明晚", 1, "明日", 1, "次日", 1, "后天", 2);

  /** Days between now and dispatch that a rule may leave open. */
  private static final int DISPATCH = 1;

  private record Rule(String region, double low, double high) {}

  private final List<Rule> rules = new ArrayList<>();

  Arrivals(String before) {
    List<Value> values = Values.in(before);
    for (Clause clause : Clause.of(before)) {
      int from = clause.start();
      for (Value value : values) {
        if (value.start() < clause.start() || value.end() > clause.end()) {
          continue;
        }
        String region = region(before.substring(from, value.start()));
        if (value.kind() == Kind.DURATION && value.unit().equals("day") && !region.isEmpty()) {
          rules.add(new Rule(region, value.low(), value.high()));
        }
        from = value.end();
      }
    }
  }

  /** The two characters before the days, where they name a region. */
  private static String region(String words) {
    String name = words.substring(Math.max(0, words.length() - 2));
    return name.length() == 2 && name.chars().anyMatch(c -> "内外市省区县城".indexOf(c) >= 0) ? name : "";
  }

  /** Whether a day follows from a rule whose region the same clause names. */
  boolean allow(String day, Clause clause, Answer answer) {
    String words = clause.of(answer.normal());
    int days = DAYS.getOrDefault(day, 0);
    return rules.stream()
        .filter(rule -> words.contains(rule.region) || words.contains(swapped(rule.region)))
        .anyMatch(rule -> days >= rule.low && days <= rule.high + DISPATCH);
  }

  /** 省外 and 外省. */
  private static String swapped(String region) {
    return new StringBuilder(region).reverse().toString();
  }
}
