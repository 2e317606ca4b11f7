package touchstone.suite;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import touchstone.document.Value;

/** Writes a value of a YAML file as JSON, its names in the order of the file. */
final class JsonText {
  private JsonText() {}

  static String of(Value value) {
    return of(value.plain());
  }

  private static String of(Object plain) {
    return switch (plain) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> quoted(String.valueOf(each.getKey())) + ":" + of(each.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(String.valueOf(plain));
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
