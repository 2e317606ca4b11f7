package touchstone.report;

/** Text that strangers wrote, made safe for spreadsheets and for XML. */
final class SheetText {
  /** Most UTF-16 units of an Excel cell. */
  static final int LONGEST_CELL = 32_767;

  private static final String CUT = "…";

  /** What a spreadsheet takes for the beginning of a formula, full-width signs included. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private SheetText() {}

  /**
   * The text with an apostrophe before what a spreadsheet would compute when it opens a CSV file
   * (OWASP, CSV injection).
   */
  static String guarded(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** The text as a cell of a workbook holds it: legal in XML, cut to what a cell takes. */
  static String cell(String text) {
    String legal = legal(text);
    if (legal.length() <= LONGEST_CELL) {
      return legal;
    }
    int end = LONGEST_CELL - CUT.length();
    return legal.substring(0, Character.isHighSurrogate(legal.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }

  /** The text without characters that XML 1.0 forbids (section 2.2), each shown as U+FFFD. */
  static String legal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(each -> legal(each) ? each : 0xFFFD).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean legal(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || codePoint >= 0x10000;
  }
}
