package touchstone.imports;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import touchstone.model.Text;

/** The names of a table's columns, by which its rows are read. */
final class Header {
  private final List<String> names = new ArrayList<>();

  Header(List<String> cells) {
    for (String cell : cells) {
      String name = cell.strip();
      names.add(name.isEmpty() || names.contains(name) ? "" : name);
    }
  }

  /** Hands a row on; empty rows are skipped, one with more cells than columns is bad. */
  void row(String place, List<String> cells, RowSink sink) {
    if (cells.stream().allMatch(String::isBlank)) {
      return;
    }
    for (int i = names.size(); i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        sink.bad(
            place,
            new Text(
                "这一行有 " + cells.size() + " 列，表头只有 " + names.size() + " 列；文字里有逗号要用引号括起来",
                "the row has "
                    + cells.size()
                    + " cells, the header "
                    + names.size()
                    + "; text with commas needs quotes"));
        return;
      }
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty()) {
        row.put(names.get(i), i < cells.size() ? cells.get(i) : "");
      }
    }
    sink.row(new Row(place, row));
  }
}
