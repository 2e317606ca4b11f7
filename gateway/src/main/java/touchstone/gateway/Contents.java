package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a client and an engine said, up to a mebibyte each. Confined to one event loop at a time.
 */
final class Contents {
  private static final int MOST = 1 << 20;

  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

  Contents(byte[] asked) {
    request.write(asked, 0, Math.min(asked.length, MOST));
  }

  void add(ByteBuf piece) {
    byte[] copy = new byte[Math.min(piece.readableBytes(), MOST - answer.size())];
    piece.getBytes(piece.readerIndex(), copy);
    answer.writeBytes(copy);
  }

  int bytes() {
    return request.size() + answer.size();
  }

  String request() {
    return request.toString(StandardCharsets.UTF_8);
  }

  String answer() {
    return answer.toString(StandardCharsets.UTF_8);
  }
}
