package dev.croupier.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket endpoint of a server (clearnode-0.x 1): path {@code /ws}, any origin, no
 * subprotocol, no compression, text and binary frames, client pings answered.
 *
 * <p>Each connection has its bounds ({@link TransportLimits}) and none can hold up another: a
 * receiver that does not keep up is closed with code 1013, an oversized message with 1009, a broken
 * frame with 1002, the core's {@link Peer#close} with 1008, stopping with 1001, a failure of the
 * core with 1011.
 */
// A write or close that fails ends the channel, and channelInactive tells of it.
@SuppressWarnings("FutureReturnValueIgnored")
public final class WebSocketServer implements AutoCloseable {
  /** Path of the endpoint. */
  public static final String PATH = "/ws";

  private static final Logger log = LoggerFactory.getLogger(WebSocketServer.class);
  private static final int MAX_REQUEST_BYTES = 8192;
  private static final WriteBufferWaterMark SOCKET_BUFFER =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private final TransportLimits limits;
  private final PeerListener listener;
  private final @Nullable SslContext tls;
  private final TransportCounters counters = new TransportCounters();
  private final AtomicLong lastId = new AtomicLong();
  private final AtomicInteger sockets = new AtomicInteger();
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private final Channel listening;
  private volatile boolean stopping;

  private WebSocketServer(
      EventLoops loops,
      InetSocketAddress address,
      @Nullable TlsFiles tls,
      TransportLimits limits,
      PeerListener listener) {
    this.limits = limits;
    this.listener = listener;
    this.tls = tls == null ? null : tls.load();
    this.listening = loops.listen(address, new Pipelines());
  }

  /**
   * Starts to listen.
   *
   * @param loops threads to use
   * @param address where; port 0 lets the operating system choose, see {@link #address}
   * @param tls certificate and key for {@code wss}, or null for plain {@code ws}
   * @param limits what one connection may cost
   * @param listener the core; its calls may begin before this method returns
   * @return the running server, to be closed by the caller
   * @throws PortInUseException when something else listens there
   * @throws ListenException when the address cannot be used at all
   * @throws TlsFilesException when certificate or key cannot be used
   */
  public static WebSocketServer start(
      EventLoops loops,
      InetSocketAddress address,
      @Nullable TlsFiles tls,
      TransportLimits limits,
      PeerListener listener) {
    return new WebSocketServer(loops, address, tls, limits, listener);
  }

  /**
   * Where it listens.
   *
   * @return the address with the actual port
   */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /**
   * What it has seen so far.
   *
   * @return a snapshot
   */
  public TransportStatistics statistics() {
    return counters.snapshot(connections.size());
  }

  /**
   * Stops: accepts nothing more, sends what is queued and a close frame to everyone, waits up to
   * the close time-out and then cuts what is left. Blocks; never call it from {@link PeerListener}.
   */
  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    stopping = true;
    for (Connection connection : connections.values()) {
      connection.end(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, "the server is stopping", false);
    }
    long patienceMs = limits.closeTimeout().toMillis();
    if (!awaitEmpty(patienceMs)) {
      connections.values().forEach(Connection::cut);
      if (!awaitEmpty(patienceMs)) {
        log.warn("{} connections still have a frame in handling", connections.size());
      }
    }
  }

  private boolean awaitEmpty(long patienceMs) {
    if (connections.isEmpty()) {
      return true;
    }
    try {
      empty.get(patienceMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Connection connect(Channel channel) {
    return new Connection(
        lastId.incrementAndGet(), channel, listener, limits, counters, this::joined, this::gone);
  }

  private void joined(Connection connection) {
    connections.put(connection.id(), connection);
    if (stopping) {
      connection.cut();
    }
  }

  private void gone(Connection connection) {
    connections.remove(connection.id());
    if (stopping && connections.isEmpty()) {
      empty.complete(null);
    }
  }

  private final class Pipelines extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.config().setWriteBufferWaterMark(SOCKET_BUFFER);
      ChannelPipeline pipeline = channel.pipeline();
      if (tls != null) {
        pipeline.addLast("tls", tls.newHandler(channel.alloc()));
      }
      boolean crowded = sockets.incrementAndGet() > limits.maxConnections();
      channel.closeFuture().addListener(closed -> sockets.decrementAndGet());
      pipeline.addLast("http", new HttpServerCodec());
      if (crowded) {
        counters.refused();
        pipeline.addLast("refusal", new Refusal());
        return;
      }
      pipeline.addLast("request", new HttpObjectAggregator(MAX_REQUEST_BYTES));
      if (!limits.idleTimeout().isZero()) {
        pipeline.addLast(
            "idle",
            new IdleStateHandler(limits.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
      }
      pipeline.addLast(
          "upgrade", new UpgradeHandler(PATH, limits, counters, WebSocketServer.this::connect));
    }
  }

  private final class Refusal extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      HttpAnswers.sayAndEnd(
          context,
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "too many connections: at most " + limits.maxConnections() + " are served",
          limits.closeTimeout());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
      log.debug("refused connection failed: {}", error.toString());
      context.close();
    }
  }
}
