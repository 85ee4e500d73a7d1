package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.client.Step;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.turn.Effect;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the operator of a running host may ask of its seats. Whatever changes something is recorded
 * in the seat's journal and passes the same schema check and the same guard, with the same limits,
 * as what the seat's app asks for; there is no other way to the signer. Safe for use by many
 * threads. Futures fail with {@link OperatorException}, or with another {@link CroupierException}
 * for values that cannot be read.
 */
public final class Operator {

  private final Function<String, Optional<Seat>> seats;

  Operator(Function<String, Optional<Seat>> seats) {
    this.seats = seats;
  }

  /**
   * @param seat a seat's name
   * @return the wallet's balances, from the node
   */
  public CompletableFuture<List<AssetAmount>> balances(String seat) {
    return at(seat, OperatorDesk::balances);
  }

  /**
   * @param seat a seat's name
   * @return its open sessions, oldest first, as the seat knows them
   */
  public CompletableFuture<List<SessionFacts>> sessions(String seat) {
    return at(seat, OperatorDesk::sessions);
  }

  /**
   * Sends a message in a session.
   *
   * @param seat a seat's name
   * @param sessionId one of its sessions
   * @param type a message type of its app
   * @param dataJson the data, JSON text; checked against the type's schema
   * @return completes when the relay has accepted it
   */
  public CompletableFuture<Void> send(
      String seat, SessionId sessionId, String type, String dataJson) {
    return at(
            seat,
            desk ->
                desk.ask(
                    "send",
                    Optional.of(sessionId),
                    call -> new Effect.SendMessage(call, sessionId.toString(), type, dataJson)))
        .thenAccept(done -> {});
  }

  /**
   * Closes a session. Where the seat alone does not reach the quorum, the other participants are
   * asked; {@link #signing} tells how that gets on.
   *
   * @param seat a seat's name
   * @param sessionId one of its sessions
   * @param shares who gets what
   * @return completes when the node has closed it
   */
  public CompletableFuture<Void> close(String seat, SessionId sessionId, List<Allocation> shares) {
    return at(
            seat,
            desk ->
                desk.ask(
                    "close",
                    Optional.of(sessionId),
                    call ->
                        new Effect.CloseSession(
                            call, sessionId.toString(), SessionForms.allocations(shares))))
        .thenAccept(done -> {});
  }

  /**
   * Pays from the seat's balance, within its transfer limit.
   *
   * @param seat a seat's name
   * @param destination the receiver
   * @param amount what to pay
   * @return completes when the node has booked it
   */
  public CompletableFuture<Void> transfer(String seat, Address destination, AssetAmount amount) {
    return at(
            seat,
            desk ->
                desk.ask(
                    "transfer",
                    Optional.empty(),
                    call ->
                        new Effect.Transfer(
                            call,
                            destination.toString(),
                            amount.asset(),
                            amount.amount().toString())))
        .thenAccept(done -> {});
  }

  /**
   * Brings a seat online after {@link #disconnect}. One attempt is made.
   *
   * @param seat a seat's name
   * @return completes when it is logged in and its sessions are as the node has them
   */
  public CompletableFuture<Void> connect(String seat) {
    return at(seat, desk -> desk.ask("connect", Optional.empty(), Effect.Connect::new))
        .thenAccept(done -> {});
  }

  /**
   * Takes a seat offline on purpose, until {@link #connect} is asked for, its app asks for it, or
   * the host is started again. No attempt to connect is made meanwhile.
   *
   * @param seat a seat's name
   * @return completes when it is offline
   */
  public CompletableFuture<Void> disconnect(String seat) {
    return at(seat, desk -> desk.ask("disconnect", Optional.empty(), Effect.Disconnect::new))
        .thenAccept(done -> {});
  }

  /**
   * Reads a text that participants sign together; nothing is signed. The node is asked how the
   * session it is about stands, so that {@link #sessions} tells that afterwards.
   *
   * @param seat a seat's name
   * @param text the exact text
   * @return what it says
   */
  public CompletableFuture<Step> read(String seat, String text) {
    return at(seat, desk -> desk.read(text));
  }

  /**
   * Signs a text that participants sign together: a new session within the seat's allowance, or a
   * redistribution or close of one of its sessions. The node is asked first how that session
   * stands, so that nothing is signed from a stale view.
   *
   * @param seat a seat's name
   * @param text the exact text
   * @return the seat's signature
   */
  public CompletableFuture<Signature> sign(String seat, String text) {
    return at(
            seat,
            desk -> desk.ask("sign", Optional.empty(), call -> new Effect.SignText(call, text)))
        .thenApply(json -> Signature.parse(JsonMapper.shared().readValue(json, String.class)));
  }

  /**
   * Who has signed what a seat proposes, who has not, and how long they still have.
   *
   * @param seat a seat's name
   * @return the rounds under way, its app's and its operator's, oldest first
   */
  public CompletableFuture<List<SigningRound>> signing(String seat) {
    return at(seat, OperatorDesk::signing);
  }

  /**
   * @param seat a seat's name
   * @return the invites that wait for the operator; only seats whose policy is to ask have any
   */
  public CompletableFuture<List<PendingInvite>> invites(String seat) {
    return at(seat, OperatorDesk::invites);
  }

  /**
   * Decides on an invite. A yes passes it on to the app, which may still refuse; a no is final.
   *
   * @param seat a seat's name
   * @param inviteId from {@link #invites}
   * @param accepted whether the seat may sign
   * @param reason why not; told to whoever asks, may be empty
   * @return completes when that is noted
   */
  public CompletableFuture<Void> decide(
      String seat, long inviteId, boolean accepted, String reason) {
    return at(seat, desk -> desk.decide(inviteId, accepted, reason));
  }

  private <T> CompletableFuture<T> at(
      String seat, Function<OperatorDesk, CompletableFuture<T>> request) {
    Optional<Seat> found = seats.apply(seat);
    return found.isPresent()
        ? found.get().operate(request)
        : CompletableFuture.failedFuture(
            new OperatorException("unknown-seat", "there is no seat \"" + seat + "\""));
  }
}
