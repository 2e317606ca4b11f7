package touchstone.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import touchstone.model.Text;

/**
 * Puts variables into a text: {@code {{name}}}, {@code {{a.b}}}, with the filters trim, upper,
 * lower and safe. Whatever else a template language has is refused, and the environment is never
 * read.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{-?([^{}]{0,200}?)-?\\}\\}");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]{0,99}(?:\\.[\\p{L}\\p{N}_$-]{1,99}){0,9}");
  private static final int DEEPEST = 5;
  private static final int LONGEST = 100_000;

  private Template() {}

  static String filled(String template, JsonNode vars) throws BadRow {
    return filled(template, vars, 0);
  }

  private static String filled(String template, JsonNode vars, int depth) throws BadRow {
    if (template.contains("{%") || template.contains("{#")) {
      throw new BadRow(
          "模板里有 {% %} 或 {# #}，这里只认 {{变量}}",
          "the template uses {% %} or {# #}; only {{variables}} are understood here");
    }
    Matcher matcher = PLACE.matcher(template);
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      out.append(template, done, matcher.start());
      out.append(value(matcher.group(1).strip(), vars, depth));
      done = matcher.end();
      if (out.length() > LONGEST) {
        throw new BadRow("变量代入后太长", "too long once its variables are put in");
      }
    }
    return done == 0 ? template : out.append(template.substring(done)).toString();
  }

  private static String value(String expression, JsonNode vars, int depth) throws BadRow {
    String[] parts = expression.split("\\|", -1);
    String name = parts[0].strip();
    if (!NAME.matcher(name).matches()) {
      throw new BadRow(
          new Text(
              "不认识模板里的“" + cut(expression) + "”，应为变量名",
              "'" + cut(expression) + "' in a template is not understood, expected a variable"));
    }
    JsonNode found = vars;
    for (String step : name.split("\\.", -1)) {
      found = found.path(step);
    }
    if (found.isMissingNode() || found.isNull()) {
      throw new BadRow(
          new Text(
              "用到了变量“" + name + "”，这一条里没有",
              "it uses the variable '" + name + "', which is not given"));
    }
    String text = found.isValueNode() ? found.asString() : found.toString();
    String value =
        depth < DEEPEST && (text.contains("{{") || text.contains("{%"))
            ? filled(text, vars, depth + 1)
            : text;
    for (int i = 1; i < parts.length; i++) {
      value = filtered(parts[i].strip(), value);
    }
    return value;
  }

  private static String filtered(String filter, String value) throws BadRow {
    return switch (filter) {
      case "trim" -> value.strip();
      case "upper" -> value.toUpperCase(java.util.Locale.ROOT);
      case "lower" -> value.toLowerCase(java.util.Locale.ROOT);
      case "safe" -> value;
      default ->
          throw new BadRow(
              new Text(
                  "不支持模板过滤器“" + cut(filter) + "”，可用 trim、upper、lower、safe",
                  "the template filter '" + cut(filter) + "' is none of trim, upper, lower, safe"));
    };
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
