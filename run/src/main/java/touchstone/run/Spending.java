package touchstone.run;

import java.util.List;
import java.util.Map;
import touchstone.model.Candidate;
import touchstone.model.Exchange;
import touchstone.model.Sample;
import touchstone.model.Usage;
import touchstone.store.EventLog;
import touchstone.store.Judgement;
import touchstone.store.JudgementLog;

/** Money that a run cost, out of what it has on record. Pure. */
final class Spending {
  private Spending() {}

  /**
   * In the requirements' currency: the tokens of every record, those of warm-up and load and those
   * that were replaced later too, and the hours that rented machines were up.
   */
  static double of(List<Candidate> candidates, List<Sample> records, List<EventLog.Event> events) {
    Map<String, Uptime> uptimes = Uptime.of(events);
    double sum = 0;
    for (Candidate candidate : candidates) {
      Uptime uptime = uptimes.getOrDefault(candidate.id(), new Uptime(0, 0));
      sum += hours(candidate, uptime.seconds() / 3600);
      sum +=
          records.stream()
              .filter(each -> each.key().candidate().equals(candidate.id()))
              .mapToDouble(each -> tokens(candidate, each))
              .sum();
    }
    return sum;
  }

  /** What a judge has cost: its trial, and what is on record of its judgements. */
  static double ofJudge(Candidate judge, RunFiles files) {
    double sum =
        files
            .judge()
            .map(each -> tokens(judge, each.promptTokens(), each.completionTokens()))
            .orElse(0.0);
    for (Judgement each : JudgementLog.read(files.folder().judgements())) {
      sum += tokens(judge, each.promptTokens(), each.completionTokens());
    }
    return sum;
  }

  /** What a candidate's machine costs in so many hours. */
  static double hours(Candidate candidate, double hours) {
    return candidate.price().orElse(null) instanceof Candidate.Price.PerHour perHour
        ? perHour.amount() * hours
        : 0;
  }

  private static double tokens(Candidate candidate, Sample sample) {
    return sample.exchanges().stream()
        .map(Exchange::usage)
        .mapToDouble(usage -> tokens(candidate, usage))
        .sum();
  }

  /** What the tokens of one answer cost. */
  static double tokens(Candidate candidate, Usage usage) {
    return tokens(candidate, usage.promptTokens(), usage.completionTokens());
  }

  /** What so many tokens cost at a candidate's or a judge's price. */
  static double tokens(Candidate candidate, long prompt, long completion) {
    return candidate.price().orElse(null) instanceof Candidate.Price.PerMillionTokens price
        ? (prompt * price.input() + completion * price.output()) / 1e6
        : 0;
  }
}
