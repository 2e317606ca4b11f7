package touchstone.load;

import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Slo;

/** What a search found as JSON: the object {@code find_max}. */
public final class MaxJson {
  private MaxJson() {}

  /** The whole object; an end of an interval that nothing bounds is null. */
  public static ObjectNode of(MaxFound found) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("kind", word(found.kind()));
    json.put("value", found.value());
    add(add(json.putArray("ci95"), found.low()), found.high());
    json.put("bound", word(found.bound()));
    json.put("ended_by", word(found.end()));
    found.tightest().ifPresent(slo -> json.put("tightest", words(slo)));
    json.put("requests", found.sent()).put("seconds", found.seconds());
    ArrayNode probes = json.putArray("probes");
    found.probes().forEach(each -> probes.add(probe(each)));
    return json;
  }

  /** E.g. {@code tpot p95 <= 50.25ms}. */
  public static String words(Slo slo) {
    return "%s p%s <= %sms"
        .formatted(word(slo.metric()), number(100 * slo.quantile()), number(slo.limitMillis()));
  }

  private static ObjectNode probe(Probe probe) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("load", probe.load()).put("requests", probe.requests()).put("sent", probe.sent());
    json.put("failed", probe.failed()).put("seconds", probe.seconds());
    json.put("met", probe.met()).put("broken_off", probe.cut());
    ArrayNode readings = json.putArray("metrics");
    for (SloReading each : probe.readings()) {
      ObjectNode reading = readings.addObject().put("slo", words(each.slo()));
      if (Double.isFinite(each.millis())) {
        reading.put("value_ms", each.millis());
      } else {
        reading.putNull("value_ms");
      }
      add(add(reading.putArray("ci95"), each.low()), each.high());
      reading.put("met", each.met());
    }
    return json;
  }

  private static ArrayNode add(ArrayNode array, OptionalDouble value) {
    if (value.isPresent()) {
      array.add(value.getAsDouble());
    } else {
      array.addNull();
    }
    return array;
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return java.math.BigDecimal.valueOf(Math.round(value * 1e4) / 1e4)
        .stripTrailingZeros()
        .toPlainString();
  }
}
