package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.LoginData;
import dev.croupier.transport.PortInUseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node over real sockets. */
class LocalNodeTest {
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Signer alice = TestNode.signer("alice");

  private NodeConfig config() {
    return TestNode.config().port(0).adminPort(0).ledgerFile(folder.resolve("l.db")).build();
  }

  @Test
  void start_clientLogsInAndIsFunded() throws IOException, InterruptedException {
    try (LocalNode node = LocalNode.start(config())) {
      HttpResponse<String> funded =
          post(
              node.adminUri().resolve("/admin/fund"),
              "{\"address\":\"" + alice.address() + "\",\"asset\":\"usdc\",\"amount\":\"12.50\"}");
      assertThat(funded.body()).contains("\"balance\":\"12.5\"");
      assertThat(node.fund(alice.address(), Amount.parse("0.5"), "usdc").join()).hasToString("13");

      Frames frames = new Frames();
      WebSocket socket = http.newWebSocketBuilder().buildAsync(node.wsUri(), frames).join();
      assertThat(frames.next().payload().method()).isEqualTo(Method.ASSETS.wireName());
      logIn(socket, frames);
      assertThat(frames.next().payload().method()).isEqualTo("channels");
      ResponseFrame balances = frames.next();
      assertThat(balances.payload().params().text())
          .isEqualTo("{\"balance_updates\":[{\"asset\":\"usdc\",\"amount\":\"13\"}]}");
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  @Test
  void start_healthTellsWhoItIs() throws IOException, InterruptedException {
    try (LocalNode node = LocalNode.start(config())) {
      HttpResponse<String> health =
          http.send(
              HttpRequest.newBuilder(node.adminUri().resolve("/health")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"status\":\"ok\"", node.brokerAddress().toString());
    }
  }

  @Test
  void fund_unknownAssetOrNothing_refused() throws IOException, InterruptedException {
    try (LocalNode node = LocalNode.start(config())) {
      HttpResponse<String> refused =
          post(
              node.adminUri().resolve("/admin/fund"),
              "{\"address\":\"" + alice.address() + "\",\"asset\":\"doge\",\"amount\":\"1\"}");

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("doge", "usdc");
      assertThatThrownBy(() -> node.fund(alice.address(), Amount.ZERO, "usdc").join())
          .hasRootCauseInstanceOf(InvalidFundingException.class);
    }
  }

  @Test
  void start_portTaken_refusedAndLedgerFreeAgain() {
    try (LocalNode node = LocalNode.start(config())) {
      NodeConfig sameAdminPort =
          TestNode.config()
              .port(0)
              .adminPort(node.adminUri().getPort())
              .ledgerFile(folder.resolve("other.db"))
              .build();
      assertThatThrownBy(() -> LocalNode.start(sameAdminPort))
          .isInstanceOf(PortInUseException.class);
    }
    NodeConfig other =
        TestNode.config().port(0).adminPort(0).ledgerFile(folder.resolve("other.db")).build();
    LocalNode.start(other).close();
  }

  private HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void logIn(WebSocket socket, Frames frames) {
    long now = System.currentTimeMillis();
    AuthRequest login =
        AuthRequest.of(
            alice.address(),
            TestNode.signer("key").address(),
            "app",
            now / 1000 + 3600,
            "",
            List.of());
    socket.sendText(RequestPayload.of(1, login, now).unsigned().text(), true).join();
    String challenge =
        TestClient.text(frames.next().payload().params().parse().asObject(), "challenge_message");
    RequestPayload verify = RequestPayload.of(2, AuthVerifyParams.withChallenge(challenge), now);
    String signature = alice.sign(LoginData.of(login, challenge).digest()).toString();
    socket.sendText(new RequestFrame(verify, List.of(signature), null).text(), true).join();
    assertThat(frames.next().payload().method()).isEqualTo("auth_verify");
  }

  /** What a socket received. */
  private static final class Frames implements WebSocket.Listener {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    ResponseFrame next() {
      try {
        String frame = received.poll(20, TimeUnit.SECONDS);
        assertThat(frame).as("next frame").isNotNull();
        return ResponseFrame.read(frame);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
