package dev.croupier.host;

import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.Finding.Done;
import dev.croupier.host.Finding.NotYet;
import dev.croupier.host.journal.CallRef;
import dev.croupier.host.journal.PaidMemory;
import dev.croupier.host.turn.SentRequest;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Sends what changes something at the node, and finds out what became of it if the answer is lost:
 * with the wire, with the process of the host, or because it does not come or cannot be read.
 *
 * <p>A request is recorded before it leaves: its text, the others' signatures, the version it was
 * made for and until when the node takes it. So one mechanism serves a living host and one that was
 * started again: the node is asked first, and what it has not had is sent again, the same text with
 * the same signatures, as long as the node would take it; a node does so at most once, since a text
 * creates one session, names one version, or ends what is open. Payments are the exception: they
 * are never sent again, and looked for until the node would refuse them as too old. What was not
 * recorded has never left.
 *
 * <p>Runs on the seat's loop; futures complete there.
 */
final class LostAnswers {

  private final SeatContext seat;
  private final CallRecords records;
  private final CallSearch search;
  private final Retries retries;
  private final PaymentBook payments = new PaymentBook();

  LostAnswers(SeatContext seat, CallRecords records) {
    this.seat = seat;
    this.records = records;
    this.search = new CallSearch(seat);
    this.retries = new Retries(seat.clock());
  }

  /** There is a connection again: the node can be asked. */
  void connected() {
    retries.connected();
  }

  void disconnected() {
    retries.disconnected();
  }

  /**
   * Looks again for what is due.
   *
   * @param nowMs the time
   * @return how much that was
   */
  int due(long nowMs) {
    return retries.due(nowMs);
  }

  OptionalLong nextDueMs() {
    return retries.nextDueMs();
  }

  /** Takes in what an earlier process has paid. */
  void restore(List<PaidMemory> paid) {
    payments.restore(paid);
  }

  /**
   * How a request is to be recorded.
   *
   * @param step its text
   * @param signatures the others' signatures
   * @param version the session's version before it, 0 without one
   */
  SentRequest leaving(Step step, Collection<Signature> signatures, long version) {
    return new SentRequest(
        seat.clock().millis(),
        step.text(),
        signatures.stream().map(Signature::toString).toList(),
        version,
        step.expiresAt().toEpochMilli());
  }

  /**
   * Sends a decision about a session.
   *
   * @param call whose it is
   * @param step the decision
   * @param sent how it leaves
   * @param send sends it; more than once if need be
   * @return the session's new state
   */
  CompletableFuture<SessionVersion> decision(
      CallRef call, Step step, SentRequest sent, Supplier<CompletableFuture<SessionVersion>> send) {
    return follow(call, sent, decisionRequest(step, sent, send));
  }

  /** Finds out what became of a decision that has left in an earlier process. */
  CompletableFuture<SessionVersion> decisionAgain(
      Step step, SentRequest sent, Supplier<CompletableFuture<SessionVersion>> send) {
    return takeUp(decisionRequest(step, sent, send));
  }

  private Pursuit.Request<SessionVersion> decisionRequest(
      Step step, SentRequest sent, Supplier<CompletableFuture<SessionVersion>> send) {
    SessionId id = step.sessionId().orElseThrow();
    boolean close = step.operation() instanceof Operation.CloseSession;
    // What it has been told of is needed most once it is closed, and the seat knows it no more.
    Optional<ActiveSession> asked = seat.sessions().find(id);
    return new Pursuit.Request<>(
        close ? "closeSession" : "submitState",
        Optional.of(id),
        send,
        () ->
            search
                .session(id)
                .thenApplyAsync(
                    found ->
                        Finding.ofDecision(
                            step.operation(),
                            id,
                            sent.version(),
                            close ? found : found.map(now -> at(sent.version() + 1, now, asked)),
                            sole(found, asked, close)),
                    seat.tasks()),
        expiry(sent),
        true,
        done -> "session " + id.shortText() + " has version " + done.version());
  }

  /** The session as it was at a version that has been replaced since, if the seat knows that. */
  private SessionSnapshot at(long version, SessionSnapshot now, Optional<ActiveSession> asked) {
    return known(now, asked)
        .filter(known -> now.version() > version)
        .flatMap(known -> known.sharesAt(version))
        .map(
            shares ->
                new SessionSnapshot(
                    now.sessionId(),
                    now.definition(),
                    version,
                    true,
                    now.sessionData(),
                    Optional.of(shares)))
        .orElse(now);
  }

  private Optional<ActiveSession> known(SessionSnapshot now, Optional<ActiveSession> asked) {
    return asked.or(() -> seat.sessions().find(now.sessionId()));
  }

  /** Whether only this seat can have changed the session, and only in one way. */
  private boolean sole(
      Optional<SessionSnapshot> found, Optional<ActiveSession> asked, boolean close) {
    if (found.isEmpty()) {
      return false;
    }
    SessionDefinition definition = found.get().definition();
    long others = 0;
    for (Address participant : Set.copyOf(definition.participants())) {
      if (!participant.equals(seat.wallet())) {
        others += definition.weightOf(participant);
      }
    }
    boolean oneClose =
        known(found.get(), asked).map(known -> known.closesSigned().size() <= 1).orElse(true);
    return others < definition.quorum() && (!close || oneClose);
  }

  /**
   * Sends the creation of a session.
   *
   * @param call whose it is
   * @param id the id it will have
   * @param sent how it leaves
   * @param send sends it; more than once if need be
   * @return the session's first state, or the one it has by now
   */
  CompletableFuture<SessionVersion> creation(
      CallRef call,
      SessionId id,
      SentRequest sent,
      Supplier<CompletableFuture<SessionVersion>> send) {
    return follow(call, sent, creationRequest(id, sent, send));
  }

  /** Finds out what became of a creation that has left in an earlier process. */
  CompletableFuture<SessionVersion> creationAgain(
      SessionId id, SentRequest sent, Supplier<CompletableFuture<SessionVersion>> send) {
    return takeUp(creationRequest(id, sent, send));
  }

  private Pursuit.Request<SessionVersion> creationRequest(
      SessionId id, SentRequest sent, Supplier<CompletableFuture<SessionVersion>> send) {
    return new Pursuit.Request<>(
        "createSession",
        Optional.of(id),
        send,
        () -> search.session(id).thenApply(LostAnswers::created),
        expiry(sent),
        true,
        done -> "session " + id.shortText() + " was created");
  }

  private static Finding<SessionVersion> created(Optional<SessionSnapshot> found) {
    return found.isEmpty()
        ? new NotYet<>("there is no such session")
        : new Done<>(
            new SessionVersion(found.get().sessionId(), found.get().version(), found.get().open()));
  }

  /**
   * Sends a payment.
   *
   * @param call whose it is
   * @param payment who is paid what
   * @param sent how it leaves
   * @param send sends it, once
   * @return completes when the node has booked it
   */
  CompletableFuture<Void> payment(
      CallRef call,
      PaymentBook.Entry payment,
      SentRequest sent,
      Supplier<CompletableFuture<Void>> send) {
    PaymentBook.Line line = payments.asked(payment, sent.timeMs());
    return booked(
        line,
        sent,
        follow(
            call,
            sent,
            paymentRequest(line, payment, sent, () -> send.get().thenApply(done -> payment))));
  }

  /**
   * Finds out what became of payments that have left in an earlier process. All of them are to be
   * named before anything else is done, so that they are told apart.
   */
  CompletableFuture<Void> paymentAgain(PaymentBook.Entry payment, SentRequest sent) {
    PaymentBook.Line line = payments.asked(payment, sent.timeMs());
    return booked(line, sent, takeUp(paymentRequest(line, payment, sent, CompletableFuture::new)));
  }

  private Pursuit.Request<PaymentBook.Entry> paymentRequest(
      PaymentBook.Line line,
      PaymentBook.Entry payment,
      SentRequest sent,
      Supplier<CompletableFuture<PaymentBook.Entry>> send) {
    return new Pursuit.Request<>(
        "transfer",
        Optional.empty(),
        send,
        () -> {
          line.lost();
          return search
              .payments(payment.receiver(), payment.amount(), sent.timeMs())
              .thenApplyAsync(booked -> judge(line, booked.size()), seat.tasks());
        },
        expiry(sent),
        false,
        done -> "a payment of " + payment.amount() + " to " + payment.receiver() + " was booked");
  }

  /** In one go, so that of two payments that are alike one takes what there is. */
  private Finding<PaymentBook.Entry> judge(PaymentBook.Line line, int booked) {
    Finding<PaymentBook.Entry> finding = payments.judge(line, booked);
    if (finding instanceof Done<PaymentBook.Entry>) {
      line.booked(seat.clock().millis());
    }
    return finding;
  }

  private CompletableFuture<Void> booked(
      PaymentBook.Line line, SentRequest sent, CompletableFuture<PaymentBook.Entry> outcome) {
    return outcome
        .whenComplete(
            (done, error) -> {
              if (error == null) {
                line.booked(seat.clock().millis());
              } else if (FailureCodes.code(error).equals(FailureCodes.OUTCOME_UNKNOWN)) {
                line.uncertain(Math.max(seat.clock().millis(), sent.expiresAtMs()));
              } else {
                payments.notBooked(line);
              }
            })
        .thenAccept(done -> {});
  }

  private static Instant expiry(SentRequest sent) {
    return Instant.ofEpochMilli(sent.expiresAtMs());
  }

  private <T> CompletableFuture<T> follow(
      CallRef call, SentRequest sent, Pursuit.Request<T> request) {
    Pursuit<T> pursuit = new Pursuit<>(seat, retries, request);
    records.leaving(call, sent, pursuit::send);
    return pursuit.outcome();
  }

  private <T> CompletableFuture<T> takeUp(Pursuit.Request<T> request) {
    Pursuit<T> pursuit = new Pursuit<>(seat, retries, request);
    pursuit.takeUp();
    return pursuit.outcome();
  }
}
