package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import touchstone.model.Text;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;

/** One row of the table of candidates: how each was served, how fast it was, what it costs. */
record CandidateFact(Text title, Function<Evidence.OfCandidate, Text> of) {
  /** The rows, in the order to show. */
  static List<CandidateFact> all(ReportInput input) {
    List<CandidateFact> all = new ArrayList<>();
    all.add(
        same("引擎", "Engine", each -> each.facts().engine() + " " + each.facts().engineVersion()));
    all.add(same("量化", "Quantization", each -> each.facts().quantization()));
    all.add(
        new CandidateFact(
            new Text("提示词格式", "Prompt format"), each -> each.facts().promptFormatName()));
    all.add(same("上下文（token）", "Context (tokens)", each -> context(each.facts().contextTokens())));
    all.add(same("硬件", "Hardware", each -> each.facts().hardware()));
    all.add(new CandidateFact(new Text("样本", "Trials"), each -> coverage(input, each.id())));
    speeds(input, all);
    all.add(new CandidateFact(new Text("费用", "Cost"), each -> cost(input, each.id())));
    return all;
  }

  private static CandidateFact same(
      String zh, String en, Function<Evidence.OfCandidate, String> words) {
    return new CandidateFact(new Text(zh, en), each -> Text.same(words.apply(each)));
  }

  private static String context(int tokens) {
    return tokens == 0 ? "–" : String.valueOf(tokens);
  }

  private static Text coverage(ReportInput input, String id) {
    Recommendation.Coverage of = input.recommendation().coverage().get(id);
    if (of == null) {
      return Text.same("–");
    }
    return new Text(
        "已评分 %d，模型失败 %d，设施故障 %d，裁判失败 %d，跳过 %d"
            .formatted(of.scored(), of.modelFail(), of.infraFail(), of.judgeFail(), of.skipped()),
        "%d scored, %d model failed, %d infrastructure failed, %d judge failed, %d skipped"
            .formatted(of.scored(), of.modelFail(), of.infraFail(), of.judgeFail(), of.skipped()));
  }

  private static void speeds(ReportInput input, List<CandidateFact> all) {
    List<Integer> levels =
        input.latencies().stream()
            .map(ReportInput.Latency::concurrency)
            .distinct()
            .sorted()
            .toList();
    for (int level : levels) {
      all.add(
          new CandidateFact(
              new Text(level + " 并发：首字延迟 p50 / p95（毫秒）", level + " at once: TTFT p50 / p95 (ms)"),
              each -> speed(input, each.id(), level, ReportInput.Latency::ttft)));
      all.add(
          new CandidateFact(
              new Text(level + " 并发：总延迟 p50 / p95（毫秒）", level + " at once: E2E p50 / p95 (ms)"),
              each -> speed(input, each.id(), level, ReportInput.Latency::e2e)));
      all.add(
          new CandidateFact(
              new Text(level + " 并发：输出 token/秒", level + " at once: output tokens/s"),
              each ->
                  row(input, each.id(), level)
                      .map(row -> Text.same(Figures.rate(row.outputTokensPerSecond())))
                      .orElse(Text.same("–"))));
    }
  }

  private static Text speed(
      ReportInput input,
      String id,
      int level,
      Function<ReportInput.Latency, Optional<ReportInput.Spread>> metric) {
    return row(input, id, level)
        .flatMap(metric)
        .map(each -> Text.same(Figures.millis(each.p50()) + " / " + Figures.millis(each.p95())))
        .orElse(Text.same("–"));
  }

  private static Optional<ReportInput.Latency> row(ReportInput input, String id, int level) {
    return input.latencies().stream()
        .filter(each -> each.candidate().equals(id) && each.concurrency() == level)
        .findFirst();
  }

  private static Text cost(ReportInput input, String id) {
    Recommendation.Cost cost = input.recommendation().costs().get(id);
    return cost == null ? Text.same("–") : cost.explanation();
  }
}
