package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private final Witness witness;
  private final Ticker ticker;
  private final Runnable next;
  private final long startNanos;
  private String model = "";
  private int status;
  private long bytes;
  private long firstNanos = -1;
  private boolean begun;
  private boolean engineSpoke;
  private boolean closing;
  private boolean ended;
  private @Nullable Future<?> stall;

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
    this.witness = witness;
    this.ticker = ticker;
    this.next = next;
    this.startNanos = ticker.nanos();
    this.closing = !call.keepAlive();
    witness.begun();
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

  /** For the records: the deployment that it is for. */
  void of(String deployment) {
    model = deployment;
  }

  /** The connection is closed after this answer. */
  void closeAfter() {
    closing = true;
  }

  /** A whole answer. */
  void reply(int code, String type, String text, Map<String, String> headers) {
    ByteBuf body = ByteBufUtil.writeUtf8(client.alloc(), text);
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), body);
    headers.forEach((name, value) -> response.headers().set(name, value));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set("X-Content-Type-Options", "nosniff")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    status = code;
    begun = true;
    count(body.readableBytes());
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
      status = refusal.status();
      content(
          Unpooled.copiedBuffer(
              "data: " + refusal.json(language) + "\n\n", StandardCharsets.UTF_8));
      end();
    } else {
      Map<String, String> headers =
          refusal.retrySeconds().isPresent()
              ? Map.of("Retry-After", Integer.toString(refusal.retrySeconds().getAsInt()))
              : refusal.status() == 401 ? Map.of("WWW-Authenticate", "Bearer") : Map.of();
      reply(refusal.status(), "application/json; charset=utf-8", refusal.json(language), headers);
    }
  }

  /** Begins a stream of events before the engine does. */
  void openEvents() {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    begin(head, false);
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
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, engine.status());
    Hops.copy(engine.headers(), head.headers());
    boolean sized =
        HttpUtil.isContentLengthSet(engine) && !HttpUtil.isTransferEncodingChunked(engine);
    begin(head, sized);
    return true;
  }

  private void begin(HttpResponse head, boolean sized) {
    begun = true;
    status = head.status().code();
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
    count(piece.readableBytes());
    var _ = client.write(new DefaultHttpContent(piece));
  }

  private void count(int more) {
    if (firstNanos < 0 && more > 0) {
      firstNanos = ticker.nanos() - startNanos;
    }
    bytes += more;
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
    watchNoMore();
    witness.ended(
        new Witness.Served(
            call, model, status, bytes, firstNanos, ticker.nanos() - startNanos, whole));
  }

  /** A client that stopped reading is given up after a while. */
  void writabilityChanged() {
    if (client.isWritable()) {
      watchNoMore();
    } else if (stall == null && !ended) {
      watch(client.bytesBeforeWritable());
    }
  }

  private void watch(long leftBytes) {
    stall =
        client
            .eventLoop()
            .schedule(
                () -> {
                  long now = client.bytesBeforeWritable();
                  if (now == leftBytes) {
                    breakOff();
                  } else if (!ended) {
                    watch(now);
                  }
                },
                stallNanos,
                TimeUnit.NANOSECONDS);
  }

  private void watchNoMore() {
    if (stall != null) {
      stall.cancel(false);
      stall = null;
    }
  }

  private void connection(HttpHeaders headers) {
    headers.set(
        HttpHeaderNames.CONNECTION, closing ? HttpHeaderValues.CLOSE : HttpHeaderValues.KEEP_ALIVE);
  }
}
