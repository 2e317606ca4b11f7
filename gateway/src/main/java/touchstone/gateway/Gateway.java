package touchstone.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import touchstone.model.Problem;
import touchstone.model.ProblemException;
import touchstone.model.Text;

/** The one address in front of all deployments. Thread-safe. */
public final class Gateway implements AutoCloseable {
  private static final int MOST_LOOPS = 4;
  private static final int LOW_WATER = 32 << 10;
  private static final int HIGH_WATER = 64 << 10;

  private final GatewaySettings settings;
  private final MultiThreadIoEventLoopGroup loops;
  private final Front front;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel door;

  private Gateway(GatewaySettings settings, Front front) {
    this.settings = settings;
    this.front = front;
    int cores = Runtime.getRuntime().availableProcessors();
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Math.clamp(cores / 2, 1, MOST_LOOPS), NioIoHandler.newFactory());
    this.door = open();
  }

  /**
   * Listens.
   *
   * @throws ProblemException where the address cannot be listened on
   */
  public static Gateway start(GatewaySettings settings, Parts parts) {
    return new Gateway(
        settings, new Front(settings, parts, new Witnesses(new Metrics(), parts.log())));
  }

  private Channel open() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    welcome(client);
                  }
                });
    try {
      return bootstrap.bind(settings.address()).syncUninterruptibly().channel();
    } catch (RuntimeException failure) {
      var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw cannotListen(failure);
    }
  }

  private void welcome(SocketChannel client) {
    if (clients.size() >= settings.limits().connections()) {
      var _ = client.close();
      return;
    }
    clients.add(client);
    client
        .pipeline()
        .addLast(new RequestReader(settings.limits()))
        .addLast(new HttpResponseEncoder())
        .addLast(new Connection(front, settings));
  }

  private ProblemException cannotListen(RuntimeException failure) {
    String place = settings.address().getHostString() + ":" + settings.address().getPort();
    return new ProblemException(
        new Problem(
            new Text(
                "监听不了 " + place + "：" + failure.getMessage(),
                "Cannot listen on " + place + ": " + failure.getMessage()),
            new Text(
                "换一个 --port 或 --bind；0 表示随便一个空闲端口。",
                "Give another --port or --bind; port 0 takes any that is free.")));
  }

  public int port() {
    return ((InetSocketAddress) door.localAddress()).getPort();
  }

  /** Takes nothing new, and gives the answers under way their time before it cuts them off. */
  @Override
  public void close() {
    front.close();
    door.close().syncUninterruptibly();
    clients.forEach(client -> client.pipeline().fireUserEventTriggered(Connection.Closing.EVENT));
    clients
        .newCloseFuture()
        .awaitUninterruptibly(settings.patience().drain().toMillis(), TimeUnit.MILLISECONDS);
    clients.close().awaitUninterruptibly();
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
