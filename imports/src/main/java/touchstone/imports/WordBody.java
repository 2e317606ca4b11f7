package touchstone.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The body of a Word document as blocks. Not thread-safe. */
final class WordBody {
  /** Struck out, moved away, or said a second time for old programs. */
  private static final Set<String> UNSEEN =
      Set.of("del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "sectPr", "instrText");

  private final XMLStreamReader xml;
  private final Map<String, Integer> levels;
  private final Paper.Gathered into;
  private final Deque<StringBuilder> paragraphs = new ArrayDeque<>();
  private final Deque<Grid> tables = new ArrayDeque<>();
  private int level;
  private boolean hidden;
  private int count;
  private int grids;

  /** A table that is being read. */
  private static final class Grid {
    private final int number;
    private List<String> header = List.of();
    private final List<String> cells = new ArrayList<>();
    private final Map<Integer, String> above = new HashMap<>();
    private StringBuilder cell = new StringBuilder();
    private boolean merged;
    private int rows;

    Grid(int number) {
      this.number = number;
    }
  }

  WordBody(XMLStreamReader xml, Map<String, Integer> levels, Paper.Gathered into) {
    this.xml = xml;
    this.levels = levels;
    this.into = into;
  }

  void read() throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
        case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
        default -> {
          // characters count inside w:t only, where they are read at once
        }
      }
    }
  }

  private void start(String name) throws XMLStreamException {
    if (UNSEEN.contains(name)) {
      skip();
      return;
    }
    switch (name) {
      case "p" -> {
        paragraphs.push(new StringBuilder());
        level = 0;
      }
      case "pStyle" -> level = Math.max(level, levels.getOrDefault(value(xml, "val"), 0));
      case "outlineLvl" -> level = Math.max(level, outline(value(xml, "val")));
      case "r" -> hidden = false;
      case "vanish" -> hidden = !Set.of("0", "false").contains(value(xml, "val"));
      case "t" -> text(xml.getElementText());
      case "tab" -> text(" ");
      case "br", "cr" -> text("\n");
      case "noBreakHyphen" -> text("-");
      case "tbl" -> tables.push(new Grid(++grids));
      case "tc" -> beginCell();
      case "vMerge" -> merged(value(xml, "val"));
      default -> {
        // carries no words
      }
    }
  }

  private void end(String name) {
    switch (name) {
      case "p" -> endParagraph();
      case "tc" -> endCell();
      case "tr" -> endRow();
      case "tbl" -> endTable();
      default -> {
        // nothing was begun
      }
    }
  }

  private void text(String words) {
    if (!hidden && !paragraphs.isEmpty()) {
      paragraphs.element().append(words);
    }
  }

  private void endParagraph() {
    String words = paragraphs.pop().toString().strip();
    count++;
    if (words.isEmpty()) {
      return;
    }
    Grid grid = tables.peek();
    if (grid != null) {
      grid.cell.append(grid.cell.isEmpty() ? "" : "\n").append(words);
    } else if (level > 0) {
      into.add(new Block.Heading(level, words, "¶" + count));
    } else {
      into.add(new Block.Paragraph(words, "¶" + count));
    }
    level = 0;
  }

  private void beginCell() {
    Grid grid = tables.peek();
    if (grid != null) {
      grid.cell = new StringBuilder();
      grid.merged = false;
    }
  }

  private void merged(String how) {
    Grid grid = tables.peek();
    if (grid != null) {
      grid.merged = !how.equals("restart");
    }
  }

  private void endCell() {
    Grid grid = tables.peek();
    if (grid != null) {
      int column = grid.cells.size();
      String words = grid.merged ? grid.above.getOrDefault(column, "") : grid.cell.toString();
      grid.above.put(column, words);
      grid.cells.add(words);
    }
  }

  /** The first row that is not empty is the header. */
  private void endRow() {
    Grid grid = tables.peek();
    if (grid == null) {
      return;
    }
    grid.rows++;
    List<String> cells = new ArrayList<>(grid.cells);
    grid.cells.clear();
    if (cells.stream().allMatch(String::isBlank)) {
      return;
    }
    if (tables.size() > 1) {
      outer(String.join(" ", cells));
      return;
    }
    if (grid.header.isEmpty()) {
      grid.header = cells;
      return;
    }
    while (cells.size() < grid.header.size()) {
      cells.add("");
    }
    String place = "T" + grid.number + "!" + grid.rows;
    into.add(new Block.TableRow(grid.header, cells.subList(0, grid.header.size()), place));
  }

  /** The words of a table inside a table belong to the cell that it stands in. */
  private void outer(String words) {
    Grid inner = tables.pop();
    Grid outer = tables.peek();
    if (outer != null) {
      outer.cell.append(outer.cell.isEmpty() ? "" : "\n").append(words);
    }
    tables.push(inner);
  }

  private void endTable() {
    Grid grid = tables.pop();
    if (grid.rows == 1 && tables.isEmpty()) {
      // a frame around one row of words, no table
      into.add(
          new Block.Paragraph(
              String.join("\n", grid.header).strip(), "T" + grid.number + "!" + grid.rows));
    }
  }

  /** Passes over an element with all that it holds. */
  private void skip() throws XMLStreamException {
    int depth = 1;
    while (depth > 0 && xml.hasNext()) {
      int event = xml.next();
      depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
      depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
    }
  }

  /** An attribute whatever its namespace; empty where it is not there. */
  static String value(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  /** The level of an outline, 0 for body text. */
  static int outline(String value) {
    return value.matches("[0-8]") ? value.charAt(0) - '0' + 1 : 0;
  }
}
