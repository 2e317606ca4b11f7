package touchstone.suite;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a person has decided about a case. */
public enum Review {
  /** Nothing yet: it takes part in no run. */
  DRAFT,
  ACCEPTED,
  /** Thrown away: it stays in the file and takes part in no run. */
  DROPPED;

  /** The word in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Map<String, Review> byId() {
    Map<String, Review> all = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(each -> all.put(each.id(), each));
    return all;
  }
}
