package touchstone.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A byte state machine that finds head, body and end of one HTTP/1 response (RFC 9112), however the
 * bytes are split. It understands nothing inside the body. Used by one thread.
 */
final class ResponseFramer {
  private static final int HEAD_LIMIT = 64 * 1024;

  private enum State {
    HEAD,
    LENGTH,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private final Capture body;
  private State state = State.HEAD;
  private byte[] line = new byte[512];
  private int lineLength;
  private long remaining;
  private Optional<ResponseHead> head = Optional.empty();

  ResponseFramer(Capture body) {
    this.body = body;
  }

  /** Takes bytes until the buffer is empty or the response is whole; true when it is whole. */
  boolean feed(ByteBuffer in) throws BrokenException {
    while (state != State.DONE && in.hasRemaining()) {
      switch (state) {
        case HEAD -> feedHead(in);
        case LENGTH -> copy(in, State.DONE);
        case CHUNK_DATA -> copy(in, State.CHUNK_END);
        case UNTIL_CLOSE -> body.append(in, in.remaining());
        default -> feedLine(in);
      }
    }
    return state == State.DONE;
  }

  /** The other side closed; true if that is how this response ends. */
  boolean close() {
    if (state == State.UNTIL_CLOSE) {
      state = State.DONE;
    }
    return state == State.DONE;
  }

  Optional<ResponseHead> head() {
    return head;
  }

  private void feedHead(ByteBuffer in) throws BrokenException {
    while (in.hasRemaining() && state == State.HEAD) {
      put(in.get());
      if (line[lineLength - 1] == '\n' && emptyLineEndsHead()) {
        beginBody(ResponseHead.parse(new String(line, 0, lineLength, ISO_8859_1).strip()));
      }
    }
  }

  private boolean emptyLineEndsHead() {
    int before = lineLength - 2;
    if (before >= 0 && line[before] == '\r') {
      before--;
    }
    if (before < 0) {
      lineLength = 0; // RFC 9112, 2.2: an empty line before the status line is ignored.
      return false;
    }
    return line[before] == '\n';
  }

  private void beginBody(ResponseHead read) throws BrokenException {
    lineLength = 0;
    if (read.informational()) {
      return;
    }
    head = Optional.of(read);
    OptionalLong length = read.contentLength();
    if (read.status() == 204 || read.status() == 304) {
      state = State.DONE;
    } else if (read.chunked()) {
      state = State.CHUNK_SIZE;
    } else if (length.isPresent()) {
      remaining = length.getAsLong();
      state = remaining == 0 ? State.DONE : State.LENGTH;
    } else {
      state = State.UNTIL_CLOSE;
    }
  }

  private void copy(ByteBuffer in, State next) throws BrokenException {
    int count = (int) Math.min(remaining, in.remaining());
    body.append(in, count);
    remaining -= count;
    if (remaining == 0) {
      state = next;
    }
  }

  private void feedLine(ByteBuffer in) throws BrokenException {
    byte b = in.get();
    if (b != '\n') {
      put(b);
      return;
    }
    int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
    lineLength = 0;
    switch (state) {
      case CHUNK_SIZE -> {
        remaining = chunkSize(length);
        state = remaining == 0 ? State.TRAILER : State.CHUNK_DATA;
      }
      case CHUNK_END -> {
        if (length != 0) {
          throw new BrokenException(Broken.Kind.NOT_HTTP, "a chunk is longer than it says");
        }
        state = State.CHUNK_SIZE;
      }
      default -> state = length == 0 ? State.DONE : State.TRAILER;
    }
  }

  private long chunkSize(int length) throws BrokenException {
    long size = 0;
    int digits = 0;
    for (; digits < length && Character.digit(line[digits], 16) >= 0; digits++) {
      size = size * 16 + Character.digit(line[digits], 16);
      if (size > Integer.MAX_VALUE) {
        throw new BrokenException(Broken.Kind.TOO_LARGE, "a chunk of over 2 GiB");
      }
    }
    boolean clean =
        digits == length || line[digits] == ';' || line[digits] == ' ' || line[digits] == '\t';
    if (digits == 0 || !clean) {
      throw new BrokenException(Broken.Kind.NOT_HTTP, "a chunk size that is no hexadecimal number");
    }
    return size;
  }

  private void put(byte b) throws BrokenException {
    if (lineLength == HEAD_LIMIT) {
      throw new BrokenException(
          Broken.Kind.NOT_HTTP, "head or chunk line of over " + HEAD_LIMIT + " bytes");
    }
    if (lineLength == line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
    line[lineLength++] = b;
  }
}
