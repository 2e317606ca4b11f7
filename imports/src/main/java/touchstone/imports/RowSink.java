package touchstone.imports;

import touchstone.model.Text;

/** Takes the rows of a file in their order. */
interface RowSink {
  void row(Row row);

  /** A row that is not even a row. */
  void bad(String place, Text reason);
}
