package dev.croupier.rpc;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RefusedRequestException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers, errors and notifications, signed, to connections. Safe for concurrent use. */
public final class Responses {
  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

  private final boolean timeAsNotificationId;
  private final Clock clock;
  private final ServerFrames frames;
  private final Connections connections;

  /**
   * @param timeAsNotificationId whether the id of a notification is the time, else 0
   * @param clock the time in frames
   * @param frames writes and signs
   * @param connections where wallets are
   */
  public Responses(
      boolean timeAsNotificationId, Clock clock, ServerFrames frames, Connections connections) {
    this.timeAsNotificationId = timeAsNotificationId;
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
        ServerFrames.res(request.payload().requestId(), method, params, clock.millis()));
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
   * Does what serves a request, and refuses the request if that throws: with the text of a {@link
   * RefusedException}, for params that cannot be read, or as an internal error.
   *
   * @param request the request
   * @param serving serves it
   */
  public void serve(Request request, Runnable serving) {
    String method = request.payload().method();
    try {
      serving.run();
    } catch (RefusedException e) {
      refuse(request, e.text());
    } catch (RefusedRequestException e) {
      refuse(request, e.errorText());
    } catch (ProtocolException e) {
      LOG.debug("{} of {}: {}", method, request.connection(), e.getMessage());
      refuse(request, ErrorText.invalidParams(method));
    } catch (RuntimeException e) {
      LOG.error("{} failed", method, e);
      refuse(request, ErrorText.INTERNAL);
    }
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
    notify(connections.of(wallet), method, params, "");
  }

  /**
   * Sends a notification to every connection of a wallet.
   *
   * @param wallet whom to tell; nothing happens if it is not connected
   * @param method the notification's method name
   * @param params what to tell
   * @param moreMembers further members of the frame as JSON text, each with its comma behind it;
   *     not covered by the signature
   */
  public void notify(Address wallet, String method, JsonObject params, String moreMembers) {
    notify(connections.of(wallet), method, params, moreMembers);
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
    notify(connection, method, params, "");
  }

  /**
   * Sends a notification to one connection.
   *
   * @param connection whom to tell
   * @param method the notification's method name
   * @param params what to tell
   * @param moreMembers further members of the frame as JSON text, each with its comma behind it;
   *     not covered by the signature
   */
  public void notify(Connection connection, String method, JsonObject params, String moreMembers) {
    notify(List.of(connection), method, params, moreMembers);
  }

  /**
   * @param requestId the request id; unsigned
   * @param text the error text
   * @return the text of a {@code res} array that says so
   */
  public String errorText(long requestId, String text) {
    return ServerFrames.res(
        requestId,
        Method.ERROR.wireName(),
        JsonObject.builder().put("error", text).build(),
        clock.millis());
  }

  private void notify(
      Collection<Connection> receivers, String method, JsonObject params, String moreMembers) {
    if (receivers.isEmpty()) {
      return;
    }
    long now = clock.millis();
    long id = timeAsNotificationId ? now : 0;
    String frame = frames.signed(ServerFrames.res(id, method, params, now), moreMembers);
    receivers.forEach(receiver -> receiver.peer().send(frame));
  }
}
