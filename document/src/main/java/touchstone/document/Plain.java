package touchstone.document;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Tag;
import touchstone.model.Text;

/** A value as plain maps, lists, strings, numbers and booleans. */
final class Plain {
  private Plain() {}

  static Object of(Value value, int depth) {
    if (depth > 30) {
      throw value.problem(
          new Text("嵌套超过 30 层", "nested more than 30 deep"),
          new Text("请改浅一些。", "Make it flatter."));
    }
    if (value.isMapping()) {
      Map<String, Object> plain = new LinkedHashMap<>();
      value.entries().forEach((name, each) -> plain.put(name, of(each, depth + 1)));
      return plain;
    }
    if (value.isList()) {
      return value.items().stream().map(each -> of(each, depth + 1)).toList();
    }
    return value.isEmpty() ? "" : scalar(value);
  }

  private static Object scalar(Value value) {
    Tag tag = value.tag();
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(value.text());
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(value.text());
    }
    return value.text();
  }

  /** Hexadecimal, octal and infinite numbers of YAML stay text: JSON has none of them. */
  private static Object number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      return text;
    }
  }
}
