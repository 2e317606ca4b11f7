package touchstone.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Exchange;
import touchstone.model.Sample;

/** The cases of report.json: scores and the answers' digests; the answers lie in samples.jsonl. */
final class JsonCases {
  private final ReportInput input;

  JsonCases(ReportInput input) {
    this.input = input;
  }

  ArrayNode array() {
    ArrayNode array = JsonReport.array();
    MessageDigest digest = sha256();
    for (Transcripts.OfCase each : new Transcripts(input).all()) {
      ObjectNode node = array.addObject().put("id", each.id());
      node.put("dimension", each.dimension().id());
      ArrayNode results = node.putArray("results");
      for (Transcripts.Trial trial : each.trials()) {
        ObjectNode out = results.addObject().put("candidate", trial.candidate());
        out.put("trial", trial.sample().key().trial()).put("standing", standing(trial));
        JsonReport.number(out, "score", trial.score());
        out.put("answers_sha256", answers(digest, trial.sample()));
      }
    }
    return array;
  }

  private static String standing(Transcripts.Trial trial) {
    return trial.standing().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String answers(MessageDigest digest, Sample sample) {
    for (Exchange exchange : sample.exchanges()) {
      digest.update(exchange.answer().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
