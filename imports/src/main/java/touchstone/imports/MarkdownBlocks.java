package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown (CommonMark with tables): headings, paragraphs, items, rows; marks are gone. */
final class MarkdownBlocks extends AbstractVisitor {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .maxOpenBlockParsers(100)
          .build();

  private final Paper.Gathered into;

  private MarkdownBlocks(Paper.Gathered into) {
    this.into = into;
  }

  static void read(String text, Paper.Gathered into) {
    PARSER.parse(text).accept(new MarkdownBlocks(into));
  }

  @Override
  public void visit(Heading heading) {
    into.add(new Block.Heading(heading.getLevel(), words(heading), line(heading)));
  }

  @Override
  public void visit(Paragraph paragraph) {
    paragraph(words(paragraph), line(paragraph));
  }

  @Override
  public void visit(FencedCodeBlock block) {
    paragraph(block.getLiteral().strip(), line(block));
  }

  @Override
  public void visit(IndentedCodeBlock block) {
    paragraph(block.getLiteral().strip(), line(block));
  }

  private void paragraph(String words, String line) {
    if (!words.isBlank()) {
      into.add(new Block.Paragraph(words, line));
    }
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock) {
      rows(block);
    } else {
      visitChildren(block);
    }
  }

  private void rows(Node table) {
    List<String> header = List.of();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow each && part instanceof TableHead) {
          header = cells(each);
        } else if (row instanceof TableRow each) {
          List<String> cells = new ArrayList<>(cells(each));
          while (cells.size() < header.size()) {
            cells.add("");
          }
          into.add(new Block.TableRow(header, cells.subList(0, header.size()), line(each)));
        }
      }
    }
  }

  private static List<String> cells(TableRow row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      cells.add(words(cell));
    }
    return cells;
  }

  private static String words(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            words.append('\n');
          }

          @Override
          public void visit(HardLineBreak lineBreak) {
            words.append('\n');
          }
        });
    return words.toString().strip();
  }

  private static String line(Node node) {
    return node.getSourceSpans().isEmpty()
        ? ""
        : String.valueOf(node.getSourceSpans().getFirst().getLineIndex() + 1);
  }
}
