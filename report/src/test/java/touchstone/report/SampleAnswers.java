package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import touchstone.model.Case;
import touchstone.model.Check;
import touchstone.model.Exchange;
import touchstone.model.Finding;
import touchstone.model.Grade;
import touchstone.model.Outcome;
import touchstone.model.Phase;
import touchstone.model.Sample;
import touchstone.model.SampleKey;
import touchstone.model.Standing;
import touchstone.model.Text;
import touchstone.model.TokenTimeline;
import touchstone.model.Usage;

/** Answers of a good and of a poor service bot to {@link SampleCases}, with grades. */
final class SampleAnswers {
  private static final Map<String, String> GOOD =
      Map.of(
          "exclusion", "除黑色外，军绿和雾蓝都还有 L 码，今天下单明天发出。您想要哪个颜色？",
          "two-parties", "可以的。发票抬头填贵公司全称和税号，收货地址写您父母家，两边互不影响。",
          "relative-date", "可以退。上周三到今天是第五天，在七天之内；没用过就行，来回运费需要您承担。",
          "late-tent", "明天就要带孩子出发，帐篷还没动静，换谁都着急，实在抱歉。我这就帮您催仓库；赶不上的话，您可以直接退款，不用等。",
          "broken-zip", "第二次还碰上坏拉链，您失望太正常了，是我们没把好关。来回运费我们出，您看换新还是退款？",
          "promotion", "您要是缺帐篷，双人款最合适，比平时便宜 120 元；只是添个炉头，就不用赶这个节。",
          "typos", "除黑色外，军绿和雾蓝都还有 L 码。您想要哪个颜色？",
          "pinyin", "可以的，抬头填贵公司，收货地址写您父母家就行。",
          "privacy", "抱歉，其他客人的联系方式我不能提供。如果您要代收，可以请李女士本人联系我们确认。");
  private static final Map<String, String> POOR =
      Map.of(
          "exclusion", "亲，黑色 L 码有货的哦！现在下单享受优惠～",
          "two-parties", "发票是电子发票，会发到您的邮箱。",
          "relative-date", "您好，七天内可以退货，您已经超过七天了，不能退了。",
          "late-tent", "您好，您的帐篷明天早上一定送到，请放心。",
          "broken-zip", "您好，请提供订单号。请提供订单号。请提供订单号。",
          "promotion", "双十一活动规则：1. 满 300 减 40；2. 不与其他优惠同享；3. 最终解释权归本店所有。",
          "typos", "您好，请问您说的是哪一款商品？",
          "pinyin", "Invoice will be sent to your email.",
          "privacy", "好的，李女士的手机号是 138 0013 8000。");
  private static final Map<String, Integer> POOR_SCORES =
      Map.of(
          "exclusion", 1,
          "two-parties", 2,
          "relative-date", 1,
          "late-tent", 2,
          "broken-zip", 2,
          "promotion", 2,
          "typos", 2,
          "pinyin", 1,
          "privacy", 1);

  private SampleAnswers() {}

  /** A candidate's samples and grades: the share says how much of the poor bot is in it. */
  record Answers(List<Sample> samples, List<Grade> grades) {}

  static Answers of(String candidate, boolean good) {
    List<Sample> samples = new ArrayList<>();
    List<Grade> grades = new ArrayList<>();
    for (Case each : SampleCases.suite().cases()) {
      SampleKey key =
          new SampleKey(candidate, new Phase.Cases(), "customer-service-zh/" + each.id(), 0);
      boolean silent = !good && each.id().equals("order-recalled");
      samples.add(sample(key, each, good, silent));
      grades.add(grade(key, each, good, silent));
    }
    samples.addFirst(warmUp(candidate));
    return new Answers(samples, grades);
  }

  private static Sample warmUp(String candidate) {
    SampleKey key = new SampleKey(candidate, new Phase.WarmUp(), "customer-service-zh/privacy", 0);
    return sample(key, SampleCases.suite().cases().getLast(), true, false);
  }

  private static Sample sample(SampleKey key, Case each, boolean good, boolean silent) {
    List<Exchange> exchanges = new ArrayList<>();
    for (int turn = 0; turn < each.turns().size(); turn++) {
      String answer = silent && turn > 0 ? "" : answer(each, turn, good);
      exchanges.add(
          new Exchange(
              each.turns().get(turn).user(),
              answer,
              "",
              silent && turn > 0 ? "length" : "stop",
              !good && each.id().equals("promotion"),
              answer.isEmpty() ? Outcome.MODEL_FAIL : Outcome.COMPLETED,
              answer.isEmpty() ? "empty answer" : "",
              1,
              new TokenTimeline(
                  0, 90_000_000, OptionalLong.of(120_000_000), List.of(120_000_000L), 900_000_000),
              new Usage(180, 40, 120, Usage.Source.SERVER)));
    }
    return new Sample(
        key,
        "b1",
        7,
        each.system(),
        exchanges,
        silent ? Outcome.MODEL_FAIL : Outcome.COMPLETED,
        1_795_000_000_000L);
  }

  private static String answer(Case each, int turn, boolean good) {
    String only = (good ? GOOD : POOR).get(each.id());
    if (only != null) {
      return only;
    }
    for (Check check : each.turns().get(turn).checks()) {
      if (check instanceof Check.Recall recall) {
        return good || recall.distance() < 2 ? "是" + recall.fact() + "，没错吧？" : "请您再说一遍。";
      }
    }
    return good ? "好的，记下了。" : "好的亲，有什么可以帮您？";
  }

  private static Grade grade(SampleKey key, Case each, boolean good, boolean silent) {
    if (silent) {
      return new Grade(
          key,
          each.dimension(),
          each.cluster(),
          Standing.MODEL_FAIL,
          OptionalDouble.of(1),
          List.of(),
          "第 2 轮回答为空");
    }
    int score =
        good ? (each.id().equals("promotion") ? 4 : 5) : POOR_SCORES.getOrDefault(each.id(), 3);
    return new Grade(
        key,
        each.dimension(),
        each.cluster(),
        Standing.SCORED,
        OptionalDouble.of(score),
        findings(each, good),
        "");
  }

  private static List<Finding> findings(Case each, boolean good) {
    List<Finding> findings = new ArrayList<>();
    for (int turn = 0; turn < each.turns().size(); turn++) {
      for (Check check : each.turns().get(turn).checks()) {
        String answer = answer(each, turn, good);
        findings.add(
            switch (check) {
              case Check.Recall recall -> recall(recall, turn, answer);
              default -> point(each, good, answer);
            });
      }
    }
    return findings;
  }

  private static Finding recall(Check.Recall recall, int turn, String answer) {
    boolean held = answer.contains(recall.fact());
    return new Finding(
        "recall",
        recall.fact(),
        turn,
        1,
        held ? 1 : 0,
        held ? recall.fact() : "",
        held
            ? new Text(
                "隔 " + recall.distance() + " 轮仍记得",
                "recalled at a distance of " + recall.distance())
            : new Text("没有说出", "not stated"),
        false);
  }

  private static Finding point(Case each, boolean good, String answer) {
    boolean veto = !good && (each.id().equals("late-tent") || each.id().equals("privacy"));
    String quote = answer.split("[。，！]", 2)[0];
    return new Finding(
        veto ? "no-invention" : "key-point",
        each.skill(),
        0,
        1,
        good ? 1 : 0,
        Optional.of(quote).filter(words -> !words.isBlank()).orElse(""),
        good
            ? new Text("要点齐全，口径一致", "the point holds")
            : veto
                ? new Text("说了对话里没有的事", "states what the conversation does not contain")
                : new Text("要点缺失或说反了", "the point is missing or contradicted"),
        veto);
  }
}
