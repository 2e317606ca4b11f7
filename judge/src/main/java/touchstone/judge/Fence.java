package touchstone.judge;

import java.util.regex.Pattern;

/**
 * Puts material between marks that carry a number drawn after the material was written, so that
 * nothing inside can end it; and breaks up the words by which chat templates tell who speaks, for
 * some servers take them at their word wherever they stand.
 *
 * @param nonce at least 16 hexadecimal digits
 */
record Fence(String nonce, String begin, String end) {
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "<(?=[|｜])|<(?=/?(s|think|start_of_turn|end_of_turn|bos|eos)>)|<(?=</?SYS>>)"
              + "|\\[(?=/?(INST|gMASK|SYSTEM_PROMPT)\\])",
          Pattern.CASE_INSENSITIVE);

  /** A titled piece of material with its marks, one a line. */
  String around(String title, String material) {
    return mark(title, begin) + "\n" + disarmed(material) + "\n" + mark(title, end);
  }

  private String mark(String title, String word) {
    return "[[" + nonce + " " + title + " " + word + "]]";
  }

  private static String disarmed(String material) {
    return TEMPLATE.matcher(material).replaceAll("$0 ");
  }
}
