package touchstone.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose client may still be sending: a close with bytes unread resets it, and the
 * client would lose the answer that says what was wrong. So our side is closed first, and what
 * still comes is dropped for a moment.
 */
enum LingeringClose implements ChannelFutureListener {
  AFTER_WRITE;

  private static final int MOST_SECONDS = 3;

  @Override
  public void operationComplete(ChannelFuture written) {
    Channel channel = written.channel();
    if (!written.isSuccess() || !(channel instanceof SocketChannel socket)) {
      var _ = channel.close();
      return;
    }
    socket.config().setAutoRead(true);
    var _ = socket.shutdownOutput();
    var limit =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  var _ = channel.close();
                },
                MOST_SECONDS,
                TimeUnit.SECONDS);
    var _ = channel.closeFuture().addListener(_ -> limit.cancel(false));
  }
}
