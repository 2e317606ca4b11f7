package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an engine says with a status other than 200 to a client that was promised events: up to 16
 * KiB of it. Confined to one event loop.
 */
final class EngineRefusal {
  private static final int MOST_BYTES = 16 << 10;
  private static final int FIRST_ERROR = 400;
  private static final int BAD_GATEWAY = 502;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final int code;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean tooLong;

  /**
   * @param code the engine's status
   */
  EngineRefusal(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** For the records: the engine's status, or 502 where that would pass for a success. */
  int status() {
    return code < FIRST_ERROR ? BAD_GATEWAY : code;
  }

  /** A piece of the engine's body; what goes past the bound is not kept. */
  void add(ByteBuf piece) {
    tooLong |= piece.readableBytes() > MOST_BYTES - body.size();
    if (!tooLong) {
      byte[] copy = new byte[piece.readableBytes()];
      piece.getBytes(piece.readerIndex(), copy);
      body.writeBytes(copy);
    }
  }

  /** Whether there is no use in reading on. */
  boolean tooLong() {
    return tooLong;
  }

  /** The engine's words on one line where they are a JSON object, as clients expect in an event. */
  Optional<String> json() {
    if (tooLong) {
      return Optional.empty();
    }
    String text = body.toString(StandardCharsets.UTF_8);
    try {
      // Between the tokens of JSON a line end is as good as a space; within a string there is none.
      return JSON.readTree(text).isObject()
          ? Optional.of(text.replace('\r', ' ').replace('\n', ' ').strip())
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
