package dev.croupier.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.relay.RelayLogin;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A client that sends what a well-behaved one would not. */
final class RawClient implements AutoCloseable, WebSocket.Listener {
  final BlockingQueue<ResponseFrame> frames = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private volatile boolean reading = true;
  private long lastId = 1000;

  RawClient(URI relay) {
    this.socket = RelayTable.await(http.newWebSocketBuilder().buildAsync(relay, this));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      frames.add(ResponseFrame.read(text.toString()));
      text.setLength(0);
    }
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  /** Takes nothing from the socket any more. */
  void stopReading() {
    reading = false;
  }

  RequestPayload payload(String method, String params) {
    return RequestPayload.of(
        ++lastId, method, JsonReader.DEFAULT.read(params).asObject(), System.currentTimeMillis());
  }

  void send(String frame) {
    RelayTable.await(socket.sendText(frame, true));
  }

  /** Sends a frame and gives its answer; notifications before it are dropped. */
  ResponseFrame ask(RequestFrame frame) {
    send(frame.text());
    while (true) {
      ResponseFrame answer = Heard.next(frames);
      if (answer.payload().requestId() == frame.payload().requestId()) {
        return answer;
      }
    }
  }

  JsonObject ok(RequestFrame frame) {
    ResponseFrame answer = ask(frame);
    assertThat(answer.payload().text()).doesNotContain("\"error\"");
    return answer.payload().params().parse().asObject();
  }

  String refused(RequestFrame frame) {
    ResponseFrame answer = ask(frame);
    assertThat(answer.payload().method()).isEqualTo("error");
    return text(answer.payload().params().parse().asObject(), "error");
  }

  JsonObject challenge() {
    return ok(payload("relay_challenge", "{}").unsigned());
  }

  RequestFrame login(JsonObject challenge, Address wallet, Address relay, Signer signer) {
    Hash32 nonce = Hash32.parse(text(challenge, "nonce"));
    long expiresAt = number(challenge, "expires_at");
    String signature =
        signer.sign(new RelayLogin(wallet, relay, nonce, expiresAt).digest()).toString();
    return payload(
            "relay_login",
            "{\"wallet\":\""
                + wallet
                + "\",\"nonce\":\""
                + nonce
                + "\",\"sig\":\""
                + signature
                + "\"}")
        .unsigned();
  }

  RawClient loggedIn(Signer wallet) {
    JsonObject challenge = challenge();
    ok(login(challenge, wallet.address(), Address.parse(text(challenge, "relay")), wallet));
    return this;
  }

  static long number(JsonObject object, String name) {
    return Long.parseLong(((JsonNumber) Objects.requireNonNull(object.get(name), name)).text());
  }

  static String text(JsonObject object, String name) {
    return Objects.requireNonNull(object.get(name), name).asString();
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
