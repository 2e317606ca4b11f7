package touchstone.lifecycle.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import touchstone.lifecycle.DeploymentFolder;
import touchstone.lifecycle.Order;

/**
 * How one kind of engine is started. It comes from the user's own configuration or ships; never
 * from a selection, which others may have written.
 *
 * @param command an argument array; {@code {model}}, {@code {name}} and {@code {port}} are put in,
 *     and no shell reads it
 * @param environment further variables by name
 * @param passed names of variables that the engine may see, secrets included
 * @param portVariable a variable that is to hold host and port, where no argument can
 * @param keyVariable the variable that the engine reads its API key from
 * @param serves the name that requests carry, {@code {name}} or {@code {model}}
 * @param health the path that answers 200 once it is up
 */
public record EngineTemplate(
    String name,
    List<String> command,
    Map<String, String> environment,
    List<String> passed,
    Optional<String> portVariable,
    Optional<String> keyVariable,
    LogDialect dialect,
    String serves,
    String health) {
  public EngineTemplate {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    passed = List.copyOf(passed);
  }

  /** The command line for an order; a word of the user's stays one argument whatever is in it. */
  public List<String> command(Order order, int port) {
    List<String> line = new ArrayList<>();
    command.forEach(word -> line.add(filled(word, order, port)));
    line.addAll(order.arguments());
    return List.copyOf(line);
  }

  /** The variables for an order beyond those that are passed on. */
  public Map<String, String> variables(Order order, int port, DeploymentFolder folder) {
    Map<String, String> variables = new java.util.TreeMap<>();
    environment.forEach((name, value) -> variables.put(name, filled(value, order, port)));
    portVariable.ifPresent(name -> variables.put(name, "127.0.0.1:" + port));
    keyVariable.ifPresent(name -> folder.secret().ifPresent(key -> variables.put(name, key)));
    variables.put(Marked.VARIABLE, order.id());
    return variables;
  }

  /** The name that requests to it carry. */
  public String served(Order order) {
    return filled(serves, order, 0);
  }

  /** Puts the values in, in one pass: what a value contains is not looked at again. */
  private static String filled(String word, Order order, int port) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int open = word.indexOf('{'); open >= 0; open = word.indexOf('{', from)) {
      int close = word.indexOf('}', open);
      Optional<String> value =
          close < 0 ? Optional.empty() : value(word.substring(open + 1, close), order, port);
      int next = value.isPresent() ? close + 1 : open + 1;
      filled.append(word, from, open).append(value.orElse("{"));
      from = next;
    }
    return filled.append(word.substring(from)).toString();
  }

  private static Optional<String> value(String name, Order order, int port) {
    return switch (name) {
      case "model" -> Optional.of(order.model());
      case "name" -> Optional.of(order.name());
      case "port" -> Optional.of(Integer.toString(port));
      default -> Optional.empty();
    };
  }
}
