package touchstone.endpoint;

/**
 * Tells thinking inside the content from the answer proper. Models put it between {@code <think>}
 * and {@code </think>} at the start; templates that open the tag in the prompt leave only the
 * closing one.
 *
 * @param reasoning without the tags
 * @param answer without the white space that follows the thinking
 * @param answerStart index in the content where the answer starts
 */
record Thinking(String reasoning, String answer, int answerStart) {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  static Thinking split(String content) {
    String start = content.stripLeading();
    boolean opened = start.startsWith(OPEN);
    int close = content.indexOf(CLOSE);
    if (!opened && close < 0) {
      return new Thinking("", content, 0);
    }
    int from = opened ? content.indexOf(OPEN) + OPEN.length() : 0;
    if (close < 0) {
      return new Thinking(content.substring(from).strip(), "", content.length());
    }
    String answer = content.substring(close + CLOSE.length()).stripLeading();
    return new Thinking(
        content.substring(from, Math.max(from, close)).strip(),
        answer,
        content.length() - answer.length());
  }
}
