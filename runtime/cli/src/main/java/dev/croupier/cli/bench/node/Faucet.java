package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.protocol.Address;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin port of a local node: money for the load, and how the node keeps its ledger. */
final class Faucet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI admin;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @param admin such as {@code http://127.0.0.1:8001}
   */
  Faucet(URI admin) {
    this.admin = admin;
  }

  /** Gives a wallet money. */
  void fund(Address wallet, String asset, String amount) throws InterruptedException {
    String wish =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("address", wallet.toString(), "asset", asset, "amount", amount));
    ask(
        HttpRequest.newBuilder(admin.resolve("/admin/fund"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(wish)));
  }

  /** {@code file} or {@code memory}. */
  String ledger() throws InterruptedException {
    try {
      JsonNode health =
          JsonMapper.shared().readTree(ask(HttpRequest.newBuilder(admin.resolve("/health")).GET()));
      return health.path("ledger").asString("unknown");
    } catch (JacksonException e) {
      throw new BenchException(admin + " is not the admin port of a local node", e);
    }
  }

  private String ask(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchException("the node refused at " + admin + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new BenchException("no local node answers at " + admin, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
