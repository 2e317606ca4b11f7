package touchstone.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The text of a document and what it is called in complaints. */
record Source(String name, String text) {
  /** A part of a scalar as a scalar of its own; it keeps the whole's place where it is escaped. */
  Node part(Node whole, String part) {
    Optional<Mark> mark = whole.getStartMark().map(start -> first(start, whole, part));
    return new ScalarNode(Tag.STR, true, part, ScalarStyle.DOUBLE_QUOTED, mark, Optional.empty());
  }

  private Mark first(Mark start, Node whole, String part) {
    int from = text.offsetByCodePoints(0, start.getIndex());
    int to = whole.getEndMark().map(end -> text.offsetByCodePoints(0, end.getIndex())).orElse(from);
    int at = text.substring(from, to).indexOf(part);
    return at < 0 ? start : moved(start, text.substring(from, from + at));
  }

  private Mark moved(Mark start, String skipped) {
    int lines = (int) skipped.chars().filter(each -> each == '\n').count();
    int last = skipped.codePointCount(skipped.lastIndexOf('\n') + 1, skipped.length());
    return new Mark(
        name,
        start.getIndex() + skipped.codePointCount(0, skipped.length()),
        start.getLine() + lines,
        lines == 0 ? start.getColumn() + last : last,
        new int[0],
        0);
  }
}
