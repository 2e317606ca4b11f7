package touchstone.imports;

import java.util.regex.Pattern;

/** Reads plain text: paragraphs between blank lines, and lines that look like headings. */
final class TextBlocks {
  /** 一、退换货 · 【发货】 · ==== 售后 ==== · 1. 运费, short and without an end of a sentence. */
  private static final Pattern HEADING =
      Pattern.compile(
          "[【\\[](?<a>[^】\\]]{1,30})[】\\]]|[=#*]{2,}\\s*(?<b>[^=#*]{1,30}?)\\s*[=#*]*"
              + "|(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[（(][一二三四五六七八九十]{1,3}[)）])\\s*(?<c>[^。！!；;：:]{1,30})");

  private TextBlocks() {}

  static void read(String text, Paper.Gathered into) {
    StringBuilder paragraph = new StringBuilder();
    int start = 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      var heading = HEADING.matcher(line.strip());
      boolean head = heading.matches();
      if ((line.isBlank() || head) && !paragraph.isEmpty()) {
        into.add(new Block.Paragraph(paragraph.toString(), String.valueOf(start)));
        paragraph.setLength(0);
      }
      if (head) {
        into.add(new Block.Heading(1, words(heading), String.valueOf(number)));
      } else if (!line.isBlank()) {
        start = paragraph.isEmpty() ? number : start;
        paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line.strip());
      }
    }
    if (!paragraph.isEmpty()) {
      into.add(new Block.Paragraph(paragraph.toString(), String.valueOf(start)));
    }
  }

  private static String words(java.util.regex.Matcher heading) {
    for (String group : new String[] {"a", "b", "c"}) {
      if (heading.group(group) != null) {
        return heading.group(group).strip();
      }
    }
    return heading.group();
  }
}
