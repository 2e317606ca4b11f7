package touchstone.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Candidate.Price;
import touchstone.model.Text;
import touchstone.statistics.Inference;
import touchstone.statistics.TInference;

/**
 * The cost dimension: the price of 1,000 conversations on a scale of 1 to 5, and how it comes
 * about. Only where the price of every candidate is known; nothing is guessed.
 */
final class CostScore {
  /** Share of a day's conversations that fall into its busiest hour. */
  private static final double BUSIEST_HOUR = 0.1;

  /** Price of 1,000 conversations that scores 5, by currency, roughly one yuan each. */
  private static final Map<String, Double> CHEAP =
      Map.of(
          "CNY", 1.0, "USD", 0.15, "EUR", 0.15, "GBP", 0.1, "HKD", 1.0, "TWD", 4.5, "JPY", 20.0,
          "KRW", 200.0, "SGD", 0.2);

  private CostScore() {}

  /** The score of a price: 5 up to the cheap one, one less for each factor of five. */
  static double score(double perThousand, double cheap) {
    return Math.clamp(5 - Math.log(Math.max(perThousand, 1e-9) / cheap) / Math.log(5), 1, 5);
  }

  static Measured measure(Requirements requirements, Map<String, Recommendation.Cost> costs) {
    double cheap = CHEAP.getOrDefault(requirements.currency(), 1.0);
    Map<String, Inference> scores = new LinkedHashMap<>();
    Map<Measured.PairKey, Inference> differences = new LinkedHashMap<>();
    if (costs.values().stream().allMatch(each -> each.perThousandConversations().isPresent())) {
      costs.forEach((id, cost) ->
          scores.put(id, exactly(score(cost.perThousandConversations().orElseThrow(), cheap))));
      for (Measured.PairKey pair : GradedDimension.pairs(java.util.List.copyOf(costs.keySet()))) {
        Measured known = new Measured(scores, Map.of(), Text.same(""));
        differences.put(pair, exactly(known.score(pair.a()) - known.score(pair.b())));
      }
    }
    return new Measured(scores, differences, rule(cheap, requirements.currency()));
  }

  private static Inference exactly(double value) {
    return TInference.exactly(value, 1, "price");
  }

  static Text rule(double cheap, String currency) {
    String base = Words.plain(cheap) + " " + currency;
    return new Text(
        "每千次会话不超过 %s 得 5 分，每贵到 5 倍减 1 分，最低 1 分；价格没填全就不计成本分。".formatted(base),
        "Up to %s per 1,000 conversations scores 5, each factor of five costs a point, down to 1;"
                .formatted(base)
            + " not scored unless every price is known.");
  }

  static Map<String, Recommendation.Cost> costs(Requirements requirements, Evidence evidence) {
    Map<String, Recommendation.Cost> costs = new LinkedHashMap<>();
    for (Evidence.OfCandidate each : evidence.candidates()) {
      costs.put(each.id(), cost(requirements, each));
    }
    return costs;
  }

  private static Recommendation.Cost cost(
      Requirements requirements, Evidence.OfCandidate candidate) {
    return switch (candidate.candidate().price().orElse(null)) {
      case null -> unknown("没有填价格，不猜。", "No price was given and none is guessed.");
      case Price.PerMillionTokens tokens ->
          candidate
              .conversation()
              .map(each -> byTokens(requirements, tokens, each))
              .orElseGet(() ->
                  unknown(
                      "没有量到一次会话用多少 token，算不出价格。",
                      "The tokens of a conversation were not measured, so no price follows."));
      case Price.PerHour hour -> byHour(requirements, hour, candidate);
    };
  }

  private static Recommendation.Cost unknown(String zh, String en) {
    return new Recommendation.Cost(Optional.empty(), new Text(zh, en));
  }

  private static Recommendation.Cost byTokens(
      Requirements requirements, Price.PerMillionTokens price, Evidence.Tokens tokens) {
    double perThousand = (tokens.input() * price.input() + tokens.output() * price.output()) / 1000;
    String input = Words.plain(tokens.input());
    String output = Words.plain(tokens.output());
    String money = Words.money(perThousand, requirements.currency());
    return priced(
        perThousand,
        new Text(
            "每次会话平均读入 %s、写出 %s 个 token，按每百万 %s/%s 计，每千次会话 %s。"
                .formatted(
                    input, output, Words.plain(price.input()), Words.plain(price.output()), money),
            "A conversation reads %s and writes %s tokens; at %s and %s per million that is %s per"
                    .formatted(
                        input,
                        output,
                        Words.plain(price.input()),
                        Words.plain(price.output()),
                        money)
                + " 1,000 conversations."));
  }

  private static Recommendation.Cost byHour(
      Requirements requirements, Price.PerHour price, Evidence.OfCandidate candidate) {
    int daily = Math.max(1, requirements.dailyConversations());
    double capacity =
        candidate.speed().values().stream()
            .mapToDouble(Evidence.Speed::outputTokensPerSecond)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    double wanted =
        candidate.conversation().map(Evidence.Tokens::output).orElse(0.0)
            * daily
            * BUSIEST_HOUR
            / 3600;
    int machines = capacity > 0 ? (int) Math.max(1, Math.ceil(wanted / capacity)) : 1;
    double perThousand = price.amount() * 24 * machines * 1000 / daily;
    String money = Words.money(perThousand, requirements.currency());
    return priced(
        perThousand,
        new Text(
            "每小时 %s，%d 台全天开着（按最忙一小时占全天一成会话算），每天 %d 次会话，每千次 %s。"
                .formatted(
                    Words.money(price.amount(), requirements.currency()), machines, daily, money),
            "At %s an hour, %d machine(s) all day (a tenth of the conversations fall into the busiest"
                    .formatted(Words.money(price.amount(), requirements.currency()), machines)
                + " hour) and %d conversations a day: %s per 1,000.".formatted(daily, money)));
  }

  private static Recommendation.Cost priced(double perThousand, Text explanation) {
    return Double.isFinite(perThousand) && perThousand >= 0
        ? new Recommendation.Cost(Optional.of(perThousand), explanation)
        : unknown("价格不是一个数，没有采用。", "The price is not a number and was not used.");
  }
}
