package dev.croupier.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The small HTTP server for health, metrics and the faucet. It has no login, so it belongs on
 * loopback: whoever reaches it can create money.
 *
 * <p>Bodies are at most 64 KiB, at most 64 connections are served at a time, and a connection that
 * says nothing for 30 s is closed. Errors are JSON: {@code {"error": text}}.
 */
public final class AdminServer implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MAX_CONNECTIONS = 64;
  private static final int IDLE_SECONDS = 30;

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<AdminRoute> routes;
  private final Channel listening;

  private AdminServer(EventLoops loops, InetSocketAddress address, List<AdminRoute> routes) {
    this.routes = List.copyOf(routes);
    this.listening = loops.listen(address, new Pipelines());
  }

  /**
   * Starts to listen.
   *
   * @param loops threads to use, for example those of the {@link WebSocketServer}
   * @param address where; port 0 lets the operating system choose, see {@link #address}
   * @param routes what can be asked
   * @return the running server, to be closed by the caller
   * @throws PortInUseException when something else listens there
   * @throws ListenException when the address cannot be used at all
   */
  public static AdminServer start(
      EventLoops loops, InetSocketAddress address, List<AdminRoute> routes) {
    return new AdminServer(loops, address, routes);
  }

  /**
   * The usual place: this machine only.
   *
   * @param port 0 … 65535; 0 lets the operating system choose
   * @return the loopback address with that port
   */
  public static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Where it listens.
   *
   * @return the address with the actual port
   */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Stops listening and cuts open connections. Blocks; never call it from a route. */
  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    open.close().awaitUninterruptibly();
  }

  private final class Pipelines extends ChannelInitializer<Channel> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a refused connection is gone either way
    protected void initChannel(Channel channel) {
      if (open.size() >= MAX_CONNECTIONS) {
        channel.close();
        return;
      }
      open.add(channel);
      channel
          .pipeline()
          .addLast(
              new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS),
              new HttpServerCodec(),
              new HttpObjectAggregator(MAX_BODY_BYTES),
              new AdminHandler(routes));
    }
  }
}
