package touchstone.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * Unpacks a workbook once into nothing before it is read: one that grows beyond the limits (a zip
 * bomb) or whose XML declares entities (XXE) is refused, whatever its directory says of its size.
 */
final class WorkbookGuard {
  /** Most bytes of all parts together, unpacked. */
  static final long MOST_BYTES = 768L << 20;

  /** Most bytes of the table of shared strings, which is held in memory. */
  static final long MOST_STRINGS = 128L << 20;

  private static final int MOST_ENTRIES = 5_000;
  private static final int LONGEST_MARK = 16;

  private WorkbookGuard() {}

  static void check(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw refused(file, "超过 " + MOST_ENTRIES + " 个部分", "more than " + MOST_ENTRIES + " parts");
      }
      long left = MOST_BYTES;
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          boolean strings = entry.getName().endsWith("sharedStrings.xml");
          left -= read(file, in, strings ? Math.min(left, MOST_STRINGS) : left);
        }
      }
    } catch (java.util.zip.ZipException | IllegalArgumentException e) {
      throw ExcelRows.broken(file, e);
    }
  }

  private static long read(Path file, InputStream in, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    String tail = "";
    long total = 0;
    int read = in.read(buffer);
    while (read >= 0) {
      total += read;
      if (total > most) {
        throw refused(
            file,
            "解压后超过 " + (MOST_BYTES >> 20) + " MiB（或文字表超过 " + (MOST_STRINGS >> 20) + " MiB）",
            "over "
                + (MOST_BYTES >> 20)
                + " MiB unpacked (or a table of strings over "
                + (MOST_STRINGS >> 20)
                + " MiB)");
      }
      String seen =
          tail + new String(buffer, 0, read, StandardCharsets.ISO_8859_1).replace("\0", "");
      if (seen.contains("<!DOCTYPE") || seen.contains("<!ENTITY")) {
        throw refused(file, "XML 里声明了实体（<!DOCTYPE）", "its XML declares entities (<!DOCTYPE)");
      }
      tail = seen.substring(Math.max(0, seen.length() - LONGEST_MARK));
      read = in.read(buffer);
    }
    return total;
  }

  static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.length() > 120 ? message.substring(0, 120) + "…" : message;
  }

  private static ProblemException refused(Path file, String zh, String en) {
    return new ProblemException(
        new Problem(
            new Text(file + " 不能读：" + zh, file + " is refused: " + en),
            new Text(
                "如果确实是你自己的表，请另存为 CSV 再导入。",
                "If it is a table of your own, save it as CSV and import that.")));
  }
}
