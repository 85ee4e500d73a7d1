package dev.croupier.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP request of a connection: it becomes a WebSocket at the server's path, whatever the
 * origin and without subprotocol or extensions (clearnode-0.x 1), or is refused with a line of
 * text.
 */
// A write or close that fails ends the channel, and channelInactive tells of it.
@SuppressWarnings("FutureReturnValueIgnored")
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(UpgradeHandler.class);

  private static final String VERSION = "13";

  private final String path;
  private final TransportLimits limits;
  private final TransportCounters counters;
  private final Function<Channel, Connection> connections;
  private @Nullable Future<?> deadline;
  private boolean answered;

  /**
   * @param path where the endpoint is
   * @param connections makes the connection once the request was found good
   */
  UpgradeHandler(
      String path,
      TransportLimits limits,
      TransportCounters counters,
      Function<Channel, Connection> connections) {
    this.path = path;
    this.limits = limits;
    this.counters = counters;
    this.connections = connections;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(
                () -> {
                  log.debug("no WebSocket handshake in time from {}", context.channel());
                  counters.refused();
                  context.close();
                },
                limits.handshakeTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (answered) {
      return;
    }
    answered = true;
    if (request.decoderResult().isFailure()) {
      refuse(context, HttpResponseStatus.BAD_REQUEST, "not a good HTTP request");
    } else if (!new QueryStringDecoder(request.uri()).path().equals(path)) {
      refuse(context, HttpResponseStatus.NOT_FOUND, "the WebSocket endpoint is " + path);
    } else if (!wantsWebSocket(request)) {
      refuse(
          context,
          HttpResponseStatus.UPGRADE_REQUIRED,
          path + " is a WebSocket endpoint: connect with ws:// or wss://");
    } else {
      upgrade(context, request);
    }
  }

  private static boolean wantsWebSocket(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    if (!request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION, false)) {
      refuse(
          context, HttpResponseStatus.UPGRADE_REQUIRED, "only WebSocket version 13 is spoken here");
      return;
    }
    if (!request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
      refuse(context, HttpResponseStatus.BAD_REQUEST, "the handshake needs a Sec-WebSocket-Key");
      return;
    }
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(path, null, decoding()).newHandshaker(request);
    // The connection joins first, so that no frame can come before there is someone to take it.
    Connection connection = connections.apply(context.channel());
    context.pipeline().addAfter(context.name(), "connection", connection);
    ChannelFuture done = handshaker.handshake(context.channel(), request);
    done.addListener(
        result -> {
          if (result.isSuccess()) {
            context.pipeline().remove(this);
            connection.open();
          } else {
            log.debug("handshake failed: {}", String.valueOf(result.cause()));
            context.close();
          }
        });
  }

  private WebSocketDecoderConfig decoding() {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(limits.maxFrameBytes())
        .allowExtensions(false)
        // The connection answers violations itself, after what was queued before them.
        .closeOnProtocolViolation(false)
        // Malformed text is the business of who reads it: it gets an answer, not a disconnect.
        .withUTF8Validator(false)
        .build();
  }

  private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String why) {
    counters.refused();
    HttpAnswers.sayAndEnd(context, status, why, limits.closeTimeout());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    log.debug("connection from {} failed before its handshake: {}", context.channel(), error);
    context.close();
  }
}
