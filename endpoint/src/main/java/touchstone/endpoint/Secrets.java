package touchstone.endpoint;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import touchstone.model.ProblemException;

/**
 * The secret values of one request, from the moment its bytes are written: expands templates and
 * takes the values out of whatever the server says. Never printed, stored or handed on.
 */
final class Secrets {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final int SHORTEST = 4;

  private final Function<String, Optional<String>> environment;
  private final Set<String> values = new LinkedHashSet<>();

  Secrets(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /**
   * The template with its variables put in.
   *
   * @throws ProblemException if a variable is not set
   */
  String expand(String template) {
    Matcher matcher = VARIABLE.matcher(template);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String value = value(matcher.group(1));
      values.add(value);
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(expanded);
    values.add(expanded.toString());
    return expanded.toString();
  }

  /** The text with every secret value replaced by {@code ***}. */
  String redact(String text) {
    String redacted = text;
    for (String value : values) {
      if (value.length() >= SHORTEST) {
        redacted = redacted.replace(value, "***");
      }
    }
    return redacted;
  }

  private String value(String name) {
    return environment
        .apply(name)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new ProblemException(Faults.missingVariable(name)));
  }
}
