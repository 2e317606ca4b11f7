package touchstone.imports;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import touchstone.model.Dimension;

/**
 * What to import and where to.
 *
 * @param format absent where it shall be recognised
 * @param out folder of the suite, which must not be there yet
 * @param dimension of all cases; else conversations count as memory, single questions as semantics
 * @param sheet of a workbook, by name or number; the first where absent
 * @param keepPersonalData leave phones, addresses and the like as they are
 * @param today the date that the suite is stamped with
 * @param mended by the place of a row, cells by their column's name that take the place of the
 *     row's own
 */
public record ImportRequest(
    Path file,
    Optional<Format> format,
    Path out,
    Optional<Dimension> dimension,
    Optional<String> sheet,
    boolean keepPersonalData,
    LocalDate today,
    Map<String, Map<String, String>> mended) {
  public ImportRequest {
    mended = Map.copyOf(mended);
  }

  /** The rows as they stand in the file. */
  public ImportRequest(
      Path file,
      Optional<Format> format,
      Path out,
      Optional<Dimension> dimension,
      Optional<String> sheet,
      boolean keepPersonalData,
      LocalDate today) {
    this(file, format, out, dimension, sheet, keepPersonalData, today, Map.of());
  }
}
