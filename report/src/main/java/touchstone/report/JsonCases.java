package touchstone.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Exchange;
import touchstone.model.Sample;
import touchstone.model.Sha256;

/** The cases of report.json: scores and the answers' digests; the answers lie in samples.jsonl. */
final class JsonCases {
  private final ReportInput input;

  JsonCases(ReportInput input) {
    this.input = input;
  }

  ArrayNode array() {
    ArrayNode array = JsonReport.array();
    MessageDigest digest = Sha256.digest();
    for (Transcripts.OfCase each : new Transcripts(input).all()) {
      ObjectNode node = array.addObject().put("id", each.id());
      node.put("dimension", each.dimension().id());
      ArrayNode results = node.putArray("results");
      for (Transcripts.Trial trial : each.trials()) {
        ObjectNode out = results.addObject().put("candidate", trial.candidate());
        out.put("trial", trial.sample().key().trial()).put("standing", standing(trial));
        JsonReport.number(out, "score", trial.score());
        digest(digest, trial.sample())
            .ifPresentOrElse(
                hex -> out.put("answers_sha256", hex), () -> out.putNull("answers_sha256"));
      }
    }
    return array;
  }

  private static String standing(Transcripts.Trial trial) {
    return trial.standing().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Of all answers; none where they were left out when the run was handed on. */
  private static Optional<String> digest(MessageDigest digest, Sample sample) {
    if (sample.answer().equals(Exchange.LEFT_OUT)) {
      return Optional.empty();
    }
    for (Exchange exchange : sample.exchanges()) {
      digest.update(exchange.answer().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Optional.of(Sha256.hex(digest));
  }
}
