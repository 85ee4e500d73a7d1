package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line that checks from outside use. */
class NodeLauncherTest {
  private static final String WALLET = "0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void node_ephemeral_answersHealthAndFunds() throws Exception {
    int port = freePort();
    int adminPort = freePort();
    try (Launched node =
        Launched.croupier(
            folder,
            "node",
            "--ephemeral",
            "--port",
            Integer.toString(port),
            "--admin-port",
            Integer.toString(adminPort))) {
      URI admin = URI.create("http://127.0.0.1:" + adminPort);
      awaitHealth(node, admin);

      HttpResponse<String> funded =
          fund(
              admin,
              "{\"address\":\"%s\",\"asset\":\"usdc\",\"amount\":\"12.5\"}".formatted(WALLET));
      assertThat(funded.statusCode()).as(funded.body()).isEqualTo(200);
      assertThat(funded.body()).contains("12.5");
      HttpResponse<String> refused =
          fund(admin, "{\"address\":\"%s\",\"asset\":\"gold\",\"amount\":\"1\"}".formatted(WALLET));
      assertThat(refused.statusCode()).isBetween(400, 499);
      assertThat(refused.body()).contains("gold");

      try (Launched more =
          Launched.croupier(
              folder,
              "node",
              "fund",
              WALLET,
              "0.5",
              "usdc",
              "--json",
              "--admin",
              admin.toString())) {
        assertThat(more.exitCode()).isZero();
        assertThat(more.output()).contains("13");
      }
      assertThat(node.output())
          .contains("ws://127.0.0.1:" + port + "/ws", admin.toString(), "in memory", "Ready in ");
      assertThat(node.errors()).isEmpty();
    }
  }

  private HttpResponse<String> fund(URI admin, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(admin.resolve("/admin/fund"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void awaitHealth(Launched node, URI admin) {
    HttpRequest question = HttpRequest.newBuilder(admin.resolve("/health")).build();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              if (!node.running()) {
                throw new IllegalStateException("the node has ended: " + node.errors());
              }
              HttpResponse<String> health;
              try {
                health = http.send(question, HttpResponse.BodyHandlers.ofString());
              } catch (ConnectException e) {
                throw new AssertionError("not listening yet", e);
              }
              assertThat(health.statusCode()).isEqualTo(200);
              JsonNode said = JsonMapper.shared().readTree(health.body());
              assertThat(said.get("profile").asString()).isEqualTo("default");
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
