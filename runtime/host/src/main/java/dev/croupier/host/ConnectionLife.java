package dev.croupier.host;

import dev.croupier.app.RequestFailedException;
import dev.croupier.host.cosign.RemoteCoSigning;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.AssetAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a seat does when its connection goes and comes. After each return the open sessions are read
 * again from the node, so that what was opened, changed and closed meanwhile is known; only then
 * the app hears that it is back. Runs on the seat's loop.
 */
final class ConnectionLife {

  private final SeatContext seat;
  private final SessionLifecycle lifecycle;
  private final Deliveries deliveries;
  private final LostAnswers lost;
  private final CloseWatch closes;
  private final OpenSessions open;
  private final RemoteCoSigning coSigning;
  private final Retries retries;
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean online;
  private boolean begun;
  private boolean current;
  private boolean appKnowsLoss;
  private int logins;

  ConnectionLife(
      SeatContext seat,
      SessionLifecycle lifecycle,
      Deliveries deliveries,
      LostAnswers lost,
      CloseWatch closes,
      OpenSessions open,
      RemoteCoSigning coSigning) {
    this.seat = seat;
    this.lifecycle = lifecycle;
    this.deliveries = deliveries;
    this.lost = lost;
    this.closes = closes;
    this.open = open;
    this.coSigning = coSigning;
    this.retries = new Retries(seat.clock());
  }

  /** The seat is logged in. */
  void connected() {
    online = true;
    logins++;
    deliveries.connected();
    lost.connected();
    closes.connected();
    coSigning.connected();
    retries.connected();
    if (begun) {
      reread(logins);
    }
  }

  /**
   * There is no connection any more.
   *
   * @param reason why, for people
   */
  void lost(String reason) {
    online = false;
    current = false;
    deliveries.disconnected();
    lost.disconnected();
    closes.disconnected();
    retries.disconnected();
    lifecycle.doubtAll();
    if (begun) {
      tellLoss(reason);
    }
  }

  private void tellLoss(String reason) {
    if (!appKnowsLoss) {
      appKnowsLoss = true;
      tell(new Input.Disconnected(reason));
    }
  }

  private void tell(Input input) {
    seat.mail().put(Optional.empty(), new Mail.Own(input, Optional.empty()));
  }

  /** The seat's sessions are taken up, as the node had them at its first login. */
  void begin() {
    begun = true;
    if (!online) {
      tellLoss("the connection was lost at the start");
    } else if (logins > 1) {
      reread(logins);
    } else {
      current = true;
    }
  }

  /** Reads the sessions again; starts anew if it fails, and ends with the connection. */
  private void reread(int login) {
    CompletableFuture<?> _ =
        open.compare(true)
            .whenCompleteAsync(
                (found, error) -> {
                  if (login != logins || !online) {
                    return;
                  }
                  if (error == null) {
                    found(found);
                    back();
                  } else {
                    problem(
                        "its sessions could not be read: " + FailureCodes.failed(error).message());
                    retries.later(() -> again(login));
                  }
                },
                seat.tasks());
  }

  private void again(int login) {
    if (login == logins && online) {
      reread(login);
    }
  }

  private void found(OpenSessions.Found found) {
    found.same().forEach(lifecycle::confirmed);
    found.news().forEach(closes::told);
    found
        .lost()
        .forEach(id -> problem("the node knows no session " + id + " any more; it is left alone"));
  }

  private void back() {
    current = true;
    seat.sessions().openIds().forEach(lifecycle::confirmed);
    if (appKnowsLoss) {
      appKnowsLoss = false;
      tell(new Input.Reconnected());
    }
    List<CompletableFuture<Void>> now = waiting;
    waiting = new ArrayList<>();
    now.forEach(promise -> promise.complete(null));
    CompletableFuture<?> _ =
        seat.connection().balances().whenCompleteAsync((all, error) -> balances(all), seat.tasks());
  }

  private void balances(@Nullable List<AssetAmount> all) {
    if (all != null) {
      seat.report().tell((at, name) -> new HostEvent.Balances(at, name, all));
    }
  }

  private void problem(String text) {
    seat.report().tell((at, name) -> new HostEvent.NodeProblem(at, name, text));
  }

  /**
   * Brings the seat online.
   *
   * @return completes when it is logged in and its sessions are as the node has them; fails if the
   *     attempt fails
   */
  CompletableFuture<Void> connect() {
    CompletableFuture<Void> promise = new CompletableFuture<>();
    if (online && current) {
      promise.complete(null);
      return promise;
    }
    waiting.add(promise);
    CompletableFuture<?> _ =
        seat.connection()
            .connect()
            .whenCompleteAsync(
                (info, error) -> {
                  if (error != null) {
                    promise.completeExceptionally(error);
                    waiting.removeIf(CompletableFuture::isDone);
                  }
                },
                seat.tasks());
    return promise;
  }

  /**
   * Takes the seat offline until {@link #connect}.
   *
   * @return completes when it is
   */
  CompletableFuture<Void> disconnect() {
    List<CompletableFuture<Void>> now = waiting;
    waiting = new ArrayList<>();
    now.forEach(
        promise ->
            promise.completeExceptionally(
                new RequestFailedException(
                    FailureCodes.NOT_CONNECTED, "the seat was taken offline")));
    seat.connection().disconnect();
    return CompletableFuture.runAsync(() -> {}, seat.tasks());
  }

  /**
   * Does what is due.
   *
   * @param nowMs the time
   * @return how much that was
   */
  int due(long nowMs) {
    return deliveries.due(nowMs) + lost.due(nowMs) + retries.due(nowMs);
  }

  OptionalLong nextDueMs() {
    return Stream.of(deliveries.nextDueMs(), lost.nextDueMs(), retries.nextDueMs())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }
}
