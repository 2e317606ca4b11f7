package touchstone.model;

import java.util.List;
import java.util.Map;

/**
 * A named, versioned collection of cases.
 *
 * @param language of the conversations, {@code zh} or {@code en}
 * @param licence SPDX identifier
 * @param skills what the cases' skills are called in both languages, by the word the cases use; a
 *     skill that is not in it is shown as the cases write it
 */
public record Suite(
    String name,
    String version,
    Text title,
    String language,
    String licence,
    Map<String, Text> skills,
    List<Case> cases) {
  public Suite {
    skills = Map.copyOf(skills);
    cases = List.copyOf(cases);
  }

  /** The same suite with other cases. */
  public Suite withCases(List<Case> others) {
    return new Suite(name, version, title, language, licence, skills, others);
  }
}
