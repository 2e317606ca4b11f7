package touchstone.load;

import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A comparison of two endpoints as JSON; times are milliseconds, differences b − a. */
public final class ComparisonJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ComparisonJson() {}

  /**
   * The comparison of one level.
   *
   * @param a which endpoint was first, for people
   * @param figures the second endpoint's own figures
   */
  public static ObjectNode of(Comparison comparison, String a, String b, LevelFigures figures) {
    ObjectNode json = JSON.createObjectNode();
    json.put("a", a).put("b", b).put("pairs", comparison.pairs());
    comparison
        .metrics()
        .forEach((key, effects) -> {
          ObjectNode metric = json.putObject(key);
          effects.forEach((quantile, effect) -> metric.set(quantile, effect(effect)));
        });
    json.set("b_figures", FiguresJson.level(figures));
    return json;
  }

  private static ObjectNode effect(Comparison.Effect effect) {
    ObjectNode json = JSON.createObjectNode();
    put(json, "a", effect.a());
    put(json, "b", effect.b());
    effect
        .difference()
        .ifPresentOrElse(
            each -> {
              json.put("difference", each.value());
              ArrayNode ends = json.putArray("ci95");
              end(ends, each.low());
              end(ends, each.high());
            },
            () -> json.putNull("difference").putNull("ci95"));
    json.put("faster", effect.faster().name().toLowerCase(Locale.ROOT));
    return json;
  }

  /** Where failures leave an end unbounded, null. */
  private static void end(ArrayNode ends, double value) {
    if (Double.isInfinite(value)) {
      ends.addNull();
    } else {
      ends.add(value);
    }
  }

  private static void put(ObjectNode json, String key, OptionalDouble value) {
    value.ifPresentOrElse(number -> json.put(key, number), () -> json.putNull(key));
  }
}
