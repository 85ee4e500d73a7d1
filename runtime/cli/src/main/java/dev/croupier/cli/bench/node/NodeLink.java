package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.v0.Method;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the load generator. It has one request under way at a time and looks at no more
 * of a frame than it needs; the node's signatures are not checked.
 */
final class NodeLink extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final Consumer<String> onLost;
  private final CompletableFuture<NodeLink> opened = new CompletableFuture<>();
  private volatile @Nullable Channel channel;
  private volatile @Nullable Pending pending;
  private volatile Consumer<NodeFrame> unasked = frame -> {};
  private volatile boolean closing;
  private volatile String closeReason = "";

  /** Learns the answer to a request. Called on the connection's thread. */
  interface Answer {
    void ok(NodeFrame frame);

    void refused(String text);
  }

  private record Pending(long requestId, Answer answer) {}

  NodeLink(Consumer<String> onLost) {
    this.onLost = onLost;
  }

  /** Completes when frames can be sent. */
  CompletableFuture<NodeLink> opened() {
    return opened;
  }

  /** Who hears frames that answer no request. */
  void onUnasked(Consumer<NodeFrame> listener) {
    unasked = listener;
  }

  /**
   * Sends a request whose answer is waited for.
   *
   * @param requestId its id
   * @param frame its text
   */
  void ask(long requestId, String frame, Answer answer) {
    pending = new Pending(requestId, answer);
    Channel open = channel;
    if (open == null || !open.isActive()) {
      pending = null;
      answer.refused(lostText());
      return;
    }
    var _ = open.writeAndFlush(new TextWebSocketFrame(frame));
  }

  boolean isOpen() {
    Channel open = channel;
    return open != null && open.isActive();
  }

  void close() {
    closing = true;
    Channel open = channel;
    if (open != null) {
      var _ = open.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    context.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      opened.complete(this);
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame) {
      received(NodeFrame.of(frame.content()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      closeReason = close.statusCode() + " " + close.reasonText();
    }
  }

  private void received(NodeFrame frame) {
    Pending waiting = pending;
    if (waiting == null || frame.requestId() != waiting.requestId()) {
      unasked.accept(frame);
      return;
    }
    pending = null;
    if (frame.is(Method.ERROR)) {
      waiting.answer().refused(frame.errorText());
    } else {
      waiting.answer().ok(frame);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    closeReason =
        cause instanceof BenchException || cause instanceof ProtocolException
            ? String.valueOf(cause.getMessage())
            : cause.toString();
    opened.completeExceptionally(new BenchException("no connection: " + closeReason, cause));
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    opened.completeExceptionally(new BenchException(lostText()));
    if (!closing) {
      onLost.accept(lostText());
    }
    Pending waiting = pending;
    pending = null;
    if (waiting != null) {
      waiting.answer().refused(lostText());
    }
    context.fireChannelInactive();
  }

  private String lostText() {
    return "connection lost" + (closeReason.isBlank() ? "" : ": " + closeReason);
  }
}
