package dev.croupier.client.wire;

import dev.croupier.client.NodeException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.TextFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wire over Java-WebSocket (clearnode-0.x 1).
 *
 * <p>The library's own send queue has no bound, so only a few small frames are handed over while
 * others are in it. The rest wait in {@link OutgoingQueue}, and a writer thread hands them over one
 * by one, each after the one before has gone to the socket. The library closes its socket only from
 * its own writer, which may be stuck in a write to a peer that no longer reads; therefore {@link
 * #cut} closes the socket itself.
 *
 * <p>The library logs whole frames, login tokens included, at level TRACE of its own loggers
 * ({@code org.java_websocket}); they are to be kept above that.
 */
public final class WebSocketWire implements Wire {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketWire.class);

  /** Up to so many frames may be in the library's queue when a small one is handed over. */
  private static final int FEW = 16;

  private static final int SMALL_BYTES = 16 * 1_024;
  private static final int SPINS_BEFORE_PARKING = 200;
  private static final long FIRST_PARK_NS = 20_000;
  private static final long LONGEST_PARK_NS = 1_000_000;

  private final WireLimits limits;
  private final Listener listener;
  private final Connection connection;
  private final OutgoingQueue outgoing;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean open;
  private volatile @Nullable String trouble;
  private volatile @Nullable String cutReason;

  private WebSocketWire(URI node, WireLimits limits, Listener listener) {
    this.limits = limits;
    this.listener = listener;
    this.outgoing = new OutgoingQueue(limits.maxQueuedFrames(), limits.maxQueuedBytes());
    this.connection = new Connection(node, limits);
  }

  /**
   * Dials over WebSocket, TLS for {@code wss}.
   *
   * @param node a {@code ws} or {@code wss} address
   * @param limits sizes and times to hold
   * @param listener hears everything about this wire
   * @return the wire, not open yet
   */
  public static Wire dial(URI node, WireLimits limits, Listener listener) {
    WebSocketWire wire = new WebSocketWire(node, limits, listener);
    wire.connection.connect();
    after(
        limits.connectTimeout(),
        () -> {
          if (!wire.open) {
            wire.cut("no connection within " + limits.connectTimeout().toMillis() + " ms");
          }
        });
    return wire;
  }

  @Override
  public void send(String text) {
    byte[] frame = text.getBytes(StandardCharsets.UTF_8);
    if (frame.length > limits.maxFrameBytes()) {
      throw new NodeException.FrameTooLarge(frame.length, limits.maxFrameBytes());
    }
    boolean taken;
    try {
      taken = open && outgoing.offer(frame, this::handOverNow);
    } catch (WebsocketNotConnectedException e) {
      LOG.debug("the wire to {} ended before a frame left", connection.getURI(), e);
      taken = false;
    }
    if (!taken) {
      throw new NodeException.NotConnected("the wire to " + connection.getURI() + " is not open");
    }
  }

  private boolean handOverNow(byte[] frame) {
    int ahead = connection.ahead();
    if (ahead >= FEW || (ahead > 0 && frame.length > SMALL_BYTES)) {
      return false;
    }
    handOver(frame);
    return true;
  }

  private void handOver(byte[] frame) {
    TextFrame text = new TextFrame();
    text.setPayload(ByteBuffer.wrap(frame));
    text.setTransferemasked(true);
    connection.sendFrame(text);
  }

  @Override
  public void close() {
    if (!open) {
      cut("closed before it was open");
      return;
    }
    connection.close(CloseFrame.NORMAL, "");
    after(limits.closeTimeout(), () -> cut("closed"));
  }

  @Override
  public void cut(String reason) {
    if (ended.get()) {
      return;
    }
    // The reading thread may notice the closed socket first; it then tells this reason too.
    cutReason = reason;
    closeSocket();
    end(reason);
    connection.closeConnection(CloseFrame.ABNORMAL_CLOSE, reason);
    closeSocket();
  }

  private void closeSocket() {
    Socket socket = connection.getSocket();
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("closing the socket to {} failed", connection.getURI(), e);
      }
    }
  }

  private void end(String reason) {
    if (ended.compareAndSet(false, true)) {
      open = false;
      outgoing.close();
      listener.closed(reason);
    }
  }

  private void write() {
    try {
      while (true) {
        byte[] frame = outgoing.awaitFirst();
        if (frame == null) {
          return;
        }
        // One may have been handed over just before this one was the first to wait.
        awaitHandedOver();
        handOver(frame);
        awaitHandedOver();
        outgoing.firstHasLeft();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WebsocketNotConnectedException e) {
      LOG.debug("the wire to {} ended while writing", connection.getURI(), e);
    }
  }

  /** The library has no signal for "taken by the writer", so this looks, with growing pauses. */
  private void awaitHandedOver() {
    int spins = 0;
    long parkNs = FIRST_PARK_NS;
    while (connection.hasBufferedData() && !ended.get()) {
      if (spins++ < SPINS_BEFORE_PARKING) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(parkNs);
        parkNs = Math.min(parkNs * 2, LONGEST_PARK_NS);
      }
    }
  }

  private static void after(Duration delay, Runnable action) {
    // Runs on a pool thread, never on the library's own threads, which it may have to end.
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(action);
  }

  /** The library's callbacks, on its reading thread or, at the end, on any of its threads. */
  private final class Connection extends WebSocketClient {

    Connection(URI node, WireLimits limits) {
      super(
          node,
          new Draft_6455(List.of(), List.of(new Protocol("")), limits.maxFrameBytes()),
          Map.of(),
          Math.toIntExact(limits.connectTimeout().toMillis()));
      setTcpNoDelay(true);
      setDaemon(true);
      setConnectionLostTimeout(Math.toIntExact(limits.keepAlive().toSeconds()));
    }

    /** How many frames are in the library's queue. */
    int ahead() {
      return getConnection() instanceof WebSocketImpl engine ? engine.outQueue.size() : 0;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      if (ended.get()) {
        return;
      }
      open = true;
      Thread.ofPlatform().daemon().name("croupier-wire-writer").start(WebSocketWire.this::write);
      listener.opened();
    }

    @Override
    public void onMessage(String text) {
      if (!ended.get()) {
        listener.received(text);
      }
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
      onMessage(StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public void onClose(int code, @Nullable String reason, boolean remote) {
      // The library leaves closing the socket to a writer that may never come back from a write.
      after(limits.closeTimeout(), WebSocketWire.this::closeSocket);
      String cut = cutReason;
      end(cut == null ? why(code, reason, remote) : cut);
    }

    private String why(int code, @Nullable String reason, boolean remote) {
      String detail = reason == null || reason.isEmpty() ? "close code " + code : reason;
      String cause = trouble;
      if (remote) {
        return "the node closed the connection: " + detail;
      }
      return cause == null ? detail : cause;
    }

    @Override
    public void onError(Exception error) {
      String message = error.getMessage();
      trouble = message == null ? error.getClass().getSimpleName() : message;
      LOG.debug("trouble on the wire to {}", getURI(), error);
    }
  }
}
