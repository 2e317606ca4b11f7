package touchstone.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * A file to import and what it is written in, told from its content first, then from its name.
 *
 * @param text its encoding, absent where it is no text
 */
record SourceFile(Path path, Kind kind, Optional<TextFile> text) {
  /** How rows are written. */
  enum Kind {
    CSV(new Text("CSV", "CSV")),
    EXCEL(new Text("Excel", "Excel")),
    JSON_LINES(new Text("JSON 行", "JSON lines")),
    JSON(new Text("JSON", "JSON")),
    YAML(new Text("YAML", "YAML"));

    private final Text title;

    Kind(Text title) {
      this.title = title;
    }

    Text title() {
      return title;
    }
  }

  private static final int HEAD = 1 << 16;

  static SourceFile of(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw problem(path, "不存在或不是文件", "is not there or no file", "请检查路径。", "Check the path.");
    }
    byte[] magic = new byte[4];
    try (InputStream in = Files.newInputStream(path)) {
      in.readNBytes(magic, 0, 4);
    }
    if (magic[0] == 'P' && magic[1] == 'K') {
      return new SourceFile(path, Kind.EXCEL, Optional.empty());
    }
    if (magic[0] == (byte) 0xD0 && magic[1] == (byte) 0xCF && magic[2] == 0x11) {
      throw problem(
          path,
          "是旧的 Excel 格式（.xls）",
          "is in the old Excel format (.xls)",
          "请用 Excel 或 WPS 另存为 .xlsx 或 CSV。",
          "Save it as .xlsx or CSV in Excel or WPS.");
    }
    TextFile text = TextFile.of(path);
    return new SourceFile(path, kind(text), Optional.of(text));
  }

  private static Kind kind(TextFile text) throws IOException {
    Path path = text.path();
    String head = head(text).stripLeading();
    if (head.isEmpty()) {
      throw problem(path, "是空的", "is empty", "请检查是不是选错了文件。", "Check that it is the right file.");
    }
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    if (yaml) {
      return Kind.YAML;
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return Kind.CSV;
    }
    if (head.charAt(0) == '{') {
      int end = head.indexOf('\n');
      boolean lines =
          name.endsWith(".jsonl")
              || (end > 0
                  && JsonRows.parsed(head.substring(0, end)).isPresent()
                  && !head.substring(end).isBlank());
      return lines ? Kind.JSON_LINES : Kind.JSON;
    }
    if (head.charAt(0) == '[') {
      return Kind.JSON;
    }
    return name.endsWith(".jsonl") ? Kind.JSON_LINES : Kind.CSV;
  }

  private static String head(TextFile text) throws IOException {
    char[] head = new char[HEAD];
    try (Reader reader = new BufferedReader(text.reader())) {
      int length = 0;
      int read = 0;
      while (read >= 0 && length < HEAD) {
        read = reader.read(head, length, HEAD - length);
        length += Math.max(0, read);
      }
      return new String(head, 0, length);
    }
  }

  /** Whether the text begins with a character, blanks aside. */
  boolean startsWith(char first) throws IOException {
    String head = text.isEmpty() ? "" : head(text.get()).stripLeading();
    return !head.isEmpty() && head.charAt(0) == first;
  }

  /** The encoding of text, empty where it is none. */
  String encoding() {
    return text.map(each -> each.charset().name() + (each.markBytes() > 0 ? " + BOM" : ""))
        .orElse("");
  }

  /** Hands on every row. */
  void rows(Optional<String> sheet, RowSink sink) throws IOException {
    switch (kind) {
      case EXCEL -> ExcelRows.read(path, sheet, sink);
      case YAML -> PromptfooConfig.read(path).rows(sink);
      case JSON_LINES, JSON, CSV -> text(sink);
    }
  }

  private void text(RowSink sink) throws IOException {
    try (Reader reader = text.orElseThrow().reader()) {
      if (kind == Kind.JSON_LINES) {
        JsonRows.lines(reader, sink);
      } else if (kind == Kind.JSON) {
        JsonRows.document(reader, sink);
      } else {
        CsvRows.read(reader, sink);
      }
    }
  }

  static ProblemException problem(Path path, String zh, String en, String nextZh, String nextEn) {
    return new ProblemException(
        new Problem(new Text(path + " " + zh, path + " " + en), new Text(nextZh, nextEn)));
  }
}
