package touchstone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import touchstone.load.FireTimes;
import touchstone.load.Level;
import touchstone.load.WarmUp;
import touchstone.model.Text;

/**
 * Reads the option values of {@code touchstone bench} and of other commands that ask an endpoint; a
 * bad one is named with what was expected.
 *
 * @param command whose help is pointed to
 */
record BenchWords(String command) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,6})?)(ms|s|m)");
  private static final List<String> QUESTIONS =
      List.of(
          "我的订单已经三天没有更新物流了，能帮我查一下吗？",
          "衣服尺码不合适，怎么换货？运费谁来出？",
          "昨天买的耳机今天降价了，可以退差价吗？",
          "发票抬头写错了，还能改吗？",
          "请问你们的会员积分什么时候过期？",
          "充电宝充不进电，还在保修期内，怎么处理？",
          "我想取消刚下的订单，钱多久能退回来？",
          "收到的杯子碎了，快递说不是他们的问题，我该找谁？");

  Duration duration(String option, String word) {
    Matcher matcher = DURATION.matcher(word);
    if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
      throw bad(
          option,
          word,
          "应为大于 0 的时长，例如 500ms、30s、2m",
          "expected a duration above 0, e.g. 500ms, 30s, 2m");
    }
    double millis =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          default -> 60_000;
        };
    return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * millis * 1e6));
  }

  /** A warm-up as a duration or a number of requests. */
  WarmUp warmUp(String word) {
    if (word.matches("[0-9]{1,6}")) {
      return new WarmUp(Integer.parseInt(word), Duration.ZERO);
    }
    if (!DURATION.matcher(word).matches()) {
      throw bad(
          "--warmup",
          word,
          "应为时长或请求数，例如 10s、20",
          "expected a duration or a number of requests, e.g. 10s or 20");
    }
    return new WarmUp(0, duration("--warmup", word));
  }

  int atLeast(String option, int value, int least) {
    if (value < least) {
      throw bad(option, "" + value, "应为 " + least + " 以上的整数", "expected " + least + " or more");
    }
    return value;
  }

  List<Level> concurrency(String words) {
    List<Level> levels = new ArrayList<>();
    for (String each : words.split(",", -1)) {
      if (!each.strip().matches("[1-9][0-9]{0,5}")) {
        throw bad(
            "--concurrency",
            words,
            "应为逗号隔开的正整数，例如 1,4,16",
            "expected whole numbers from 1, e.g. 1,4,16");
      }
      levels.add(Level.concurrency(Integer.parseInt(each.strip())));
    }
    return levels;
  }

  List<Level> rates(String words, String arrivals) {
    if (!arrivals.matches("constant|poisson|gamma:[0-9]{1,3}(\\.[0-9]{1,4})?")
        || arrivals.matches("gamma:[0.]+")) {
      throw bad(
          "--arrivals",
          arrivals,
          "应为 constant、poisson 或 gamma:变异系数（如 gamma:2）",
          "expected constant, poisson or gamma:CV, e.g. gamma:2");
    }
    List<Level> levels = new ArrayList<>();
    for (String each : words.split(",", -1)) {
      if (!each.strip().matches("[0-9]{1,6}(\\.[0-9]{1,6})?")
          || Double.parseDouble(each.strip()) == 0) {
        throw bad(
            "--rate",
            words,
            "应为逗号隔开的每秒请求数，大于 0，例如 0.5,1,2",
            "expected requests a second above 0, e.g. 0.5,1,2");
      }
      levels.add(new Level(Level.Kind.RATE, Double.parseDouble(each.strip()), arrivals));
    }
    return levels;
  }

  /** The send times of a level, up to so many or to the end of its ramp. */
  static long[] fireTimes(Level level, int count, long seed) {
    return arrivals(level, seed).limit(count).toArray();
  }

  /** The send times of a level without end; of a ramp up to its end. */
  static LongStream arrivals(Level level, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double perSecond = level.ramp().isPresent() ? 1 : level.value();
    String arrivals = level.arrivals();
    LongStream times =
        switch (arrivals) {
          case "constant" -> FireTimes.constant(perSecond);
          case "poisson" -> FireTimes.poisson(perSecond, random);
          default -> FireTimes.gamma(perSecond, Double.parseDouble(arrivals.substring(6)), random);
        };
    return level.ramp().map(each -> each.fireTimes(times)).orElse(times);
  }

  /** Prompts, one a line; without a file, questions that customers ask. */
  List<String> prompts(@org.jspecify.annotations.Nullable Path file) {
    if (file == null) {
      return QUESTIONS;
    }
    List<String> lines = read("--prompts", file).lines().filter(each -> !each.isBlank()).toList();
    if (lines.isEmpty()) {
      throw bad(
          "--prompts",
          file.toString(),
          "文件里没有提示词，应为每行一条",
          "the file is empty, expected one prompt a line");
    }
    return lines;
  }

  String read(String option, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw bad(
          option,
          file.toString(),
          "读不了，应为 UTF-8 文本文件",
          "cannot be read, expected a text file in UTF-8");
    }
  }

  /** A rate above 0 and at most as given. */
  double perSecond(String option, String word, double most) {
    return positive(
        option,
        word,
        most,
        "应为每秒几个请求，大于 0、不超过 %.0f，例如 1".formatted(most),
        "expected requests a second, above 0 and at most %.0f, e.g. 1".formatted(most));
  }

  /** A factor above 0 and at most as given. */
  double factor(String option, String word, double most) {
    return positive(
        option,
        word,
        most,
        "应为大于 0、不超过 %.0f 的数，例如 2".formatted(most),
        "expected a number above 0 and at most %.0f, e.g. 2".formatted(most));
  }

  private double positive(String option, String word, double most, String zh, String en) {
    boolean number = word.matches("[0-9]{1,6}(\\.[0-9]{1,6})?");
    if (!number || Double.parseDouble(word) == 0 || Double.parseDouble(word) > most) {
      throw bad(option, word, zh, en);
    }
    return Double.parseDouble(word);
  }

  /** An option that says nothing without another. */
  UsageProblem alone(String option, String other) {
    return new UsageProblem(
        new Text(option + " 要和 " + other + " 一起用", option + " needs " + other),
        new Text(
            "加上 " + other + "，或去掉 " + option + "。",
            "Add " + other + ", or leave " + option + " out."));
  }

  /** Two options that cannot go together. */
  UsageProblem excluded(String one, String other) {
    return excluded(
        one,
        other,
        new Text("去掉其中一个，分两次测。", "Leave one of them out, and run the benchmark once for each."));
  }

  /** The same with a next step of its own. */
  UsageProblem excluded(String one, String other, Text nextStep) {
    return new UsageProblem(
        new Text(one + " 不能和 " + other + " 一起用", one + " cannot go with " + other), nextStep);
  }

  UsageProblem bad(String option, String value, String zh, String en) {
    String named = (option + " " + value).strip();
    return new UsageProblem(
        new Text(named + "：" + zh, named + ": " + en),
        new Text(
            "各选项的写法见 touchstone " + command + " --help。",
            "See touchstone " + command + " --help."));
  }
}
