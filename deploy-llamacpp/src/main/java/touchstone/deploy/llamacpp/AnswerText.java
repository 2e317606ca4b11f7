package touchstone.deploy.llamacpp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns the bytes of tokens into text that may be shown: no half characters, nothing of a stop
 * string, no leading white space where that is asked for. A character that never completes becomes
 * U+FFFD.
 */
final class AnswerText {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private ByteBuffer bytes = ByteBuffer.allocate(64).flip();
  private boolean trimming;
  private boolean stopped;

  AnswerText(List<String> stops, boolean trimming) {
    this.stops = stops;
    this.trimming = trimming;
  }

  /** Takes a token's bytes and gives what may be shown now, perhaps nothing. */
  String add(byte[] piece) {
    ByteBuffer all = ByteBuffer.allocate(bytes.remaining() + piece.length);
    all.put(bytes).put(piece).flip();
    decode(all, false);
    bytes = all;
    return release(false);
  }

  /** Gives the rest, when no more tokens come. */
  String end() {
    if (!stopped) {
      decode(bytes, true);
    }
    return release(true);
  }

  /** Whether a stop string was met. */
  boolean stopped() {
    return stopped;
  }

  private void decode(ByteBuffer from, boolean last) {
    CharBuffer characters = CharBuffer.allocate(from.remaining() + 4);
    decoder.decode(from, characters, last);
    if (last) {
      decoder.flush(characters);
    }
    held.append(characters.flip());
  }

  private String release(boolean last) {
    if (stopped) {
      return "";
    }
    trim();
    int at = firstStop();
    int end = at >= 0 ? at : held.length() - (last ? 0 : startedStop());
    stopped = at >= 0;
    String shown = held.substring(0, end);
    held.delete(0, end);
    return shown;
  }

  private void trim() {
    int from = 0;
    while (trimming && from < held.length() && Character.isWhitespace(held.charAt(from))) {
      from++;
    }
    held.delete(0, from);
    trimming = trimming && held.isEmpty();
  }

  private int firstStop() {
    int first = -1;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  /** Length of the longest end of the held text with which a stop string begins. */
  private int startedStop() {
    int longest = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
        if (stop.startsWith(held.substring(held.length() - length))) {
          longest = length;
        }
      }
    }
    return longest;
  }
}
