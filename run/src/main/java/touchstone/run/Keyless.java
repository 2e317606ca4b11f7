package touchstone.run;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import touchstone.document.Value;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Refuses keys that stand in a selection itself: it is kept in the run's folder and shared. A key
 * is only ever the name of an environment variable, in {@code apiKey} or in a header.
 */
final class Keyless {
  private static final Pattern SECRET_HEADER =
      Pattern.compile("(?i).*(token|secret|key|auth|cookie|password).*");
  private static final Pattern SECRET_FIELD =
      Pattern.compile(
          "(?i)(x[-_])?(api|access|auth|secret|subscription|private)[-_]?(key|token)|token|key"
              + "|.*secret.*|.*password.*|authorization|cookie|sign(ature)?");
  private static final Pattern VARIABLE_ONLY =
      Pattern.compile("([A-Za-z]+ )?\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

  private Keyless() {}

  /** A header whose name says that it carries a key holds a variable and nothing else. */
  static void header(String name, Value value) {
    if (SECRET_HEADER.matcher(name).matches()
        && !VARIABLE_ONLY.matcher(value.name().strip()).matches()) {
      throw refused(name, value);
    }
  }

  /** The fields of a request's body go to the endpoint as they stand: none may carry a key. */
  static void body(Value body) {
    if (body.isMapping()) {
      body.entries()
          .forEach((name, each) -> {
            if (SECRET_FIELD.matcher(name).matches() && !each.isMapping() && !each.isList()) {
              throw refused(name, each);
            }
            body(each);
          });
    } else if (body.isList()) {
      body.items().forEach(Keyless::body);
    }
  }

  /** The first parameter of an address's query that carries a key. */
  static Optional<String> query(URI url) {
    String query = Optional.ofNullable(url.getRawQuery()).orElse("");
    return List.of(query.split("&")).stream()
        .map(pair -> pair.split("=", 2)[0])
        .filter(name -> SECRET_FIELD.matcher(name).matches())
        .findFirst();
  }

  private static ProblemException refused(String name, Value value) {
    return value.problem(
        new Text(
            name + " 是密钥，不能写进文件，只能用 \"${环境变量名}\"",
            name + " carries a key: it must not stand in the file, only \"${NAME_OF_A_VARIABLE}\""),
        new Text(
            "密钥放进环境变量，写在 apiKey 或请求头里；如果已经外泄请去后台换一个。",
            "Keep the key in the environment and name it in apiKey or in a header; replace it if"
                + " others saw it."));
  }
}
