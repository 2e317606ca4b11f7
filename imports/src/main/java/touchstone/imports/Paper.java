package touchstone.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/**
 * What a shop has written down: a document as blocks in reading order.
 *
 * @param file its name
 * @param left what could not be read, with its place
 */
public record Paper(String file, List<Block> blocks, List<Left> left) {
  private static final long LARGEST_TEXT = 32 << 20;
  private static final int MOST_BLOCKS = 100_000;

  /** A place that could not be read, and why. */
  public record Left(String place, Text reason) {}

  public Paper {
    blocks = List.copyOf(blocks);
    left = List.copyOf(left);
  }

  /**
   * Reads Markdown, plain text, Word (.docx), Excel (.xlsx) or CSV; what it is, is told from its
   * content first, then from its name.
   *
   * @param sheet of a workbook, by name or number; all of them where absent
   * @throws ProblemException where it cannot be read
   */
  public static Paper read(Path file, Optional<String> sheet) {
    try {
      return read(file, kind(file), sheet);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              new Text("读不了 " + file + "：" + e.getMessage(), "Cannot read " + file + ": " + e),
              new Text("请检查路径和读取权限。", "Check the path and that you may read it.")),
          e);
    }
  }

  private enum Kind {
    MARKDOWN,
    PLAIN,
    CSV,
    WORD,
    EXCEL
  }

  private static Paper read(Path file, Kind kind, Optional<String> sheet) throws IOException {
    Gathered gathered = new Gathered();
    switch (kind) {
      case MARKDOWN -> MarkdownBlocks.read(text(file), gathered);
      case PLAIN -> TextBlocks.read(text(file), gathered);
      case WORD -> WordBlocks.read(file, gathered);
      case EXCEL -> ExcelRows.readAll(file, sheet, gathered);
      case CSV -> {
        try (var reader = TextFile.of(file).reader()) {
          CsvRows.read(reader, gathered);
        }
      }
    }
    String name = String.valueOf(file.getFileName());
    return new Paper(name, gathered.blocks, gathered.left);
  }

  private static Kind kind(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw SourceFile.problem(
          file, "不存在或不是文件", "is not there or no file", "请检查路径。", "Check the path.");
    }
    byte[] magic = new byte[4];
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(magic, 0, 4);
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (magic[0] == 'P' && magic[1] == 'K') {
      return name.endsWith(".xlsx") || (!name.endsWith(".docx") && !WordBlocks.is(file))
          ? Kind.EXCEL
          : Kind.WORD;
    }
    if (name.endsWith(".docx") || name.endsWith(".xlsx")) {
      throw refused(file, name.endsWith(".docx"), magic);
    }
    return text(file, name, magic);
  }

  private static Kind text(Path file, String name, byte[] magic) {
    boolean old = magic[0] == (byte) 0xD0 && magic[1] == (byte) 0xCF && magic[2] == 0x11;
    boolean pdf = magic[0] == '%' && magic[1] == 'P' && magic[2] == 'D' && magic[3] == 'F';
    if (old || pdf) {
      throw SourceFile.problem(
          file,
          pdf ? "是 PDF，这里读不了" : "是旧的 Office 格式（.doc、.xls）",
          pdf ? "is a PDF, which cannot be read here" : "is in an old Office format (.doc, .xls)",
          "请用 Word 或 WPS 另存为 .docx（表格存为 .xlsx）再试。",
          "Save it as .docx (a table as .xlsx) in Word or WPS.");
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return Kind.CSV;
    }
    return name.endsWith(".md") || name.endsWith(".markdown") ? Kind.MARKDOWN : Kind.PLAIN;
  }

  private static ProblemException refused(Path file, boolean word, byte[] magic) {
    boolean locked = magic[0] == (byte) 0xD0 && magic[1] == (byte) 0xCF;
    String kind = word ? "Word" : "Excel";
    return SourceFile.problem(
        file,
        locked ? "加了密码，或是旧的 Office 格式，读不了" : "不是能读的 " + kind + " 文件",
        locked ? "is protected by a password, or in an old format" : "is no " + kind + " file",
        "请用 Word、Excel 或 WPS 打开，去掉密码，另存一份再试。",
        "Open it in Word, Excel or WPS, take the password off and save it anew.");
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > LARGEST_TEXT) {
      throw SourceFile.problem(
          file,
          "超过 " + (LARGEST_TEXT >> 20) + " MiB",
          "is over " + (LARGEST_TEXT >> 20) + " MiB",
          "请拆成几份。",
          "Split it.");
    }
    byte[] bytes = Files.readAllBytes(file);
    TextFile text = TextFile.of(file);
    return new String(bytes, text.markBytes(), bytes.length - text.markBytes(), text.charset())
        .replace("\r\n", "\n")
        .replace('\r', '\n');
  }

  /** Takes blocks and rows in their order. */
  static final class Gathered implements RowSink {
    private final List<Block> blocks = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();

    void add(Block block) {
      if (blocks.size() < MOST_BLOCKS) {
        blocks.add(block);
      } else if (blocks.size() == MOST_BLOCKS && left.stream().noneMatch(this::full)) {
        left.add(full(block));
      }
    }

    private boolean full(Left bad) {
      return bad.reason().en().startsWith("more than");
    }

    private static Left full(Block block) {
      return new Left(
          block.place() + "–",
          new Text(
              "超过 " + MOST_BLOCKS + " 段，后面的没有读",
              "more than " + MOST_BLOCKS + " pieces; the rest is left"));
    }

    @Override
    public void row(Row row) {
      List<String> header = List.copyOf(row.fields().propertyNames());
      add(
          new Block.TableRow(
              header,
              header.stream().map(name -> row.fields().path(name).asString().strip()).toList(),
              row.place()));
    }

    @Override
    public void bad(String place, Text reason) {
      left.add(new Left(place, reason));
    }
  }
}
