package touchstone.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import touchstone.load.Distribution;
import touchstone.load.Latencies;
import touchstone.model.Candidate;
import touchstone.model.LoadProfile;
import touchstone.model.Sample;
import touchstone.report.ReportInput;

/** The report's rows of latency, one a candidate and concurrency. */
record LatencyTable(Plan plan, EvidenceReader reader) {
  List<ReportInput.Latency> rows() {
    List<ReportInput.Latency> rows = new ArrayList<>();
    for (Candidate candidate : plan.candidates()) {
      for (LoadProfile.ClosedLoop profile : plan.load()) {
        List<Sample> timed = reader.timed(candidate, profile.concurrency());
        if (timed.stream().anyMatch(each -> !each.exchanges().isEmpty())) {
          rows.add(row(candidate, profile.concurrency()));
        }
      }
    }
    return rows;
  }

  private ReportInput.Latency row(Candidate candidate, int concurrency) {
    Latencies figures = reader.level(candidate, concurrency);
    return new ReportInput.Latency(
        candidate.id(),
        concurrency,
        figures.requests(),
        figures.failures(),
        figures.timeouts(),
        spread(figures.ttft()),
        spread(figures.tpot()),
        spread(figures.e2e()),
        figures.gapDeviation(),
        figures.requestsPerSecond().orElse(0),
        figures.outputTokensPerSecond().orElse(0));
  }

  private static Optional<ReportInput.Spread> spread(Distribution distribution) {
    return distribution.mean().isPresent()
        ? Optional.of(
            new ReportInput.Spread(
                distribution.mean().getAsDouble(),
                distribution.p50(),
                distribution.p95(),
                distribution.p99()))
        : Optional.empty();
  }
}
