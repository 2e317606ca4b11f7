package touchstone.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A value that two JSON documents do not share.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901); empty for the whole document
 * @param stored as JSON, empty where it is not there
 * @param recomputed the same
 */
public record Difference(String pointer, String stored, String recomputed) {
  /** All differences, in the order of the pointers' places. */
  public static List<Difference> between(JsonNode stored, JsonNode recomputed) {
    List<Difference> all = new ArrayList<>();
    compare("", stored, recomputed, all);
    return List.copyOf(all);
  }

  private static void compare(
      String pointer, JsonNode stored, JsonNode recomputed, List<Difference> all) {
    if (stored.equals(recomputed)) {
      return;
    }
    if (stored.isObject() && recomputed.isObject()) {
      Set<String> names = new TreeSet<>(stored.propertyNames());
      names.addAll(recomputed.propertyNames());
      for (String name : names) {
        compare(
            pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
            stored.path(name),
            recomputed.path(name),
            all);
      }
    } else if (stored.isArray() && recomputed.isArray()) {
      for (int i = 0; i < Math.max(stored.size(), recomputed.size()); i++) {
        compare(pointer + "/" + i, stored.path(i), recomputed.path(i), all);
      }
    } else {
      all.add(new Difference(pointer, text(stored), text(recomputed)));
    }
  }

  private static String text(JsonNode node) {
    return node instanceof MissingNode ? "" : node.toString();
  }
}
