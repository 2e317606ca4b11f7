package touchstone.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Transcripts that the page unpacks on demand: raw deflate in base64, some cases a chunk, and an
 * index that the filters work on.
 */
final class Chunks {
  private static final int FULL = 256 * 1024;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Consumer<String> out;
  private final List<List<Object>> index = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();
  private int pendingLength;
  private int written;

  Chunks(Consumer<String> out) {
    this.out = out;
  }

  /** Adds a case's markup under its dimension, flags and words to search in. */
  void add(String dimension, String flags, String words, String markup) {
    index.add(List.of(dimension, flags, words, written, pending.size()));
    pending.add(markup);
    pendingLength += markup.length();
    if (pendingLength >= FULL) {
      flush();
    }
  }

  void finish() {
    flush();
    out.accept(data("index", MAPPER.writeValueAsBytes(index)));
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    out.accept(data("chunk-" + written, MAPPER.writeValueAsBytes(pending)));
    written++;
    pending.clear();
    pendingLength = 0;
  }

  private static String data(String id, byte[] content) {
    return "<script type=\"text/plain\" id=\"" + id + "\">" + packed(content) + "</script>\n";
  }

  private static String packed(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes, deflater)) {
      stream.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return new String(Base64.getEncoder().encode(bytes.toByteArray()), StandardCharsets.US_ASCII);
  }
}
