package touchstone.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import touchstone.model.Text;

/** Reads CSV with a header, parted by comma, semicolon or tab, whichever the header has most of. */
final class CsvRows {
  private static final int LARGEST_FIELD = 1 << 24;
  private static final int HEAD = 1 << 14;

  private CsvRows() {}

  static void read(Reader reader, RowSink sink) throws IOException {
    BufferedReader buffered = new BufferedReader(reader, 1 << 16);
    char separator = separator(buffered);
    Optional<Header> header = Optional.empty();
    long line = 1;
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(LARGEST_FIELD)
            .ofCsvRecord(buffered)) {
      for (CsvRecord each : records) {
        line = each.getStartingLineNumber();
        List<String> fields = each.getFields();
        if (header.isEmpty()) {
          header = Optional.of(new Header(fields));
        } else {
          header.get().row(String.valueOf(line), fields, sink);
        }
      }
    } catch (CsvParseException | UncheckedIOException _) {
      sink.bad(
          (line + 1) + "–",
          new Text(
              "从这里起读不下去，多半是有个引号没有合上",
              "it cannot be read on from here; most likely a quote is not closed"));
    }
  }

  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(HEAD + 1);
    char[] head = new char[HEAD];
    int length = 0;
    int read = 0;
    while (read >= 0 && length < HEAD) {
      read = reader.read(head, length, HEAD - length);
      length += Math.max(0, read);
    }
    reader.reset();
    int[] counts = new int[128];
    boolean quoted = false;
    for (int i = 0; i < length && (quoted || head[i] != '\n'); i++) {
      quoted ^= head[i] == '"';
      if (!quoted && head[i] < 128) {
        counts[head[i]]++;
      }
    }
    char best = ',';
    for (char each : new char[] {';', '\t'}) {
      best = counts[each] > counts[best] ? each : best;
    }
    return best;
  }
}
