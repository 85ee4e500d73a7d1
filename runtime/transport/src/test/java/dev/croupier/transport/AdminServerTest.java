package dev.croupier.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  private final EventLoops loops = new EventLoops("test", 1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean serving = new AtomicBoolean(true);
  private AdminServer admin;

  @BeforeEach
  void start() {
    admin =
        AdminServer.start(
            loops,
            AdminServer.loopback(0),
            List.of(
                AdminRoute.health(() -> new Health(serving.get(), Map.of("version", "0.1.0"))),
                AdminRoute.metrics(text -> text.gauge("croupier_up", "Whether\nit is up.", 1)),
                new AdminRoute(
                    "POST",
                    "/flat",
                    request ->
                        CompletableFuture.completedFuture(
                            AdminAnswer.json(200, AdminJson.readFlat(request.body())))),
                new AdminRoute(
                    "GET",
                    "/defect",
                    request -> {
                      throw new IllegalArgumentException("a secret detail");
                    })));
  }

  @AfterEach
  void stop() {
    admin.close();
    http.shutdownNow();
    loops.close();
  }

  @Test
  void health_tellsWhetherItServes() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"ok\",\"version\":\"0.1.0\"}");
    serving.set(false);
    assertThat(get("/health?verbose").statusCode()).isEqualTo(503);
  }

  @Test
  void metrics_areInPrometheusText() throws Exception {
    HttpResponse<String> page = get("/metrics");
    assertThat(page.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(page.body())
        .isEqualTo(
            "# HELP croupier_up Whether\\nit is up.\n# TYPE croupier_up gauge\ncroupier_up 1\n");
  }

  @Test
  void unknownPathAndMethod_areRefusedWithWhatThereIs() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/").body()).contains("GET /health, GET /metrics, POST /flat");
    assertThat(get("/flat").statusCode()).isEqualTo(405);
    assertThat(get("/flat").body()).contains("there is POST /flat");
  }

  @Test
  void defectOfARoute_isAnsweredWith500WithoutDetails() throws Exception {
    HttpResponse<String> answer = get("/defect");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"error\":\"internal error\"}");
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void tooLongBody_isRefusedWith413() throws Exception {
    assertThat(post("x".repeat(100_000)).statusCode()).isEqualTo(413);
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void requestsOfOneConnection_areAnsweredInOrder() throws Exception {
    try (RawClient client = new RawClient(admin.address())) {
      String health = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
      client.write(
          (health + "HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n" + health)
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(client.readHead()).contains("application/json");
      client.socket.getInputStream().skipNBytes(get("/health").body().length());
      assertThat(client.readHead()).contains("version=0.0.4");
      assertThat(client.readHead()).contains("application/json");
    }
  }

  @Test
  void takenPort_isReported() {
    assertThatThrownBy(() -> AdminServer.start(loops, admin.address(), List.of()))
        .isInstanceOf(PortInUseException.class)
        .hasMessageContaining(":" + admin.address().getPort());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri("/flat")).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + admin.address().getPort() + path);
  }
}
