package touchstone.imports;

/** Tells Chinese text from other text. */
final class Language {
  private Language() {}

  /** Whether a text holds any Chinese. */
  static boolean chinese(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }
}
