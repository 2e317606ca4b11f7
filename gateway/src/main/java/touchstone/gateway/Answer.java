package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import touchstone.model.Language;
import touchstone.model.Ticker;

/**
 * The answer to one request on its way to the client: written whole, or begun and continued with an
 * engine's bytes. Ends exactly once and tells the witness then. Confined to the client's event
 * loop.
 */
final class Answer {
  private final Channel client;
  private final Call call;
  private final Language language;
  private final long stallNanos;
  private final Stall stall;
  private final Witness witness;
  private final Ticker ticker;
  private final Runnable next;
  private final long startNanos;
  private final Tally tally;
  private boolean begun;
  private boolean engineSpoke;
  private boolean closing;
  private boolean ended;

  /**
   * @param next called after a whole answer on a connection that lives on
   */
  Answer(
      Channel client,
      Call call,
      GatewaySettings settings,
      Witness witness,
      Ticker ticker,
      Runnable next) {
    this.client = client;
    this.call = call;
    this.language = settings.language();
    this.stallNanos = settings.patience().stall().toNanos();
    this.stall = new Stall(client, stallNanos, this::breakOff);
    this.witness = witness;
    this.ticker = ticker;
    this.next = next;
    this.startNanos = ticker.nanos();
    this.tally = new Tally(call);
    this.closing = !call.keepAlive();
  }

  Channel client() {
    return client;
  }

  Call call() {
    return call;
  }

  boolean ended() {
    return ended;
  }

  /** Whether the client takes more at once. */
  boolean writable() {
    return client.isWritable();
  }

  /** For the records: what is asked. */
  void asked(Witness.Asked chat) {
    tally.asked(chat);
    if (chat.stream()) {
      witness.streamBegun();
    }
  }

  /** For the records: the deployment that it is for. */
  void of(String deployment) {
    tally.of(deployment);
  }

  /** The connection is closed after this answer. */
  void closeAfter() {
    closing = true;
  }

  /** A whole answer. */
  void reply(int code, String type, String text, Map<String, String> headers) {
    reply(code, type, ByteBufUtil.writeUtf8(client.alloc(), text), headers);
  }

  /** A whole answer. */
  void reply(int code, String type, ByteBuf body, Map<String, String> headers) {
    var response = Heads.whole(code, type, body, headers);
    tally.status(code);
    begun = true;
    tally.sent(body, ticker.nanos() - startNanos);
    connection(response.headers());
    finish(client.writeAndFlush(response));
  }

  void json(String text) {
    reply(200, "application/json; charset=utf-8", text, Map.of());
  }

  /** An error: as the answer, or as an event in a stream that only comments went into so far. */
  void refuse(Refusal refusal) {
    if (ended) {
      return;
    }
    if (engineSpoke) {
      breakOff();
    } else if (begun) {
      lastEvent(refusal.status(), refusal.json(language));
    } else {
      reply(
          refusal.status(),
          "application/json; charset=utf-8",
          refusal.json(language),
          Heads.of(refusal));
    }
  }

  /**
   * Ends a stream that only comments went into so far.
   *
   * @param status for the records; the client was told 200 long ago
   * @param json on one line
   */
  void lastEvent(int status, String json) {
    if (!ended) {
      tally.status(status);
      content(Unpooled.copiedBuffer("data: " + json + "\n\n", StandardCharsets.UTF_8));
      end();
    }
  }

  /** Begins a stream of events before the engine does. */
  void openEvents() {
    begin(Heads.events(), false);
  }

  /** A line that event readers skip; keeps the client and proxies from giving up. */
  void comment(String words) {
    content(Unpooled.copiedBuffer(": " + words + "\n\n", StandardCharsets.UTF_8));
    flush();
  }

  boolean begun() {
    return begun;
  }

  /**
   * The engine's status and headers.
   *
   * @return false where the client was promised events and the engine refuses instead
   */
  boolean head(HttpResponse engine) {
    if (begun) {
      return engine.status().code() == HttpResponseStatus.OK.code();
    }
    boolean sized =
        HttpUtil.isContentLengthSet(engine) && !HttpUtil.isTransferEncodingChunked(engine);
    begin(Heads.of(engine), sized);
    return true;
  }

  private void begin(HttpResponse head, boolean sized) {
    begun = true;
    tally.status(head.status().code());
    if (!sized && call.chunks()) {
      head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    } else if (!sized) {
      closing = true;
    }
    connection(head.headers());
    var _ = client.write(head);
  }

  /** Bytes of the engine, as they came. */
  void relay(ByteBuf piece) {
    engineSpoke = true;
    content(piece);
  }

  private void content(ByteBuf piece) {
    tally.sent(piece, ticker.nanos() - startNanos);
    var _ = client.write(new DefaultHttpContent(piece));
  }

  void flush() {
    client.flush();
  }

  /**
   * Sends what was written so far.
   *
   * @param readNanos when its bytes were read
   */
  void flush(long readNanos) {
    ChannelFuture written = client.newPromise();
    var _ =
        written.addListener(done -> {
          if (done.isSuccess()) {
            witness.passed(ticker.nanos() - readNanos);
          }
        });
    var _ = client.writeAndFlush(Unpooled.EMPTY_BUFFER, (io.netty.channel.ChannelPromise) written);
  }

  /** The whole answer is written. */
  void end() {
    if (!ended) {
      finish(client.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }
  }

  private void finish(ChannelFuture written) {
    conclude(true);
    Stall.limit(written, stallNanos);
    if (closing) {
      var _ = written.addListener(LingeringClose.AFTER_WRITE);
    } else {
      var _ =
          written.addListener(
              (ChannelFutureListener)
                  done -> {
                    if (done.isSuccess()) {
                      done.channel().eventLoop().execute(next);
                    }
                  });
    }
  }

  /** Nothing more comes: the client must see that the answer is not whole. */
  void breakOff() {
    if (!ended) {
      conclude(false);
      client.flush();
      var _ = client.close();
    }
  }

  /** The client went away. */
  void abandoned() {
    if (!ended) {
      conclude(false);
    }
  }

  private void conclude(boolean whole) {
    ended = true;
    stall.end();
    witness.ended(tally.served(whole, ticker.nanos() - startNanos));
  }

  /** A client that stopped reading is given up after a while. */
  void writabilityChanged() {
    if (!ended) {
      stall.writabilityChanged();
    }
  }

  private void connection(HttpHeaders headers) {
    headers.set(
        HttpHeaderNames.CONNECTION, closing ? HttpHeaderValues.CLOSE : HttpHeaderValues.KEEP_ALIVE);
  }
}
