package touchstone.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notices a client that reads nothing of its answer. Confined to the client's event loop. */
final class Stall {
  private final Channel client;
  private final long mostNanos;
  private final Runnable giveUp;
  private @Nullable Future<?> timer;

  /**
   * @param giveUp called where nothing was read for so long while there was something to read
   */
  Stall(Channel client, long mostNanos, Runnable giveUp) {
    this.client = client;
    this.mostNanos = mostNanos;
    this.giveUp = giveUp;
  }

  /** Closes the connection of a client that has not read the end of its answer by then. */
  static void limit(ChannelFuture written, long mostNanos) {
    if (written.isDone()) {
      return;
    }
    Channel client = written.channel();
    var limit =
        client
            .eventLoop()
            .schedule(
                () -> {
                  var _ = client.close();
                },
                mostNanos,
                TimeUnit.NANOSECONDS);
    var _ = written.addListener(_ -> limit.cancel(false));
  }

  /** The client reads again, or stopped. */
  void writabilityChanged() {
    if (client.isWritable()) {
      end();
    } else if (timer == null) {
      watch(client.bytesBeforeWritable());
    }
  }

  private void watch(long leftBytes) {
    timer = client.eventLoop().schedule(() -> look(leftBytes), mostNanos, TimeUnit.NANOSECONDS);
  }

  private void look(long leftBytes) {
    long now = client.bytesBeforeWritable();
    if (now == leftBytes) {
      giveUp.run();
    } else {
      watch(now);
    }
  }

  /** Watches no more. */
  void end() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
