package touchstone.lifecycle.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a script on the far machine answered; nobody vouches for it. */
final class Answer {
  private final int status;
  private final byte[] out;
  private final String error;

  /**
   * @param status of the shell
   * @param out the first bytes of its output
   * @param error its complaints, shortened, fit to be shown
   */
  Answer(int status, byte[] out, String error) {
    this.status = status;
    this.out = out.clone();
    this.error = error;
  }

  int status() {
    return status;
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
