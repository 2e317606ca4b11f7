package touchstone.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named, versioned collection of cases.
 *
 * @param language of the conversations, {@code zh} or {@code en}
 * @param licence SPDX identifier
 * @param skills what the cases' skills are called in both languages, by the word the cases use; a
 *     skill that is not in it is shown as the cases write it
 * @param digest SHA-256 of the files that it was read from, the shop profile among them; unknown
 *     for suites of older versions
 */
public record Suite(
    String name,
    String version,
    Text title,
    String language,
    String licence,
    Map<String, Text> skills,
    List<Case> cases,
    Optional<String> digest) {
  public Suite {
    skills = Map.copyOf(skills);
    cases = List.copyOf(cases);
  }

  /** The same suite with other cases. */
  public Suite withCases(List<Case> others) {
    return new Suite(name, version, title, language, licence, skills, others, digest);
  }

  /** Its version and the beginning of its digest, which tells apart what bears one version. */
  public String edition() {
    return digest.map(hex -> version + " · " + hex.substring(0, 12)).orElse(version);
  }
}
