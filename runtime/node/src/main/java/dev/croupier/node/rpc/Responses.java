package dev.croupier.node.rpc;

import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Method;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Sends answers, errors and notifications, signed, to connections. Safe for concurrent use. */
public final class Responses {
  private final Profile profile;
  private final Clock clock;
  private final NodeFrames frames;
  private final Connections connections;

  /**
   * @param profile which decides about the ids of notifications
   * @param clock the time in frames
   * @param frames writes and signs
   * @param connections where wallets are
   */
  public Responses(Profile profile, Clock clock, NodeFrames frames, Connections connections) {
    this.profile = profile;
    this.clock = clock;
    this.frames = frames;
    this.connections = connections;
  }

  /**
   * Answers a request and ends it.
   *
   * @param request the request
   * @param method the answer's method name
   * @param params what is answered
   */
  public void answer(Request request, String method, JsonValue params) {
    send(
        request.connection(),
        NodeFrames.res(request.payload().requestId(), method, params, clock.millis()));
    request.finish();
  }

  /**
   * Answers a request with an error and ends it.
   *
   * @param request the request
   * @param text the error text
   */
  public void refuse(Request request, String text) {
    send(request.connection(), errorText(request.payload().requestId(), text));
    request.finish();
  }

  /**
   * Answers a frame that is no request.
   *
   * @param connection where it came from
   * @param requestId the request id to answer with; unsigned
   * @param text the error text
   */
  public void refuseFrame(Connection connection, long requestId, String text) {
    connection.peer().send(frames.signed(errorText(requestId, text)));
  }

  /**
   * Sends a prepared answer.
   *
   * @param connection to whom
   * @param res the text of the {@code res} array
   */
  public void send(Connection connection, String res) {
    connection.peer().send(frames.signed(res));
  }

  /**
   * Sends a notification to every connection of a wallet.
   *
   * @param wallet whom to tell; nothing happens if it is not connected
   * @param method the notification's method name
   * @param params what to tell
   */
  public void notify(Address wallet, String method, JsonObject params) {
    notify(connections.of(wallet), method, params);
  }

  /**
   * Sends a notification to one connection.
   *
   * @param connection whom to tell
   * @param method the notification's method
   * @param params what to tell
   */
  public void notify(Connection connection, Method method, JsonObject params) {
    notify(connection, method.wireName(), params);
  }

  /**
   * Sends a notification to one connection.
   *
   * @param connection whom to tell
   * @param method the notification's method name
   * @param params what to tell
   */
  public void notify(Connection connection, String method, JsonObject params) {
    notify(List.of(connection), method, params);
  }

  /**
   * @param requestId the request id; unsigned
   * @param text the error text
   * @return the text of a {@code res} array that says so
   */
  public String errorText(long requestId, String text) {
    return NodeFrames.res(
        requestId,
        Method.ERROR.wireName(),
        JsonObject.builder().put("error", text).build(),
        clock.millis());
  }

  private void notify(Collection<Connection> receivers, String method, JsonObject params) {
    if (receivers.isEmpty()) {
      return;
    }
    long now = clock.millis();
    long id = profile.notificationIdIsTime() ? now : 0;
    String frame = frames.signed(NodeFrames.res(id, method, params, now));
    receivers.forEach(receiver -> receiver.peer().send(frame));
  }
}
