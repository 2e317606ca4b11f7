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
 * Unpacks a workbook or a Word document once into nothing before it is read: one that grows beyond
 * the limits (a zip bomb) or whose XML declares entities (XXE) is refused, whatever its directory
 * says of its size.
 */
final class WorkbookGuard {
  /** Most bytes of all parts together, unpacked. */
  static final long MOST_BYTES = 768L << 20;

  /** Most bytes of the table of shared strings, which is held in memory. */
  static final long MOST_STRINGS = 128L << 20;

  /** Most bytes of a Word document, unpacked. */
  private static final long MOST_WORDS = 256L << 20;

  private static final int MOST_ENTRIES = 5_000;
  private static final int LONGEST_MARK = 16;

  private WorkbookGuard() {}

  /** What an archive is taken for. */
  enum Kind {
    WORKBOOK,
    WORD;

    private long most() {
      return this == WORD ? MOST_WORDS : MOST_BYTES;
    }

    private ProblemException broken(Path file, Exception e) {
      return this == WORD ? WordBlocks.broken(file, e) : ExcelRows.broken(file, e);
    }

    private Text nextStep() {
      return this == WORD
          ? new Text(
              "如果确实是你自己的文档，请另存为纯文本再试。",
              "If it is a document of your own, save it as plain text and try that.")
          : new Text(
              "如果确实是你自己的表，请另存为 CSV 再导入。",
              "If it is a table of your own, save it as CSV and import that.");
    }
  }

  static void check(Path file, Kind kind) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw refused(
            file, kind, "超过 " + MOST_ENTRIES + " 个部分", "more than " + MOST_ENTRIES + " parts");
      }
      long left = kind.most();
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          boolean strings = entry.getName().endsWith("sharedStrings.xml");
          left -= read(file, kind, in, strings ? Math.min(left, MOST_STRINGS) : left);
        }
      }
    } catch (java.util.zip.ZipException | IllegalArgumentException e) {
      throw kind.broken(file, e);
    }
  }

  private static long read(Path file, Kind kind, InputStream in, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    String tail = "";
    long total = 0;
    int read = in.read(buffer);
    while (read >= 0) {
      total += read;
      if (total > most) {
        String strings = kind == Kind.WORD ? "" : "（或文字表超过 " + (MOST_STRINGS >> 20) + " MiB）";
        String table =
            kind == Kind.WORD
                ? ""
                : " (or a table of strings over " + (MOST_STRINGS >> 20) + " MiB)";
        throw refused(
            file,
            kind,
            "解压后超过 " + (kind.most() >> 20) + " MiB" + strings,
            "over " + (kind.most() >> 20) + " MiB unpacked" + table);
      }
      String seen =
          tail + new String(buffer, 0, read, StandardCharsets.ISO_8859_1).replace("\0", "");
      if (seen.contains("<!DOCTYPE") || seen.contains("<!ENTITY")) {
        throw refused(file, kind, "XML 里声明了实体（<!DOCTYPE）", "its XML declares entities (<!DOCTYPE)");
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

  private static ProblemException refused(Path file, Kind kind, String zh, String en) {
    return new ProblemException(
        new Problem(new Text(file + " 不能读：" + zh, file + " is refused: " + en), kind.nextStep()));
  }
}
