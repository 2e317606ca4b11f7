package touchstone.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import touchstone.model.Text;

/**
 * One client's connection: its requests one after the other, each within its time and size.
 * Confined to its event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private final Front front;
  private final GatewaySettings settings;
  private final Gate gate;
  private @Nullable Future<?> timer;
  private @Nullable Call call;
  private @Nullable ByteArrayOutputStream body;
  private @Nullable Answer answer;
  private @Nullable Forwarding forwarding;
  private boolean over;

  /** The gateway takes nothing new. */
  enum Closing {
    EVENT
  }

  Connection(Front front, GatewaySettings settings) {
    this.front = front;
    this.settings = settings;
    this.gate = new Gate(settings.local(), settings.limits());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    within(
        context,
        settings.patience().head(),
        () -> {
          var _ = context.close();
        });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof RequestReader.Begun && !over) {
      slow(context, "head", settings.patience().head());
    }
    if (event instanceof Closing) {
      closing(context);
    }
  }

  private void closing(ChannelHandlerContext context) {
    if (answer != null) {
      answer.closeAfter();
    } else if (call == null) {
      var _ = context.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (over) {
        return;
      }
      if (message instanceof Refusal refusal) {
        throw refusal;
      }
      if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
        throw broken(part.decoderResult().cause());
      }
      if (message instanceof HttpRequest request) {
        head(context, request);
      }
      if (message instanceof HttpContent content) {
        body(context, content);
      }
    } catch (Refusal refusal) {
      refuse(context, refusal);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static Refusal broken(Throwable cause) {
    return cause instanceof Refusal refusal
        ? refusal
        : Refusals.malformed(
            new Text("请求头或分块有误", "its headers or its chunks are not as they must be"));
  }

  private void head(ChannelHandlerContext context, HttpRequest request) {
    Call plain =
        new Call(
            request.method().name(),
            request.uri().split("\\?", 2)[0],
            request.protocolVersion().equals(HttpVersion.HTTP_1_1),
            HttpUtil.isKeepAlive(request),
            Hops.passedOn(request),
            Optional.empty());
    call = plain;
    gate.pass(request);
    call = front.admit(plain, request);
    body = new ByteArrayOutputStream();
    if (Gate.bodied(request)) {
      slow(context, "body", settings.patience().body());
      if (HttpUtil.is100ContinueExpected(request)) {
        var _ =
            context.writeAndFlush(
                new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
    }
  }

  private void body(ChannelHandlerContext context, HttpContent content) {
    ByteArrayOutputStream all = body;
    Call asked = call;
    if (all == null || asked == null) {
      return;
    }
    int more = content.content().readableBytes();
    if (all.size() + more > settings.limits().bodyBytes()) {
      throw Refusals.bodyTooLarge(settings.limits().bodyBytes());
    }
    byte[] bytes = new byte[more];
    content.content().readBytes(bytes);
    all.writeBytes(bytes);
    if (content instanceof LastHttpContent) {
      quiet();
      body = null;
      answer(context, asked, all.toByteArray());
    }
  }

  private void answer(ChannelHandlerContext context, Call asked, byte[] bytes) {
    Answer begun = front.answer(context.channel(), asked, () -> next(context));
    answer = begun;
    try {
      forwarding = front.serve(begun, bytes).orElse(null);
    } catch (Refusal refusal) {
      begun.refuse(refusal);
    }
  }

  /** Answers with an error and closes: what follows on this connection cannot be trusted. */
  private void refuse(ChannelHandlerContext context, Refusal refusal) {
    quiet();
    over = true;
    body = null;
    Call asked = call == null ? Call.unknown() : call;
    Answer last = front.answer(context.channel(), asked, () -> {});
    last.closeAfter();
    last.refuse(refusal);
  }

  private void next(ChannelHandlerContext context) {
    if (!context.channel().isActive()) {
      return;
    }
    call = null;
    answer = null;
    forwarding = null;
    within(
        context,
        settings.patience().idle(),
        () -> {
          var _ = context.close();
        });
    var reader = context.pipeline().context(RequestReader.class);
    try {
      ((RequestReader) reader.handler()).next(reader);
    } catch (Exception e) {
      exceptionCaught(context, e);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (answer != null) {
      answer.writabilityChanged();
    }
    if (forwarding != null) {
      forwarding.writabilityChanged(context.channel().isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    quiet();
    over = true;
    if (answer != null) {
      answer.abandoned();
    }
    if (forwarding != null) {
      forwarding.abandon();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }

  private void slow(ChannelHandlerContext context, String part, Duration most) {
    within(context, most, () -> refuse(context, Refusals.tooSlow(part, most.toSeconds())));
  }

  private void within(ChannelHandlerContext context, Duration most, Runnable late) {
    quiet();
    timer = context.channel().eventLoop().schedule(late, most.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void quiet() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
