package dev.croupier.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection after its handshake: joins socket, {@link Inbox}, {@link Outbox} and
 * {@link PeerListener}. Everything but the methods of {@link Peer} runs on the event loop.
 *
 * <p>The end comes in one of three ways. The client closes: its frames so far are handled, its
 * close frame is echoed, the socket is closed. The server closes ({@link #end}): nothing more is
 * handled, a close frame goes out and the other side gets some time to read it ({@link Farewell}).
 * The socket breaks: frames that arrived whole are still handled. In each case {@link
 * PeerListener#closed} comes last.
 */
// A write or close that fails ends the channel, and channelInactive tells of it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends ChannelInboundHandlerAdapter implements Peer, Outbox.Events {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);
  private static final int MAX_REASON_BYTES = 123;

  private final long id;
  private final Channel channel;
  private final PeerListener listener;
  private final TransportLimits limits;
  private final TransportCounters counters;
  private final Consumer<Connection> joined;
  private final Consumer<Connection> gone;
  private final Outbox outbox;
  private final Inbox inbox;
  private final FrameAssembler assembler;

  private boolean opened;
  private boolean ending;
  private boolean clientClosed;

  /**
   * @param joined told before {@link PeerListener#opened}
   * @param gone told after {@link PeerListener#closed}
   */
  Connection(
      long id,
      Channel channel,
      PeerListener listener,
      TransportLimits limits,
      TransportCounters counters,
      Consumer<Connection> joined,
      Consumer<Connection> gone) {
    this.id = id;
    this.channel = channel;
    this.listener = listener;
    this.limits = limits;
    this.counters = counters;
    this.joined = joined;
    this.gone = gone;
    this.outbox = new Outbox(channel, limits, counters, this);
    this.inbox =
        new Inbox(
            channel.eventLoop(),
            limits,
            frame -> listener.received(this, frame),
            this::handlerFailed,
            outbox::roomy,
            this::updateReading);
    this.assembler = new FrameAssembler(limits.maxFrameBytes());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public void send(String text) {
    outbox.add(new TextWebSocketFrame(Unpooled.wrappedBuffer(text.getBytes(UTF_8))));
  }

  @Override
  public void close(String reason) {
    end(WebSocketCloseStatus.POLICY_VIOLATION, reason, false);
  }

  /** The handshake is over. */
  void open() {
    if (!channel.isActive()) {
      return;
    }
    opened = true;
    joined.accept(this);
    counters.accepted();
    log.debug("connection {} opened from {}", id, channel.remoteAddress());
    try {
      listener.opened(this);
    } catch (RuntimeException e) {
      handlerFailed(e);
    }
    inbox.start();
  }

  /**
   * Ends the connection from this side; any thread.
   *
   * @param dropQueued whether frames that wait for the receiver are thrown away
   * @return false when its end had begun already
   */
  boolean end(WebSocketCloseStatus status, String reason, boolean dropQueued) {
    if (!outbox.finish(closing(status.code(), shortened(reason)), dropQueued)) {
      return false;
    }
    log.debug("connection {} is being closed: {} {}", id, status.code(), reason);
    if (channel.eventLoop().inEventLoop()) {
      ignoreFurtherInput();
    } else {
      channel.eventLoop().execute(this::ignoreFurtherInput);
    }
    return true;
  }

  private void ignoreFurtherInput() {
    ending = true;
    inbox.discard();
    Farewell.ignoreInput(channel, limits.closeTimeout());
  }

  /** Cuts the connection without a word; any thread. */
  void cut() {
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!ending && !clientClosed && message instanceof WebSocketFrame frame) {
        read(frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(WebSocketFrame frame) {
    switch (frame) {
      case CloseWebSocketFrame close -> {
        clientClosed = true;
        int status = close.statusCode();
        inbox.afterwards(() -> answerClose(status));
      }
      case PingWebSocketFrame ping -> {
        byte[] payload = ByteBufUtil.getBytes(ping.content());
        outbox.add(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
        inbox.charge();
      }
      case PongWebSocketFrame pong -> inbox.charge();
      default -> {
        byte[] whole = assembler.add(frame);
        if (whole == null || whole.length == 0) {
          inbox.charge();
        } else {
          counters.received(whole.length);
          inbox.add(whole);
        }
      }
    }
  }

  private void answerClose(int status) {
    CloseWebSocketFrame echo =
        status < 0 ? new CloseWebSocketFrame(true, 0, Unpooled.EMPTY_BUFFER) : closing(status, "");
    if (outbox.finish(echo, false)) {
      Farewell.ignoreInput(channel, limits.closeTimeout());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (opened) {
      inbox.afterwards(this::reportClosed);
    }
  }

  private void reportClosed() {
    log.debug("connection {} closed", id);
    try {
      listener.closed(this);
    } catch (RuntimeException e) {
      log.error("connection {}: the core failed to handle its end", id, e);
    } finally {
      gone.accept(this);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    outbox.writabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && inbox.hasRoom()) {
      end(
          WebSocketCloseStatus.ENDPOINT_UNAVAILABLE,
          "nothing received for " + limits.idleTimeout().toMillis() + " ms",
          false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    switch (error) {
      case CorruptedWebSocketFrameException violation -> {
        counters.violation();
        String reason = String.valueOf(violation.getMessage());
        log.info("connection {} broke the WebSocket protocol: {}", id, reason);
        end(violation.closeStatus(), reason, false);
      }
      case IOException broken -> {
        log.debug("connection {} broke: {}", id, broken.getMessage());
        channel.close();
      }
      default -> {
        log.error("connection {} failed", id, error);
        end(WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "internal error", true);
      }
    }
  }

  private void handlerFailed(Throwable error) {
    log.error("connection {}: the core failed to handle a frame", id, error);
    end(WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "internal error", false);
  }

  @Override
  public void overflowed(int frames, long bytes) {
    String reason = "too slow: " + frames + " frames with " + bytes + " bytes wait to be read";
    if (end(WebSocketCloseStatus.TRY_AGAIN_LATER, reason, true)) {
      counters.slowReceiver();
      log.info("connection {} is closed, {}", id, reason);
    }
  }

  @Override
  public void drained() {
    inbox.dispatch();
    updateReading();
  }

  @Override
  public void stalled() {
    counters.slowReceiver();
    log.info("connection {} took nothing for {} ms and is cut", id, limits.writeStall().toMillis());
    channel.close();
  }

  @Override
  public void closing(ChannelFuture written) {
    if (clientClosed) {
      written.addListener(done -> channel.close());
    } else {
      Farewell.stopSendingAfter(written);
    }
  }

  private void updateReading() {
    boolean wanted = ending || clientClosed || (inbox.hasRoom() && outbox.roomy());
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  /** A close frame of heap memory: one that is never sent needs nobody to free it. */
  private static CloseWebSocketFrame closing(int status, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    ByteBuf content = Unpooled.buffer(Short.BYTES + text.length);
    content.writeShort(status).writeBytes(text);
    return new CloseWebSocketFrame(true, 0, content);
  }

  private static String shortened(String reason) {
    byte[] bytes = reason.getBytes(UTF_8);
    if (bytes.length <= MAX_REASON_BYTES) {
      return reason;
    }
    int end = MAX_REASON_BYTES;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, UTF_8);
  }
}
