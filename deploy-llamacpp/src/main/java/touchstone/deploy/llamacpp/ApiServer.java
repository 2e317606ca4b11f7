package touchstone.deploy.llamacpp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The engine's HTTP server, on the loopback address only. One event loop, which notices at once
 * when a client goes away, and one thread that reads requests in the order of their arrival.
 */
final class ApiServer implements AutoCloseable {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_LINE = 8192;
  private static final int MOST_HEADERS = 16384;
  private static final int CHUNK = 65536;

  private final EventLoopGroup loop;
  private final ExecutorService intake;
  private final Channel channel;

  private ApiServer(EventLoopGroup loop, ExecutorService intake, Channel channel) {
    this.loop = loop;
    this.intake = intake;
    this.channel = channel;
  }

  /**
   * @param port 0 for any that is free
   * @param key that requests must bear, empty for none
   */
  static ApiServer start(Service service, int port, Optional<String> key) {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ExecutorService intake =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("intake").factory());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 512)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    client
                        .pipeline()
                        .addLast(new HttpServerCodec(MOST_LINE, MOST_HEADERS, CHUNK))
                        .addLast(new BodyLimit(MOST_BYTES))
                        .addLast(new ApiHandler(service, intake, key));
                  }
                });
    try {
      Channel channel =
          bootstrap
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .syncUninterruptibly()
              .channel();
      return new ApiServer(loop, intake, channel);
    } catch (RuntimeException failure) {
      var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      intake.shutdownNow();
      throw EngineProblems.of(
          "内置引擎无法监听 127.0.0.1:%d：%s".formatted(port, failure.getMessage()),
          "The engine cannot listen on 127.0.0.1:%d: %s".formatted(port, failure.getMessage()),
          "请换一个端口，或者不指定端口，由系统挑一个空闲的。",
          "Give another port, or none: then a free one is taken.");
    }
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    intake.shutdownNow();
    var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
