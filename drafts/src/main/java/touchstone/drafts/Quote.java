package touchstone.drafts;

import java.util.Optional;

/** Finds words in a passage; blanks and line ends count for nothing. */
final class Quote {
  static final Optional<String> NONE = Optional.empty();

  private Quote() {}

  /** The passage's own words where a model says it quotes them; empty where they do not stand. */
  static Optional<String> in(String passage, String said) {
    String wanted = said.replaceAll("\\s+", "");
    if (wanted.length() < 2) {
      return NONE;
    }
    int[] places = new int[passage.length()];
    StringBuilder dense = new StringBuilder();
    for (int i = 0; i < passage.length(); i++) {
      if (!Character.isWhitespace(passage.charAt(i))) {
        places[dense.length()] = i;
        dense.append(passage.charAt(i));
      }
    }
    int at = dense.indexOf(wanted);
    return at < 0
        ? NONE
        : Optional.of(passage.substring(places[at], places[at + wanted.length() - 1] + 1));
  }
}
