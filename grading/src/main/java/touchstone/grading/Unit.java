package touchstone.grading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.grading.Value.Kind;

/**
 * A unit as it is written behind a number.
 *
 * @param name canonical unit
 * @param factor from the written unit to the canonical one
 */
record Unit(String word, Kind kind, String name, double factor) {
  private static final Map<Character, List<Unit>> BY_FIRST = table();

  /** The longest unit that stands at a position. */
  static Optional<Unit> at(String text, int start) {
    if (start >= text.length()) {
      return Optional.empty();
    }
    for (Unit unit : BY_FIRST.getOrDefault(text.charAt(start), List.of())) {
      if (text.startsWith(unit.word, start) && bounded(text, start + unit.word.length(), unit)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /** A unit in Latin letters ends where the word ends. */
  private static boolean bounded(String text, int end, Unit unit) {
    char last = unit.word.charAt(unit.word.length() - 1);
    boolean latin = last >= 'a' && last <= 'z';
    return !latin || end >= text.length() || !asciiLetter(text.charAt(end));
  }

  private static boolean asciiLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static Map<Character, List<Unit>> table() {
    var all = new ArrayList<Unit>();
    add(all, Kind.DURATION, "day", 1, "天", "日", "自然日", "个自然日", "整天", "天整", "day", "days");
    add(all, Kind.DURATION, "day", 1, "calendar day", "calendar days");
    add(all, Kind.DURATION, "day", 1 / 24d, "小时", "个小时", "个钟头", "钟头", "个钟", "h", "hour");
    add(all, Kind.DURATION, "day", 1 / 24d, "hours", "hrs", "hr");
    add(all, Kind.DURATION, "day", 1 / 1440d, "分钟", "min", "mins", "minute", "minutes");
    add(all, Kind.DURATION, "day", 1 / 86400d, "秒", "秒钟", "second", "seconds");
    add(all, Kind.DURATION, "day", 7, "周", "个星期", "星期", "个礼拜", "礼拜", "week", "weeks");
    add(all, Kind.DURATION, "day", 7, "wk", "wks");
    add(all, Kind.DURATION, "day", 14, "fortnight", "fortnights");
    add(all, Kind.DURATION, "workday", 1, "个工作日", "工作日", "个工作天", "工作天", "working day");
    add(all, Kind.DURATION, "workday", 1, "working days", "business day", "business days");
    add(all, Kind.DURATION, "workday", 1, "workday", "workdays", "weekday", "weekdays");
    add(all, Kind.DURATION, "month", 1, "个月", "month", "months");
    add(all, Kind.DURATION, "month", 3, "个季度");
    add(all, Kind.DURATION, "month", 12, "年", "year", "years", "yr", "yrs");
    add(all, Kind.MONEY, "元", 1, "元", "块", "块钱", "圆", "人民币", "rmb", "yuan", "cny", "元钱");
    add(all, Kind.MONEY, "元", 0.1, "毛", "毛钱", "角");
    add(all, Kind.MONEY, "usd", 1, "美元", "美金", "usd", "dollar", "dollars", "buck", "bucks");
    add(all, Kind.MONEY, "usd", 0.01, "cent", "cents");
    add(all, Kind.MONEY, "gbp", 1, "英镑", "gbp", "pound", "pounds", "quid");
    add(all, Kind.MONEY, "gbp", 0.01, "pence");
    add(all, Kind.MONEY, "eur", 1, "欧元", "eur", "euro", "euros", "€");
    add(all, Kind.MONEY, "inr", 1, "卢比", "inr", "rupee", "rupees", "rs", "rs.");
    add(all, Kind.PERCENT, "%", 0.01, "%", "个百分点", "percent", "per cent");
    add(all, Kind.DISCOUNT, "折", 0.1, "折");
    count(all, "个", "个", "items", "item");
    count(all, "件", "件", "pieces", "piece");
    count(all, "码", "码");
    count(all, "号", "号");
    count(all, "公斤", "公斤", "千克", "kg");
    count(all, "克", "克", "g");
    count(all, "厘米", "厘米", "公分", "cm");
    count(all, "米", "米", "m");
    count(all, "毫升", "毫升", "ml");
    count(all, "升", "升", "l");
    count(all, "分", "分", "积分", "points");
    for (String word :
        ("张 双 条 只 台 份 次 位 盒 箱 楼 人 斤 寸 级 颗 支 瓶 包 袋 款 种 步 倍 期 层 套 把 部 根 本 组"
                + " 岁 字 轮 名 片 罐 桶 杯 辆 户 间 单 笔 颜色 尺 gb mb tb w mah 毫安 度 点 口 平 口人 朵 束 枚 对")
            .split(" ", -1)) {
      count(all, word, word);
    }
    var byFirst = new HashMap<Character, List<Unit>>();
    all.sort(Comparator.comparingInt((Unit unit) -> unit.word.length()).reversed());
    for (Unit unit : all) {
      byFirst.computeIfAbsent(unit.word.charAt(0), _ -> new ArrayList<>()).add(unit);
    }
    return Map.copyOf(byFirst);
  }

  private static void count(List<Unit> all, String name, String... words) {
    add(all, Kind.COUNT, name, 1, words);
  }

  private static void add(List<Unit> all, Kind kind, String name, double factor, String... words) {
    for (String word : words) {
      all.add(new Unit(word, kind, name, factor));
    }
  }
}
