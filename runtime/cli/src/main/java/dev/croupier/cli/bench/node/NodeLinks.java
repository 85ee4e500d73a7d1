package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.run.BenchException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens connections to one node; all of them share a few threads. */
final class NodeLinks implements AutoCloseable {
  private static final int LONGEST_FRAME = 4 << 20;
  private static final int LONGEST_HANDSHAKE = 8192;
  private static final long PATIENCE_S = 10;

  private final URI node;
  private final MultiThreadIoEventLoopGroup threads;
  private volatile Consumer<String> onLost = text -> {};

  /**
   * @param node a {@code ws://} address
   */
  NodeLinks(URI node) {
    if (!"ws".equals(node.getScheme()) || node.getHost() == null) {
      throw new BenchException("the load generator needs a ws:// address, not " + node);
    }
    this.node = node;
    this.threads =
        new MultiThreadIoEventLoopGroup(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            new DefaultThreadFactory("croupier-bench", true),
            NioIoHandler.newFactory());
  }

  /** Who hears of connections that were lost from now on. */
  void onLost(Consumer<String> listener) {
    onLost = listener;
  }

  /** A connection that is being opened. */
  CompletableFuture<NodeLink> open() {
    NodeLink link = new NodeLink(text -> onLost.accept(text));
    int port = node.getPort() < 0 ? 80 : node.getPort();
    var _ =
        new Bootstrap()
            .group(threads)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            // Thousands of logins a second would leave as many ports waiting for a minute.
            .option(ChannelOption.SO_LINGER, 0)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(LONGEST_HANDSHAKE),
                            new WebSocketClientProtocolHandler(
                                WebSocketClientProtocolConfig.newBuilder()
                                    .webSocketUri(node)
                                    .maxFramePayloadLength(LONGEST_FRAME)
                                    .withUTF8Validator(false)
                                    .handleCloseFrames(false)
                                    .build()),
                            link);
                  }
                })
            .connect(node.getHost(), port)
            .addListener(
                connected -> {
                  if (!connected.isSuccess()) {
                    link.opened()
                        .completeExceptionally(
                            new BenchException(
                                "no connection to " + node + ": " + connected.cause().getMessage(),
                                connected.cause()));
                  }
                });
    return link.opened().orTimeout(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    threads
        .shutdownGracefully(0, PATIENCE_S, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_S, TimeUnit.SECONDS);
  }
}
