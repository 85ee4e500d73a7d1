package dev.croupier.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One thing the {@link AdminServer} can do.
 *
 * @param method {@code GET} or {@code POST}; {@code GET} answers {@code HEAD} as well
 * @param path exact path, starting with a slash
 * @param handler does it
 */
public record AdminRoute(String method, String path, Handler handler) {

  /** Does what a route is for. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers a request. Called on a thread that serves connections: long work goes elsewhere. What
     * it throws, or its stage fails with, is logged and answered with status 500.
     *
     * @param request the request
     * @return completes with the answer
     */
    CompletionStage<AdminAnswer> handle(AdminRequest request);
  }

  /**
   * {@code GET /health}: status 200 when the service serves clients, else 503; the body is a JSON
   * object either way.
   *
   * @param health asked at each request; quick
   * @return the route
   */
  public static AdminRoute health(Supplier<Health> health) {
    return new AdminRoute(
        "GET",
        "/health",
        request -> {
          Health now = health.get();
          return CompletableFuture.completedFuture(
              AdminAnswer.json(now.serving() ? 200 : 503, now.members()));
        });
  }

  /**
   * {@code GET /metrics} in the Prometheus text format.
   *
   * @param describe adds the metrics to the page; quick
   * @return the route
   */
  public static AdminRoute metrics(Consumer<PrometheusText> describe) {
    return new AdminRoute(
        "GET",
        "/metrics",
        request -> {
          PrometheusText text = new PrometheusText();
          describe.accept(text);
          return CompletableFuture.completedFuture(AdminAnswer.metrics(text));
        });
  }
}
