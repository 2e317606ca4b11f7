package touchstone.imports;

import java.util.List;

/** One piece of a paper, in reading order. */
public sealed interface Block {
  /**
   * Where it stands: a line ({@code 12}), a paragraph of a Word document ({@code ¶12}), a row of a
   * table in one ({@code T2!3}) or of a sheet ({@code Sheet1!12}).
   */
  String place();

  /**
   * A heading.
   *
   * @param level 1 for the highest
   */
  record Heading(int level, String text, String place) implements Block {}

  /** A paragraph or an item of a list; its own line breaks are kept. */
  record Paragraph(String text, String place) implements Block {}

  /**
   * A row of a table.
   *
   * @param header the names of the columns; empty names where there are none
   * @param cells as many as names
   */
  record TableRow(List<String> header, List<String> cells, String place) implements Block {
    public TableRow {
      header = List.copyOf(header);
      cells = List.copyOf(cells);
    }

    /** The cell under a header that means the question, in any of the words in use; 0-based. */
    public int question() {
      return Columns.index(header, Columns.Meaning.QUESTION);
    }

    /** The same for the answer; −1 where there is none. */
    public int answer() {
      return Columns.index(header, Columns.Meaning.ANSWER);
    }

    /** The same for the category. */
    public int category() {
      return Columns.index(header, Columns.Meaning.SKILL);
    }
  }
}
