package dev.croupier.rpc;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the node. Somebody must end it, with an answer or a refusal: the
 * connection's next frame waits for that.
 */
public final class Request {
  private final Connection connection;
  private final RequestFrame frame;
  private final long receivedAtMs;
  private final @Nullable Address caller;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  Request(Connection connection, RequestFrame frame, long receivedAtMs, @Nullable Address caller) {
    this.connection = connection;
    this.frame = frame;
    this.receivedAtMs = receivedAtMs;
    this.caller = caller;
  }

  /**
   * @return where it came from and the answer goes
   */
  public Connection connection() {
    return connection;
  }

  /**
   * @return the request array
   */
  public RequestPayload payload() {
    return frame.payload();
  }

  /**
   * @return the signatures as sent
   */
  public List<String> signatures() {
    return frame.signatureTexts();
  }

  /**
   * @return the session a message belongs to as sent, or null
   */
  public @Nullable String sid() {
    return frame.sid();
  }

  /**
   * @return when it was taken up, in milliseconds since 1970
   */
  public long receivedAtMs() {
    return receivedAtMs;
  }

  /**
   * @return the wallet that logged in on the connection; there is one for private methods
   */
  public Address caller() {
    if (caller == null) {
      throw new IllegalArgumentException(payload().method() + " is public and has no caller");
    }
    return caller;
  }

  /**
   * @return the wallet that logged in on the connection, or null
   */
  public @Nullable Address callerOrNull() {
    return caller;
  }

  /**
   * What others need to check by themselves that a wallet signed this request.
   *
   * @param wallet the wallet whose signature was found to be the first one
   * @return the member {@code proof} of a frame, as JSON text with a comma behind it
   */
  public String proof(Address wallet) {
    return "\"proof\":{\"req\":"
        + JsonText.quoted(payload().text())
        + ",\"sig\":"
        + GoJson.quoted(signatures().getFirst())
        + ",\"wallet\":\""
        + wallet
        + "\"},";
  }

  /** Marks the request as answered, so that the connection's next frame is taken. */
  public void finish() {
    done.complete(null);
  }

  CompletableFuture<Void> done() {
    return done;
  }
}
