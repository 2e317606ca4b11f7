package touchstone.model;

/** One statement in both languages of the product, each written by a native ear. */
public record Text(String zh, String en) {
  /** The same words in both languages, for names and figures that are not translated. */
  public static Text same(String words) {
    return new Text(words, words);
  }

  /** The words in one language. */
  public String in(Language language) {
    return language == Language.ZH ? zh : en;
  }
}
