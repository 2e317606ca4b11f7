package touchstone.load;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import touchstone.model.Text;

/** Reads one row of a recorded load; numbers may be written as text, as in CSV. */
record ReplayRows(ReplayFormat format) {
  private static final double MOST_TOKENS = 10_000_000;
  // Nanoseconds in a long reach 292 years.
  private static final double MOST_NANOS = 9.2e18;

  /** A row that cannot be replayed. */
  static final class BadRow extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Text reason;

    BadRow(Text reason) {
      super(reason.en());
      this.reason = reason;
    }

    Text reason() {
      return reason;
    }
  }

  ReplayRow read(JsonNode row) throws BadRow {
    return new ReplayRow(
        nanos(row.path(format.time())),
        tokens(row, format.input()),
        tokens(row, format.output()),
        blocks(row.path("hash_ids")));
  }

  private long nanos(JsonNode time) throws BadRow {
    if (format == ReplayFormat.ACCESS_LOG && time.isString()) {
      return instant(time.asString());
    }
    double nanos = number(format.time(), time) * format.nanosPerUnit();
    if (!(nanos >= 0 && nanos < MOST_NANOS)) {
      throw bad(format.time(), time, "0 以上的时刻", "a time of 0 or more");
    }
    return Math.round(nanos);
  }

  private long instant(String word) throws BadRow {
    try {
      Instant at =
          word.matches(".*(Z|[+-][0-9]{2}(:?[0-9]{2})?)")
              ? OffsetDateTime.parse(word).toInstant()
              : LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
      long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, at);
      if (nanos >= 0 && nanos < MOST_NANOS) {
        return nanos;
      }
    } catch (DateTimeException | ArithmeticException _) {
      // Told below, like a time before 1970.
    }
    throw bad(
        format.time(),
        JsonNodeFactory.instance.stringNode(word),
        " ISO 时间（如 2026-11-25T10:00:00.120Z）或毫秒数",
        "an ISO time (e.g. 2026-11-25T10:00:00.120Z) or epoch milliseconds");
  }

  private OptionalInt tokens(JsonNode row, String column) throws BadRow {
    JsonNode value = row.path(column);
    if (!format.counted() && (value.isMissingNode() || value.isNull())) {
      return OptionalInt.empty();
    }
    double tokens = number(column, value);
    if (!(tokens >= 1 && tokens <= MOST_TOKENS) || tokens != Math.rint(tokens)) {
      throw bad(column, value, "1 以上的整数", "a whole number of 1 or more");
    }
    return OptionalInt.of((int) tokens);
  }

  private static List<String> blocks(JsonNode ids) throws BadRow {
    List<String> blocks = new ArrayList<>();
    if (ids.isMissingNode() || ids.isNull()) {
      return blocks;
    }
    if (!ids.isArray()) {
      throw bad("hash_ids", ids, "数组", "an array");
    }
    for (JsonNode each : ids) {
      blocks.add(each.isString() ? each.asString() : each.toString());
    }
    return blocks;
  }

  private static double number(String column, JsonNode value) throws BadRow {
    if (value.isMissingNode() || value.isNull()) {
      throw new BadRow(new Text("缺 " + column, column + " is missing"));
    }
    try {
      return value.isNumber() ? value.asDouble() : Double.parseDouble(value.asString().strip());
    } catch (NumberFormatException | tools.jackson.core.JacksonException _) {
      throw bad(column, value, "数", "a number");
    }
  }

  private static BadRow bad(String column, JsonNode value, String zh, String en) {
    String whole = value.isString() ? value.asString() : value.toString();
    String shown = whole.length() > 40 ? whole.substring(0, 40) + "…" : whole;
    return new BadRow(
        new Text(
            column + " 是“" + shown + "”，应为" + zh, column + " is '" + shown + "', expected " + en));
  }
}
