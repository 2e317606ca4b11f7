package touchstone.deploy.llamacpp;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One client's connection: its requests in turn, and the end of the one that runs if it goes. */
final class ApiHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final int MOST_WAITING = 16;
  private static final AtomicLong COUNT = new AtomicLong();

  private final Service service;
  private final Executor intake;
  private final Optional<String> key;
  private final Deque<Asked> waiting = new ArrayDeque<>();
  private boolean busy;
  private volatile boolean gone;
  private volatile @Nullable Job running;

  /** A request that may be kept: nothing in it belongs to the network's buffers. */
  private record Asked(
      HttpMethod method, String path, String authorization, String body, boolean keepAlive) {}

  ApiHandler(Service service, Executor intake, Optional<String> key) {
    this.service = service;
    this.intake = intake;
    this.key = key;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure() || waiting.size() >= MOST_WAITING) {
      ApiFault fault =
          ApiFault.invalid("request", "the request is not HTTP/1.1 as expected; send it anew");
      context
          .writeAndFlush(Responses.json(fault.status(), fault.json(), false))
          .addListener(new LingeringClose());
      return;
    }
    String path = request.uri().split("\\?", 2)[0];
    String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    String body = request.content().toString(StandardCharsets.UTF_8);
    waiting.add(
        new Asked(request.method(), path, authorization, body, HttpUtil.isKeepAlive(request)));
    next(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone = true;
    Job job = running;
    if (job != null) {
      job.cancel();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }

  private void next(ChannelHandlerContext context) {
    if (busy || waiting.isEmpty()) {
      return;
    }
    Asked asked = waiting.remove();
    try {
      answer(context, asked);
    } catch (ApiFault fault) {
      send(context, fault.status(), fault.json(), asked.keepAlive());
      next(context);
    }
  }

  private void answer(ChannelHandlerContext context, Asked asked) {
    checkKey(asked);
    switch (asked.path()) {
      case "/health" -> send(context, HttpMethod.GET, asked, service.health());
      case "/v1/models" -> send(context, HttpMethod.GET, asked, service.models());
      case "/v1/chat/completions" -> {
        checkMethod(HttpMethod.POST, asked);
        busy = true;
        intake.execute(() -> complete(context, asked));
      }
      default ->
          throw new ApiFault(
              404,
              "invalid_request_error",
              "path",
              "not_found",
              "there is nothing at %s; this engine serves /health, /v1/models and /v1/chat/completions"
                  .formatted(asked.path()));
    }
  }

  private void complete(ChannelHandlerContext context, Asked asked) {
    if (gone) {
      return;
    }
    try {
      ChatCall call = service.read(asked.body());
      String id = "chatcmpl-" + COUNT.incrementAndGet();
      Events events = new Events(id, service.model(), System.currentTimeMillis() / 1000);
      Reply reply =
          new Reply(context.channel(), events, call, asked.keepAlive(), () -> done(context));
      Job job = service.submit(call, reply);
      running = job;
      if (gone) {
        job.cancel();
      }
    } catch (ApiFault fault) {
      refuse(context, asked, fault);
    } catch (RuntimeException fault) {
      refuse(context, asked, ApiFault.broken(fault.toString()));
    }
  }

  private void refuse(ChannelHandlerContext context, Asked asked, ApiFault fault) {
    send(context, fault.status(), fault.json(), asked.keepAlive());
    context.channel().eventLoop().execute(() -> done(context));
  }

  private void done(ChannelHandlerContext context) {
    running = null;
    busy = false;
    next(context);
  }

  private void checkKey(Asked asked) {
    if (key.isPresent() && !same("Bearer " + key.get(), asked.authorization())) {
      throw new ApiFault(
          401,
          "invalid_request_error",
          "authorization",
          "invalid_api_key",
          "the Authorization header does not bear this engine's key; send Authorization: Bearer"
              + " KEY");
    }
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkMethod(HttpMethod expected, Asked asked) {
    if (!asked.method().equals(expected)) {
      throw new ApiFault(
          405,
          "invalid_request_error",
          "method",
          "method_not_allowed",
          "%s takes %s, not %s".formatted(asked.path(), expected, asked.method()));
    }
  }

  private void send(ChannelHandlerContext context, HttpMethod method, Asked asked, String body) {
    checkMethod(method, asked);
    send(context, 200, body, asked.keepAlive());
    next(context);
  }

  private static void send(
      ChannelHandlerContext context, int status, String body, boolean keepAlive) {
    var written = context.writeAndFlush(Responses.json(status, body, keepAlive));
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
