package touchstone.model;

import java.util.List;

/**
 * A named, versioned collection of cases.
 *
 * @param language of the conversations, {@code zh} or {@code en}
 * @param licence SPDX identifier
 */
public record Suite(
    String name, String version, Text title, String language, String licence, List<Case> cases) {
  public Suite {
    cases = List.copyOf(cases);
  }
}
