package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** What is counted of one answer while it is sent. Confined to the client's event loop. */
final class Tally {
  private final Call call;
  private Optional<Witness.Asked> asked = Optional.empty();
  private String model = "";
  private int status;
  private long bytes;
  private long firstNanos = -1;

  Tally(Call call) {
    this.call = call;
  }

  /** It turned out to be a chat request. */
  void asked(Witness.Asked chat) {
    asked = Optional.of(chat);
  }

  /** The deployment that answers it. */
  void of(String deployment) {
    model = deployment;
  }

  void status(int code) {
    status = code;
  }

  /** Bytes of the answer's body go out, so long after the request came. */
  void sent(ByteBuf piece, long sinceNanos) {
    if (firstNanos < 0 && piece.isReadable()) {
      firstNanos = sinceNanos;
    }
    bytes += piece.readableBytes();
    asked.ifPresent(chat -> {
      chat.tail().add(piece);
      chat.contents().ifPresent(contents -> contents.add(piece));
    });
  }

  Witness.Served served(boolean whole, long totalNanos) {
    return new Witness.Served(call, asked, model, status, bytes, firstNanos, totalNanos, whole);
  }
}
