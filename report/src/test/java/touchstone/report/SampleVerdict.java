package touchstone.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Dimension;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Decision;
import touchstone.verdict.Recommendation;

/** A recommendation of each kind, worded as the verdict words them. */
record SampleVerdict(Decision decision, int candidates) {
  private static final Map<Dimension, Double> WEIGHTS =
      Map.of(
          Dimension.SEMANTICS, 0.3,
          Dimension.SPEED, 0.2,
          Dimension.MEMORY, 0.2,
          Dimension.EXPRESSION, 0.15,
          Dimension.ROBUSTNESS, 0.15,
          Dimension.COST, 0.0);

  Recommendation recommendation() {
    Map<String, Recommendation.Coverage> coverage = new LinkedHashMap<>();
    Map<String, Recommendation.Cost> costs = new LinkedHashMap<>();
    for (int i = 0; i < candidates; i++) {
      boolean poor = decision == Decision.NONE_GOOD_ENOUGH || i > 0;
      coverage.put(
          SampleReports.id(i), new Recommendation.Coverage(poor ? 11 : 12, poor ? 1 : 0, 0, 0, 0));
      costs.put(
          SampleReports.id(i),
          new Recommendation.Cost(
              i == 0 ? Optional.of(1.86) : Optional.empty(),
              i == 0
                  ? new Text("按每小时 ¥0.42 与实测吞吐折算", "¥0.42 an hour at the measured throughput")
                  : new Text("没有给出单价", "no price was given")));
    }
    return new Recommendation(
        decision,
        decision == Decision.BETTER || decision == Decision.EQUIVALENT
            ? Optional.of("a")
            : Optional.empty(),
        sentence(),
        why(),
        certainty(),
        List.of(
            new Text(
                "若响应性能的权重升到 0.55 以上，首选会换成另一款。",
                "With a weight of speed above 0.55 the choice flips."),
            new Text(
                "若把语义理解的底线提到 4.8，则没有一款合格。", "With a floor of 4.8 on semantics none would pass.")),
        List.of(
            new Recommendation.Caveat(
                "prompt-format",
                new Text(
                    "两款的提示格式不同：一款用自带模板，一款用对话记录。",
                    "Prompt formats differ: one uses its own template, one a transcript.")),
            new Recommendation.Caveat(
                "few-cases",
                new Text(
                    "每个维度只有 3 个用例，单维度的结论仅供参考。",
                    "Three cases a dimension: take single dimensions as a hint."))),
        compared(Dimension.SEMANTICS, 0),
        dimensions(),
        coverage,
        costs);
  }

  private Text certainty() {
    return decision == Decision.NONE_GOOD_ENOUGH
        ? new Text(
            "把握约 95%：两款在语义理解上的置信区间都整段低于底线 3.0。",
            "About 95 % sure: both intervals on semantics lie wholly below the floor of 3.0.")
        : new Text(
            "按 95% 的把握判断，依据是 12 道题的配对差值；等效范围为 ±0.2 分。",
            "At 95 % confidence, from the paired differences on 12 cases, with a margin of ±0.2.");
  }

  private Text sentence() {
    return switch (decision) {
      case BETTER ->
          new Text(
              "选 Qwen3-0.6B：它在语义理解和多轮记忆上明显更好，速度也够用。",
              "Take Qwen3-0.6B: it understands and remembers clearly better, and it is fast"
                  + " enough.");
      case EQUIVALENT ->
          new Text(
              "两款水平相当，选更便宜的 Qwen3-0.6B。",
              "The two are equivalent; take Qwen3-0.6B, the cheaper one.");
      case UNDECIDED ->
          new Text(
              "还分不出高下：大约再跑 46 个用例才能下结论。", "Too close to call: about 46 more cases are needed.");
      case NONE_GOOD_ENOUGH ->
          new Text(
              "两款都达不到上线底线，先不要用：语义理解都低于 3.0 分。",
              "Neither is good enough to go live: both score below 3.0 on semantic understanding.");
    };
  }

  private List<Text> why() {
    return switch (decision) {
      case BETTER ->
          List.of(
              new Text(
                  "语义理解 4.60 比 3.10：三道题它全都答到了要点。",
                  "Semantics 4.60 against 3.10: it made the point in all three cases."),
              new Text(
                  "隔 4 轮还能报出订单号，另一款已经答不上来。",
                  "It still recalls the order number four turns later; the other does not."),
              new Text(
                  "首字延迟 p95 为 309 毫秒，在 1 秒的要求之内。", "TTFT p95 is 309 ms, within the limit of 1 s."));
      case EQUIVALENT ->
          List.of(
              new Text("每个维度的差距都在 ±0.2 分以内。", "Every difference lies within ±0.2 points."),
              new Text("Qwen3-0.6B 有价可算，且更省。", "Qwen3-0.6B has a known price and is cheaper."));
      case UNDECIDED ->
          List.of(
              new Text(
                  "总分差 0.30，区间从 −0.60 到 +1.20，两头都有可能。",
                  "The difference is 0.30, but anything from −0.60 to +1.20 is plausible."));
      case NONE_GOOD_ENOUGH ->
          List.of(
              new Text(
                  "语义理解分别只有 2.10 和 1.80，底线是 3.0。",
                  "Semantics reach only 2.10 and 1.80; the floor is 3.0."),
              new Text(
                  "两款都编造了顾客没提过的承诺，如“明天早上一定送到”。",
                  "Both invent promises, such as delivery tomorrow morning."));
    };
  }

  private List<Recommendation.OfDimension> dimensions() {
    List<Recommendation.OfDimension> all = new ArrayList<>();
    for (Dimension each : Dimension.values()) {
      all.add(
          new Recommendation.OfDimension(
              each,
              WEIGHTS.getOrDefault(each, 0.0),
              switch (each) {
                case SEMANTICS, MEMORY -> 3.0;
                case EXPRESSION, ROBUSTNESS -> 2.5;
                case SPEED -> 2.0;
                case COST -> 1.0;
              },
              each.graded()
                  ? new Text("各用例得分的平均", "Mean of the cases' scores")
                  : each == Dimension.SPEED
                      ? new Text(
                          "首字延迟 p95：250 毫秒得 5 分，每翻一倍减 1 分",
                          "TTFT p95: 250 ms scores 5, one less for each doubling")
                      : new Text(
                          "每千次会话的价格，每翻一倍减 1 分",
                          "Price of 1,000 conversations, one less for each doubling"),
              compared(each, all.size())));
    }
    return all;
  }

  private Recommendation.Compared compared(Dimension dimension, int shift) {
    Map<String, Estimate> scores = new LinkedHashMap<>();
    List<String> below = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      boolean noPrice = dimension == Dimension.COST && i > 0;
      double value = score(i, shift);
      if (!noPrice) {
        scores.put(SampleReports.id(i), SampleReports.estimate(value, 0.35, "t over cases"));
      }
      if (!noPrice && value < (dimension == Dimension.SPEED ? 2.0 : 2.5)) {
        below.add(SampleReports.id(i));
      }
    }
    Decision here = dimension == Dimension.COST ? Decision.UNDECIDED : decision;
    List<Recommendation.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < candidates && dimension != Dimension.COST; i++) {
      for (int j = i + 1; j < candidates; j++) {
        pairs.add(pair(i, j, shift, here));
      }
    }
    return new Recommendation.Compared(
        here, here == Decision.BETTER ? Optional.of("a") : Optional.empty(), scores, below, pairs);
  }

  private Recommendation.Pair pair(int i, int j, int shift, Decision here) {
    double difference = score(i, shift) - score(j, shift);
    double half = here == Decision.UNDECIDED ? 0.9 : here == Decision.EQUIVALENT ? 0.12 : 0.54;
    return new Recommendation.Pair(
        SampleReports.id(i),
        SampleReports.id(j),
        here,
        SampleReports.estimate(difference, half, "paired t, Holm"),
        SampleReports.estimate(difference, half * 0.8, "paired t"),
        here == Decision.BETTER ? 0.004 : 0.4,
        SampleReports.needed(here, 46));
  }

  private double score(int candidate, int shift) {
    return switch (decision) {
      case BETTER -> 4.6 - candidate * 1.5 - shift * 0.12;
      case EQUIVALENT -> 4.3 - candidate * 0.05 - shift * 0.1;
      case UNDECIDED -> 3.9 - candidate * 0.3 - shift * 0.1;
      case NONE_GOOD_ENOUGH -> 2.1 - candidate * 0.3 + shift * 0.05;
    };
  }
}
