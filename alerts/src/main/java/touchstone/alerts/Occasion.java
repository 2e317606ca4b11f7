package touchstone.alerts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people can be told about. */
public enum Occasion {
  /** Money is nearly or wholly spent. */
  BUDGET("budget"),
  /** A lease is over. */
  LEASE("lease"),
  /** A machine could not be released, or waits to be deleted, and may still cost money. */
  RELEASE_FAILED("release-failed"),
  /** A deployment was given up. */
  FAILED("failed"),
  /** A deployment is ready, or is started again. */
  READY("ready"),
  /** A run has its verdict, or waits for somebody. */
  VERDICT("verdict"),
  /** Somebody tries out whether alerts arrive. */
  TEST("test");

  private final String word;

  Occasion(String word) {
    this.word = word;
  }

  /** As files write it. */
  public String word() {
    return word;
  }

  /** Those that a file can name, by their words. */
  static Map<String, Occasion> named() {
    Map<String, Occasion> named = new LinkedHashMap<>();
    Arrays.stream(values())
        .filter(each -> each != TEST)
        .forEach(each -> named.put(each.word, each));
    return named;
  }
}
