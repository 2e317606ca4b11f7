package touchstone.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shop profile that a suite was read with.
 *
 * @param file where it stands
 * @param values by name, in the order of the file
 * @param used names that prompts or cases refer to
 */
public record ShopUse(String file, Map<String, String> values, Set<String> used) {
  public ShopUse {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    used = Set.copyOf(used);
  }

  /** Names that neither a prompt nor a case refers to. */
  public List<String> unused() {
    return values.keySet().stream().filter(name -> !used.contains(name)).toList();
  }
}
