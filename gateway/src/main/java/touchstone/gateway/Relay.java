package touchstone.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import touchstone.model.Ticker;

/**
 * One request at an engine: sends it, and hands every piece of the answer to the client as soon as
 * it is there. Reads no more while the client does not keep up; breaks off when the client goes
 * away. Confined to the client's event loop, which is its own too.
 */
final class Relay extends ChannelInboundHandlerAdapter {
  private static final int CONNECT_MILLIS = 5000;

  private final Answer answer;
  private final Route route;
  private final Engine engine;
  private final byte[] body;
  private final Duration silence;
  private final EngineReader reader;
  private boolean interim;
  private Optional<EngineRefusal> refused = Optional.empty();
  private boolean wrote;

  private Relay(
      Answer answer, Route route, Engine engine, byte[] body, Duration silence, Ticker ticker) {
    this.answer = answer;
    this.route = route;
    this.engine = engine;
    this.body = body;
    this.silence = silence;
    this.reader = new EngineReader(ticker);
  }

  /**
   * Begins.
   *
   * @param body with the engine's own name of the model in it
   * @return the connection to the engine: pause it by its autoRead, end it by closing it
   */
  static Channel start(
      Answer answer, Route route, Engine engine, byte[] body, Duration silence, Parts parts) {
    Relay relay = new Relay(answer, route, engine, body, silence, parts.ticker());
    var connecting =
        new Bootstrap()
            .group(answer.client().eventLoop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (engine.secure()) {
                      channel.pipeline().addLast(tls(engine, parts.tls()));
                    }
                    channel
                        .pipeline()
                        .addLast(
                            new IdleStateHandler(silence.toNanos(), 0, 0, TimeUnit.NANOSECONDS))
                        .addLast(relay.reader)
                        .addLast(relay);
                  }
                })
            .connect(engine.address());
    var _ =
        connecting.addListener(done -> {
          if (!done.isSuccess()) {
            answer.refuse(Unserved.unreachable(route.name(), engine.remedy()));
          }
        });
    return connecting.channel();
  }

  /** Encrypts, and insists on a certificate for the name that the user wrote. */
  private static SslHandler tls(Engine engine, SSLContext trusting) {
    SSLEngine ssl = trusting.createSSLEngine(engine.host(), engine.address().getPort());
    ssl.setUseClientMode(true);
    SSLParameters parameters = ssl.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    ssl.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(ssl);
    handler.setHandshakeTimeoutMillis(CONNECT_MILLIS);
    return handler;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf head = Unpooled.copiedBuffer(requestHead(), StandardCharsets.UTF_8);
    var _ = context.writeAndFlush(Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(body)));
  }

  private String requestHead() {
    StringBuilder head = new StringBuilder("POST ").append(engine.chatPath());
    head.append(" HTTP/1.1\r\nHost: ").append(engine.authority());
    head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(body.length);
    head.append("\r\nConnection: close\r\n");
    engine.key().ifPresent(key -> head.append("Authorization: Bearer ").append(key).append("\r\n"));
    answer
        .call()
        .passedOn()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!answer.ended()) {
        take(context, message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
      broken(context);
      return;
    }
    if (message instanceof HttpResponse response) {
      interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (!interim) {
        begin(response);
      }
    }
    if (message instanceof HttpContent content && !interim) {
      if (content.content().isReadable()) {
        pass(context, content.content());
      }
      if (message instanceof LastHttpContent
          || refused.filter(EngineRefusal::tooLong).isPresent()) {
        done(context);
      }
    }
  }

  private void begin(HttpResponse response) {
    wrote = answer.head(response);
    refused = wrote ? Optional.empty() : Optional.of(new EngineRefusal(response.status().code()));
  }

  private void pass(ChannelHandlerContext context, ByteBuf piece) {
    if (refused.isPresent()) {
      refused.get().add(piece);
    } else {
      answer.relay(piece.retain());
      wrote = true;
      pauseWhereFull(context);
    }
  }

  private void pauseWhereFull(ChannelHandlerContext context) {
    if (!answer.writable()) {
      context.channel().config().setAutoRead(false);
    }
  }

  private void done(ChannelHandlerContext context) {
    refused.ifPresentOrElse(this::tell, answer::end);
    var _ = context.close();
  }

  /** What the engine said instead of events, or at least its status. */
  private void tell(EngineRefusal said) {
    said.json()
        .ifPresentOrElse(
            json -> answer.lastEvent(said.status(), json),
            () -> answer.refuse(Unserved.engineRefused(route.name(), said, engine.remedy())));
  }

  /** The answer cannot be completed; where the engine refused before, that is the reason. */
  private void fail(Refusal otherwise) {
    refused.ifPresentOrElse(this::tell, () -> answer.refuse(otherwise));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (wrote && !answer.ended()) {
      wrote = false;
      answer.flush(reader.readNanos());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(Unserved.engineBroke(route.name(), engine.remedy()));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && context.channel().config().isAutoRead()) {
      fail(Unserved.engineSilent(route.name(), silence.toSeconds(), engine.remedy()));
      var _ = context.close();
    }
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      String why = String.valueOf(handshake.cause().getMessage());
      answer.refuse(Unserved.untrusted(route.name(), why, engine.remedy()));
      var _ = context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken(context);
  }

  private void broken(ChannelHandlerContext context) {
    fail(Unserved.engineBroke(route.name(), engine.remedy()));
    var _ = context.close();
  }
}
