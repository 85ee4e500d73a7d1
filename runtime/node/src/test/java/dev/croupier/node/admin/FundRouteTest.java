package dev.croupier.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.app.CroupierException;
import dev.croupier.transport.AdminServer;
import dev.croupier.transport.EventLoops;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FundRouteTest {
  private static final String WALLET = "0x463e1bAbD7eF8Dd9F7dE7bF6c9F5d0Cc8A9d0B72";

  private final EventLoops loops = new EventLoops("test", 1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final AdminServer admin =
      AdminServer.start(loops, AdminServer.loopback(0), List.of(FundRoute.of(FundRouteTest::fund)));

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
