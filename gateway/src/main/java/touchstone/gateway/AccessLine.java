package touchstone.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;

/**
 * One chat request as a JSON line: {@code time} when it came, who asked which model, how it ended,
 * milliseconds, and the tokens where the engine told them; a load test can replay it.
 */
final class AccessLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MICROS = 1000;
  private static final double MICROS_PER_MILLI = 1000;

  private AccessLine() {}

  static String of(Witness.Served served, Witness.Asked asked, Instant came) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", came.truncatedTo(ChronoUnit.MILLIS).toString());
    served.call().key().ifPresent(key -> row.put("key", key.name()));
    row.put("model", asked.model());
    row.put("stream", asked.stream());
    row.put("status", served.status());
    row.put("whole", served.whole());
    row.put("bytes", served.bytes());
    if (served.firstNanos() >= 0) {
      row.put("first_ms", millis(served.firstNanos()));
    }
    row.put("total_ms", millis(served.totalNanos()));
    put(row, "input_tokens", asked.tail().inputTokens());
    put(row, "output_tokens", asked.tail().outputTokens());
    asked
        .contents()
        .ifPresent(contents -> {
          row.put("request", contents.request());
          row.put("answer", contents.answer());
        });
    return JSON.writeValueAsString(row);
  }

  /** None is not told: it could as well be an engine that does not count. */
  private static void put(Map<String, Object> row, String name, OptionalInt tokens) {
    if (tokens.orElse(0) > 0) {
      row.put(name, tokens.getAsInt());
    }
  }

  private static double millis(long nanos) {
    return Math.rint(nanos / MICROS) / MICROS_PER_MILLI;
  }
}
