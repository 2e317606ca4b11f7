package touchstone.lifecycle.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a script on the far machine answered; nobody vouches for it. */
final class Answer {
  private final byte[] out;
  private final String error;

  /**
   * @param out the first bytes of its output
   * @param error its complaints, shortened, fit to be shown
   */
  Answer(byte[] out, String error) {
    this.out = out.clone();
    this.error = error;
  }

  String error() {
    return error;
  }

  String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  /** The first line, without what a terminal would obey. */
  String firstLine() {
    return Shown.line(text().lines().findFirst().orElse(""));
  }

  /** What follows the first line. */
  byte[] rest() {
    int end = 0;
    while (end < out.length && out[end] != '\n') {
      end++;
    }
    return Arrays.copyOfRange(out, Math.min(end + 1, out.length), out.length);
  }
}
