package touchstone.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import touchstone.model.Candidate;
import touchstone.model.Dimension;
import touchstone.model.Facts;
import touchstone.model.Sample;
import touchstone.model.Slo;
import touchstone.model.Suite;
import touchstone.model.Text;
import touchstone.statistics.Estimate;
import touchstone.verdict.Decision;
import touchstone.verdict.Evidence;
import touchstone.verdict.Recommendation;
import touchstone.verdict.Requirements;

/** Reports of each verdict, with content as a run would give it. */
final class SampleReports {
  private static final List<String> LABELS =
      List.of("Qwen3-0.6B", "Llama-3.2-1B-Instruct", "Gemma-3-270m");

  private SampleReports() {}

  static ReportInput of(Decision decision) {
    return of(decision, 2);
  }

  static ReportInput of(Decision decision, int candidates) {
    List<Evidence.OfCandidate> evidence = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      boolean good =
          (i == 0 && decision != Decision.NONE_GOOD_ENOUGH) || decision == Decision.EQUIVALENT;
      SampleAnswers.Answers answers = SampleAnswers.of(id(i), good);
      samples.addAll(answers.samples());
      evidence.add(
          new Evidence.OfCandidate(
              new Candidate(
                  id(i),
                  LABELS.get(i),
                  new Candidate.CatalogueModel("model-" + id(i), "local"),
                  Optional.empty()),
              facts(i),
              answers.grades(),
              Map.of(),
              Optional.of(new Evidence.Tokens(420, 96))));
    }
    return input(
        new Evidence(evidence, 12),
        samples,
        List.of(SampleCases.suite()),
        new SampleVerdict(decision, candidates).recommendation());
  }

  /** A report with everything but evidence, samples, suites and recommendation fixed. */
  static ReportInput input(
      Evidence evidence, List<Sample> samples, List<Suite> suites, Recommendation recommendation) {
    return new ReportInput(
        new ReportInput.Run(
            "20261123-2301-quick",
            "山野户外客服选型",
            "2026-11-23T15:01:12Z",
            "2026-11-23T15:05:40Z",
            268.4,
            OptionalDouble.of(0.031),
            OptionalDouble.of(251.7),
            Optional.of(
                new ReportInput.Client("epoll", OptionalDouble.of(4), OptionalDouble.of(17)))),
        plan(),
        requirements(),
        evidence,
        recommendation,
        samples,
        suites,
        latencies(evidence.candidates().size()),
        timings(),
        new ReportInput.Machine(
            "AMD EPYC 7B13", 2, 24_964_255_744L, "Debian GNU/Linux 12", "25.0.1+8"),
        Map.of(
            "touchstone",
            "0.1.0",
            "libllama",
            "0.5.0 (3.22.1)",
            "suite customer-service-zh",
            "1.0.0"),
        List.of(
            new ReportInput.Incident(
                "retry",
                Optional.of("b"),
                2,
                new Text("请求中途断流，已重发", "a request broke off and was sent again"))),
        Optional.empty());
  }

  static String id(int index) {
    return String.valueOf((char) ('a' + index));
  }

  private static Facts facts(int index) {
    return new Facts(
        "llama.cpp (embedded)",
        "0.5.0",
        index == 2 ? "Q4_K_M" : "Q8_0",
        index == 2 ? "transcript" : "model's own template",
        4096,
        "2 × AMD EPYC 7B13",
        Map.of("thinking", index == 0 ? "off" : "not supported"));
  }

  private static ReportInput.Plan plan() {
    return new ReportInput.Plan(
        "quick",
        Map.of(
            Dimension.SEMANTICS, 3,
            Dimension.MEMORY, 3,
            Dimension.EXPRESSION, 3,
            Dimension.ROBUSTNESS, 3),
        1,
        Map.of("order", 11L, "model", 7L, "resampling", 20261123L),
        new Text("得分 = 1 + 4 × 内容得分率。", "score = 1 + 4 × content."),
        List.of(
            new ReportInput.Setting(
                "max_tokens",
                new Text("回答长度上限", "Cap on an answer"),
                new Text("160 个 token", "160 tokens")),
            new ReportInput.Setting(
                "temperature", new Text("温度", "Temperature"), Text.same("0.7"))),
        Optional.of(
            new Text(
                "Hugging Face 在 0.4 秒内应答，因此用 Qwen3-0.6B 和 Llama-3.2-1B-Instruct 这一对。",
                "Hugging Face answered within 0.4 s, so the pair is Qwen3-0.6B and"
                    + " Llama-3.2-1B-Instruct.")));
  }

  private static Requirements requirements() {
    return new Requirements(
        Map.of(
            Dimension.SEMANTICS, 0.3,
            Dimension.SPEED, 0.2,
            Dimension.MEMORY, 0.2,
            Dimension.EXPRESSION, 0.15,
            Dimension.ROBUSTNESS, 0.15,
            Dimension.COST, 0.0),
        Map.of(
            Dimension.SEMANTICS, 3.0,
            Dimension.SPEED, 2.0,
            Dimension.MEMORY, 3.0,
            Dimension.EXPRESSION, 2.5,
            Dimension.ROBUSTNESS, 2.5),
        0.2,
        List.of(new Slo(Slo.Metric.TTFT, 0.95, 1000)),
        2000,
        "CNY");
  }

  private static List<ReportInput.Latency> latencies(int candidates) {
    List<ReportInput.Latency> rows = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      double slower = 1 + 0.45 * i;
      for (int concurrency : List.of(1, 5)) {
        double load = concurrency == 1 ? 1 : 2.4;
        rows.add(
            new ReportInput.Latency(
                id(i),
                concurrency,
                concurrency == 1 ? 24 : 60,
                i == 1 && concurrency == 5 ? 1 : 0,
                0,
                Optional.of(spread(182 * slower * load, concurrency)),
                Optional.of(spread(23.5 * slower * load, concurrency)),
                Optional.of(spread(1490 * slower * load, concurrency)),
                OptionalDouble.of(3.1 * slower * load),
                0.66 / slower * (concurrency == 1 ? 1 : 1.9),
                39.8 / slower * (concurrency == 1 ? 1 : 1.9)));
      }
    }
    return rows;
  }

  private static ReportInput.Spread spread(double middle, int concurrency) {
    return new ReportInput.Spread(
        middle * 1.06,
        OptionalDouble.of(middle),
        OptionalDouble.of(middle * 1.7),
        concurrency == 1 ? OptionalDouble.empty() : OptionalDouble.of(middle * 2.3));
  }

  private static List<ReportInput.Timing> timings() {
    return List.of(
        new ReportInput.Timing("start", new Text("启动", "Start-up"), Optional.empty(), 1.4),
        new ReportInput.Timing("load", new Text("载入模型", "Load the model"), Optional.of("a"), 2.2),
        new ReportInput.Timing("cases", new Text("跑用例", "Cases"), Optional.of("a"), 78.3),
        new ReportInput.Timing("load-test", new Text("压测", "Load test"), Optional.of("a"), 41.0),
        new ReportInput.Timing("load", new Text("载入模型", "Load the model"), Optional.of("b"), 3.0),
        new ReportInput.Timing("cases", new Text("跑用例", "Cases"), Optional.of("b"), 92.5),
        new ReportInput.Timing("load-test", new Text("压测", "Load test"), Optional.of("b"), 47.1),
        new ReportInput.Timing("grading", new Text("评分", "Grading"), Optional.empty(), 2.9));
  }

  static Estimate estimate(double value, double half, String method) {
    return new Estimate(
        value, Math.clamp(value - half, -4, 5), Math.clamp(value + half, -4, 5), 0.95, method, 12);
  }

  static OptionalInt needed(Decision decision, int cases) {
    return decision == Decision.UNDECIDED ? OptionalInt.of(cases) : OptionalInt.empty();
  }
}
