package touchstone.deploy.llamacpp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose client may still be sending: says that no more comes, and goes on reading
 * and dropping what the client sends until it closes or the time is up. A close with bytes unread
 * would reset the connection, and the client would lose the answer that tells it what was wrong.
 */
final class LingeringClose implements ChannelFutureListener {
  private static final int MOST_SECONDS = 5;

  @Override
  public void operationComplete(ChannelFuture written) {
    Channel channel = written.channel();
    if (!written.isSuccess() || !(channel instanceof SocketChannel socket)) {
      var _ = channel.close();
      return;
    }
    var _ = socket.shutdownOutput();
    Runnable close =
        () -> {
          var _ = channel.close();
        };
    var limit = channel.eventLoop().schedule(close, MOST_SECONDS, TimeUnit.SECONDS);
    var _ = channel.closeFuture().addListener(_ -> limit.cancel(false));
  }
}
