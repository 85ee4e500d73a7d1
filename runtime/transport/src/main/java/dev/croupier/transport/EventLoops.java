package dev.croupier.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;

/**
 * The threads that serve all sockets of a server: one accepts, the others read and write. They are
 * daemon threads, started when first needed. Close the servers first, then this.
 */
public final class EventLoops implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private final EventLoopGroup acceptor;
  private final EventLoopGroup workers;

  /**
   * @param name how the names of the threads begin
   * @param threads how many read and write, 1 or more
   */
  public EventLoops(String name, int threads) {
    if (threads < 1) {
      throw new InvalidLimitException("threads", threads, "1 or more");
    }
    acceptor =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name + "-accept", true), NioIoHandler.newFactory());
    workers =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(name + "-io", true), NioIoHandler.newFactory());
  }

  /**
   * Loops with one thread per processor.
   *
   * @param name how the names of the threads begin
   * @return new loops, to be closed by the caller
   */
  public static EventLoops perProcessor(String name) {
    return new EventLoops(name, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Listens.
   *
   * @param address where; port 0 lets the operating system choose
   * @param perConnection sets up the pipeline of each accepted connection
   * @return the listening channel
   * @throws PortInUseException when something else listens there
   * @throws ListenException when the address cannot be used at all
   */
  Channel listen(InetSocketAddress address, ChannelHandler perConnection) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(acceptor, workers)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(perConnection)
            .bind(address)
            .awaitUninterruptibly();
    Throwable failure = bound.cause();
    if (failure != null) {
      throw failed(address, failure);
    }
    return bound.channel();
  }

  /** Ends the threads; connections still open are cut. Blocks up to a few seconds. */
  @Override
  public void close() {
    acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static ListenException failed(InetSocketAddress address, Throwable failure) {
    if (address.isUnresolved()) {
      return new ListenException(address, "the host name has no address", failure);
    }
    if (!isOfThisMachine(address)) {
      return new ListenException(address, "this machine has no such address", failure);
    }
    // Java reports a taken and a forbidden port by the same class; only low ports are forbidden.
    if (failure instanceof BindException && address.getPort() >= FIRST_UNPRIVILEGED_PORT) {
      return new PortInUseException(address, failure);
    }
    return new ListenException(address, String.valueOf(failure.getMessage()), failure);
  }

  private static boolean isOfThisMachine(InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress() || address.getAddress().isLoopbackAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
