package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/** The heads of answers. */
final class Heads {
  private Heads() {}

  /** Of an answer that is there as a whole, with that body. */
  static FullHttpResponse whole(int code, String type, ByteBuf body, Map<String, String> headers) {
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set("X-Content-Type-Options", "nosniff")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  /** Of a stream of events that begins before its engine does. */
  static HttpResponse events() {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    return head;
  }

  /** An engine's, but for what belongs to its connection to us. */
  static HttpResponse of(HttpResponse engine) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, engine.status());
    Hops.copy(engine.headers(), head.headers());
    return head;
  }

  /** What goes with a refusal. */
  static Map<String, String> of(Refusal refusal) {
    if (refusal.retrySeconds().isPresent()) {
      return Map.of("Retry-After", Integer.toString(refusal.retrySeconds().getAsInt()));
    }
    return refusal.status() == HttpResponseStatus.UNAUTHORIZED.code()
        ? Map.of("WWW-Authenticate", "Bearer")
        : Map.of();
  }
}
