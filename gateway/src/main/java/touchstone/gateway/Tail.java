package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last bytes of an answer, where engines say how many tokens it took: the whole is never kept.
 * Confined to one event loop.
 */
final class Tail {
  private static final int LENGTH = 4096;
  // Inside a JSON string these quotes would be escaped, so an answer's words cannot pass for it.
  private static final Pattern INPUT = Pattern.compile("\"prompt_tokens\"\\s*:\\s*(\\d{1,8})\\b");
  private static final Pattern OUTPUT =
      Pattern.compile("\"completion_tokens\"\\s*:\\s*(\\d{1,8})\\b");

  private final byte[] ring = new byte[LENGTH];
  private long length;

  void add(ByteBuf piece) {
    int readable = piece.readableBytes();
    int skipped = Math.max(0, readable - LENGTH);
    length += skipped;
    int left = readable - skipped;
    int from = piece.readerIndex() + skipped;
    while (left > 0) {
      int at = (int) (length % LENGTH);
      int some = Math.min(left, LENGTH - at);
      piece.getBytes(from, ring, at, some);
      from += some;
      length += some;
      left -= some;
    }
  }

  OptionalInt inputTokens() {
    return last(INPUT);
  }

  OptionalInt outputTokens() {
    return last(OUTPUT);
  }

  private OptionalInt last(Pattern pattern) {
    Matcher matcher = pattern.matcher(text());
    OptionalInt found = OptionalInt.empty();
    while (matcher.find()) {
      found = OptionalInt.of(Integer.parseInt(matcher.group(1)));
    }
    return found;
  }

  private String text() {
    int kept = (int) Math.min(length, LENGTH);
    byte[] straight = new byte[kept];
    for (int i = 0; i < kept; i++) {
      straight[i] = ring[(int) ((length - kept + i) % LENGTH)];
    }
    return new String(straight, StandardCharsets.ISO_8859_1);
  }
}
