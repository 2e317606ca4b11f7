package touchstone.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts what somebody mended in place of what stands in the file.
 *
 * @param rows cells by the column's name, by the row's place
 */
record Mending(Map<String, Map<String, String>> rows) {
  /** More columns, or more characters in them, are not mended cell by cell. */
  private static final int MOST_COLUMNS = 20;

  private static final int MOST_CHARACTERS = 4_000;

  Row mended(Row row) {
    Map<String, String> cells = rows.get(row.place());
    return cells == null ? row : filled(row, cells);
  }

  /** A row that the file has not, where somebody wrote what it should be. */
  Optional<Row> row(String place) {
    return Optional.ofNullable(rows.get(place))
        .map(cells -> filled(new Row(place, JsonNodeFactory.instance.objectNode()), cells));
  }

  private static Row filled(Row row, Map<String, String> cells) {
    ObjectNode fields = row.fields().deepCopy();
    cells.forEach(fields::put);
    return new Row(row.place(), fields);
  }

  /** The cells of a row, empty where they are none or too many to be mended by hand. */
  static Map<String, String> cells(Row row) {
    Map<String, String> cells = new LinkedHashMap<>();
    int characters = 0;
    for (Map.Entry<String, JsonNode> each : row.fields().properties()) {
      if (!each.getValue().isValueNode()) {
        return Map.of();
      }
      String cell = each.getValue().isNull() ? "" : each.getValue().asString();
      characters += cell.length();
      cells.put(each.getKey(), cell);
    }
    return cells.size() > MOST_COLUMNS || characters > MOST_CHARACTERS ? Map.of() : cells;
  }
}
