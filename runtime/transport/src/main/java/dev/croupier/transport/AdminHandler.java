package dev.croupier.transport;

import dev.croupier.app.CroupierException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and turns answers and errors into HTTP. One per connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the connection
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);

  private final List<AdminRoute> routes;

  AdminHandler(List<AdminRoute> routes) {
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
    boolean keepAlive = HttpUtil.isKeepAlive(http);
    boolean head = http.method().equals(HttpMethod.HEAD);
    // Nothing further is read before this is answered, so that answers keep the order of requests.
    context.channel().config().setAutoRead(false);
    var _ =
        answer(http)
            .handle((answer, error) -> answer != null ? answer : failure(error))
            .thenAccept(
                answer -> context.executor().execute(() -> send(context, answer, head, keepAlive)));
  }

  private CompletionStage<AdminAnswer> answer(FullHttpRequest http) {
    try {
      return route(http);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<AdminAnswer> route(FullHttpRequest http) {
    if (http.decoderResult().isFailure()) {
      throw new AdminRequestException("", "not a good HTTP request");
    }
    String path = new QueryStringDecoder(http.uri()).path();
    String method = http.method().equals(HttpMethod.HEAD) ? "GET" : http.method().name();
    List<AdminRoute> there = routes.stream().filter(r -> r.path().equals(path)).toList();
    for (AdminRoute route : there) {
      if (route.method().equals(method)) {
        String body = http.content().toString(StandardCharsets.UTF_8);
        return route.handler().handle(new AdminRequest(method, path, body));
      }
    }
    AdminAnswer refusal =
        there.isEmpty()
            ? AdminAnswer.error(404, "nothing at " + path + "; there is " + names(routes), "")
            : AdminAnswer.error(405, method + " is not possible; there is " + names(there), "");
    return CompletableFuture.completedFuture(refusal);
  }

  private static String names(List<AdminRoute> routes) {
    return routes.stream()
        .map(route -> route.method() + " " + route.path())
        .collect(Collectors.joining(", "));
  }

  private static AdminAnswer failure(@Nullable Throwable error) {
    Throwable cause =
        error instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : error;
    return switch (cause) {
      case AdminRequestException bad ->
          AdminAnswer.error(400, String.valueOf(bad.getMessage()), bad.field());
      case CroupierException refused ->
          AdminAnswer.error(400, String.valueOf(refused.getMessage()), "");
      case null, default -> {
        log.error("an admin request failed", cause);
        yield AdminAnswer.error(500, "internal error", "");
      }
    };
  }

  private static void send(
      ChannelHandlerContext context, AdminAnswer answer, boolean head, boolean keepAlive) {
    FullHttpResponse response =
        HttpAnswers.of(
            HttpResponseStatus.valueOf(answer.status()), answer.contentType(), answer.body());
    if (head) {
      response.content().clear();
    }
    response
        .headers()
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    ChannelFuture written = context.writeAndFlush(response);
    if (keepAlive) {
      context.channel().config().setAutoRead(true);
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    if (error instanceof IOException || error instanceof ReadTimeoutException) {
      log.debug("admin connection ended: {}", error.toString());
    } else {
      log.warn("admin connection failed", error);
    }
    context.close();
  }
}
