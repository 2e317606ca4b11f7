package touchstone.server;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import touchstone.imports.Format;
import touchstone.imports.ImportRequest;
import touchstone.model.Dimension;
import touchstone.model.Text;

/**
 * How an uploaded file shall be read, as the page says it.
 *
 * @param mended cells by their column's name, by the row's place
 */
record Intake(
    Optional<Format> format,
    Optional<Dimension> dimension,
    boolean keepPersonalData,
    Map<String, Map<String, String>> mended) {
  /** The largest number of rows that are mended by hand. */
  private static final int MOST_MENDED = 1_000;

  static Intake read(ObjectNode body) {
    return new Intake(
        named(body, "format").map(Intake::format),
        named(body, "dimension").map(Intake::dimension),
        body.path("keepPersonalData").asBoolean(false),
        mended(body.path("mended")));
  }

  private static Optional<String> named(ObjectNode body, String field) {
    return Optional.of(body.path(field).asString("")).filter(each -> !each.isBlank());
  }

  private static Format format(String name) {
    return Format.named(name)
        .orElseThrow(() -> unknown("format", name, String.join(", ", Format.byId().keySet())));
  }

  private static Dimension dimension(String name) {
    return Dimension.of(name)
        .filter(Dimension::graded)
        .orElseThrow(() -> unknown("dimension", name, "semantics, memory, expression, robustness"));
  }

  private static Refusal unknown(String field, String value, String right) {
    return new Refusal(
        422,
        new Text(field + "：不认识“" + value + "”", field + ": '" + value + "' is unknown"),
        new Text("可用的有：" + right, "Right are: " + right));
  }

  private static Map<String, Map<String, String>> mended(JsonNode rows) {
    Map<String, Map<String, String>> mended = new LinkedHashMap<>();
    if (rows.size() > MOST_MENDED) {
      throw new Refusal(
          422,
          new Text("一次最多改 " + MOST_MENDED + " 行", "At most " + MOST_MENDED + " rows are mended"),
          new Text("坏行这么多，请在文件里改好再传。", "With that many, mend the file itself."));
    }
    rows.forEachEntry((place, cells) -> {
      Map<String, String> row = new LinkedHashMap<>();
      cells.forEachEntry((column, cell) -> row.put(column, cell.asString("")));
      mended.put(place, row);
    });
    return mended;
  }

  ImportRequest request(Path file, Path out, LocalDate today) {
    return new ImportRequest(
        file, format, out, dimension, Optional.empty(), keepPersonalData, today, mended);
  }
}
