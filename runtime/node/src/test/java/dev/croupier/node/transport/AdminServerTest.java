package dev.croupier.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.app.CroupierException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminServerTest {
  private static final String WALLET = "0x463e1bAbD7eF8Dd9F7dE7bF6c9F5d0Cc8A9d0B72";

  private final EventLoops loops = new EventLoops(1);
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
                AdminRoute.fund(AdminServerTest::fund),
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

  private static CompletionStage<BigDecimal> fund(String address, String asset, BigDecimal amount) {
    if (asset.equals("late")) {
      return CompletableFuture.failedFuture(new UnknownAssetException(asset));
    }
    if (!asset.equals("usdc")) {
      throw new UnknownAssetException(asset);
    }
    return CompletableFuture.completedFuture(amount.add(BigDecimal.TEN));
  }

  private static final class UnknownAssetException extends CroupierException {
    private static final long serialVersionUID = 1L;

    UnknownAssetException(String asset) {
      super("asset \"" + asset + "\" is not configured");
    }
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
  void fund_takesAmountsAsTextAndAsNumber() throws Exception {
    String expected =
        "{\"address\":\""
            + WALLET
            + "\",\"asset\":\"usdc\",\"amount\":\"1.5\",\"balance\":\"11.5\"}";
    for (String amount : new String[] {"\"1.50\"", "1.5"}) {
      HttpResponse<String> answer = post(body(WALLET, "usdc", amount));
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void fund_keepsEveryDigitOfANumber() throws Exception {
    assertThat(post(body(WALLET, "usdc", "12345678901234567890.123456789012345678")).body())
        .contains("\"amount\":\"12345678901234567890.123456789012345678\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "not json                                              |       | not JSON",
        "[]                                                    |       | JSON object",
        "{}                                                    | address | missing",
        "{\"address\":\"0x12\",\"asset\":\"usdc\",\"amount\":\"1\"} | address | 40 hex digits",
        "{\"address\":\"W\",\"asset\":\"\",\"amount\":\"1\"}       | asset | missing",
        "{\"address\":\"W\",\"asset\":\"usdc\",\"amount\":\"-1\"}  | amount | decimal number",
        "{\"address\":\"W\",\"asset\":\"usdc\",\"amount\":1e3}     | amount | decimal number",
        "{\"address\":\"W\",\"asset\":\"usdc\",\"amount\":\"0.0\"} | amount | more than zero",
        "{\"address\":\"W\",\"asset\":\"usdc\",\"amount\":true}    | amount | text or a number",
        "{\"address\":\"W\",\"asset\":\"usdc\",\"amount\":\"1\"} x |       | JSON",
        "{\"address\":\"W\",\"address\":\"W\"}                  |       | uplicate",
        "{\"address\":\"W\",\"asset\":\"doge\",\"amount\":\"1\"}  |       | not configured",
        "{\"address\":\"W\",\"asset\":\"late\",\"amount\":\"1\"}  |       | not configured",
      })
  void fund_badRequest_isRefusedWithTheFieldAndTheRule(String body, String field, String rule)
      throws Exception {
    HttpResponse<String> answer = post(body.replace("\"W\"", "\"" + WALLET + "\""));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains(rule);
    if (field == null) {
      assertThat(answer.body()).doesNotContain("\"field\"");
    } else {
      assertThat(answer.body()).endsWith("\"field\":\"" + field + "\"}");
    }
  }

  @Test
  void unknownPathAndMethod_areRefusedWithWhatThereIs() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/").body()).contains("GET /health, GET /metrics, POST /admin/fund");
    assertThat(get("/admin/fund").statusCode()).isEqualTo(405);
    assertThat(get("/admin/fund").body()).contains("there is POST /admin/fund");
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
        HttpRequest.newBuilder(uri("/admin/fund")).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + admin.address().getPort() + path);
  }

  private static String body(String address, String asset, String amount) {
    return "{\"address\":\""
        + address
        + "\",\"asset\":\""
        + asset
        + "\",\"amount\":"
        + amount
        + "}";
  }
}
