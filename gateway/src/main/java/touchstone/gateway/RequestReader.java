package touchstone.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import touchstone.model.Text;

/**
 * Reads one request after the other: the next only once the answer to the one before is out. What a
 * client sends ahead stays in a bounded buffer. Passes on Netty's HTTP objects, or a {@link
 * Refusal} for bytes that are no proper request, and nothing after that. Tells by the event {@link
 * Begun} that the first byte of a request is there.
 */
final class RequestReader extends HttpRequestDecoder {
  private static final int MOST_AHEAD = 64 << 10;
  private static final int CHUNK = 64 << 10;

  private final HeadCheck check;
  private boolean inside;
  private boolean begun;
  private boolean held;
  private boolean broken;

  /** The first byte of a request came. */
  enum Begun {
    EVENT
  }

  RequestReader(GatewaySettings.Limits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.headBytes())
            .setMaxHeaderSize(limits.headBytes())
            .setMaxChunkSize(CHUNK)
            .setStrictLineParsing(true)
            .setAllowDuplicateContentLengths(false));
    check = new HeadCheck(limits.headBytes());
  }

  /** Goes on to the next request, in the channel's event loop. */
  void next(ChannelHandlerContext own) throws Exception {
    held = false;
    begun = false;
    own.channel().config().setAutoRead(true);
    channelRead(own, Unpooled.EMPTY_BUFFER);
    channelReadComplete(own);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    super.channelRead(context, bytes);
    if (held && !broken && internalBuffer().readableBytes() > MOST_AHEAD) {
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (broken) {
      in.skipBytes(in.readableBytes());
    } else if (inside) {
      part(context, in, out);
    } else if (!held) {
      head(context, in, out);
    }
  }

  private void head(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
    if (!begun) {
      begun = true;
      context.fireUserEventTriggered(Begun.EVENT);
    }
    try {
      if (check.whole(in)) {
        inside = true;
        part(context, in, out);
      }
    } catch (Refusal refusal) {
      broken = true;
      in.skipBytes(in.readableBytes());
      out.add(refusal);
    }
  }

  private void part(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
    super.decode(context, in, out);
    for (Object each : out) {
      if (each instanceof HttpObject part && part.decoderResult().isFailure()) {
        broken = true;
      }
      if (each instanceof LastHttpContent) {
        inside = false;
        held = true;
      }
    }
  }

  /** A request that was cut off is none. */
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    in.skipBytes(in.readableBytes());
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw Refusals.malformed(
        new Text(
            "Content-Length 和 Transfer-Encoding 不能同时出现",
            "Content-Length and Transfer-Encoding exclude each other"));
  }
}
