package touchstone.report;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of one row of the speed table in report.json. */
final class JsonSpeed {
  private JsonSpeed() {}

  /** Puts a row under its concurrency into both objects of its candidate. */
  static void put(ReportInput.Latency row, ObjectNode latency, ObjectNode throughput) {
    String name = "concurrency_" + row.concurrency();
    ObjectNode times = latency.putObject(name);
    spread(times, "ttft", row.ttft());
    spread(times, "tpot", row.tpot());
    spread(times, "e2e", row.e2e());
    JsonReport.number(times, "jitter", row.jitter());
    ObjectNode rates = throughput.putObject(name);
    rates.put("concurrency", row.concurrency()).put("requests", row.requests());
    rates.put("failures", row.failures()).put("timeouts", row.timeouts());
    JsonReport.number(rates, "requests_per_second", row.requestsPerSecond());
    JsonReport.number(rates, "output_tokens_per_second", row.outputTokensPerSecond());
  }

  private static void spread(
      ObjectNode node, String name, Optional<ReportInput.Spread> perhapsSpread) {
    if (perhapsSpread.isEmpty()) {
      node.set(name, JsonNodeFactory.instance.nullNode());
      return;
    }
    ReportInput.Spread spread = perhapsSpread.get();
    ObjectNode out = node.putObject(name);
    JsonReport.number(out, "mean", spread.mean());
    JsonReport.number(out, "p50", spread.p50());
    JsonReport.number(out, "p95", spread.p95());
    JsonReport.number(out, "p99", spread.p99());
  }
}
