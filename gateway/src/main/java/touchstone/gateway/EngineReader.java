package touchstone.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import touchstone.model.Ticker;

/** Reads an engine's answer and remembers when its last bytes came. */
final class EngineReader extends HttpResponseDecoder {
  private static final int HEAD = 64 << 10;
  private static final int CHUNK = 64 << 10;

  private final Ticker ticker;
  private long readNanos;

  EngineReader(Ticker ticker) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(HEAD)
            .setMaxHeaderSize(HEAD)
            .setMaxChunkSize(CHUNK));
    this.ticker = ticker;
  }

  long readNanos() {
    return readNanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    readNanos = ticker.nanos();
    super.channelRead(context, bytes);
  }
}
