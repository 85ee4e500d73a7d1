package dev.croupier.host;

import dev.croupier.app.RequestFailedException;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.client.Step;
import dev.croupier.host.Finding.Done;
import dev.croupier.host.Finding.Never;
import dev.croupier.host.Finding.NotYet;
import dev.croupier.host.Finding.Unsure;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends what changes something at the node, and finds out what became of it if the answer is lost:
 * with the wire, or because it does not come or cannot be read. The node is asked first. What it
 * has not had is sent again, the same text with the same signatures, as long as the node would take
 * it; a node does so at most once, since a text creates one session, names one version, or ends
 * what is open. Payments are the exception: they are never sent again, and looked for until the
 * node would refuse them as too old. Runs on the seat's loop; futures complete there.
 */
final class LostAnswers {

  /** How often a request is sent whose answers do not come although the node can be asked. */
  private static final int MOST_TRIES = 5;

  /** How often a node may refuse to say what became of a request. */
  private static final int MOST_REFUSALS = 10;

  /** How far the node's clock may be behind. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(10);

  private final SeatContext seat;
  private final CallSearch search;
  private final Retries retries;
  private final PaymentBook payments = new PaymentBook();

  LostAnswers(SeatContext seat) {
    this.seat = seat;
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

  /**
   * Sends a decision about a session.
   *
   * @param step the decision
   * @param before the session as the decision found it
   * @param send sends it; more than once if need be
   * @return the session's new state
   */
  CompletableFuture<SessionVersion> decision(
      Step step, SessionFacts before, Supplier<CompletableFuture<SessionVersion>> send) {
    SessionId id = before.id();
    boolean close = step.operation() instanceof Operation.CloseSession;
    return follow(
        new Request<>(
            close ? "closeSession" : "submitState",
            Optional.of(id),
            send,
            () ->
                search
                    .session(id)
                    .thenApplyAsync(
                        found ->
                            Finding.ofDecision(
                                step.operation(), before, found, sole(before, close)),
                        seat.tasks()),
            step.expiresAt(),
            true,
            done -> "session " + id.shortText() + " has version " + done.version()));
  }

  /** Whether only this seat can have changed the session, and only in one way. */
  private boolean sole(SessionFacts session, boolean close) {
    long others = 0;
    for (Address participant : Set.copyOf(session.definition().participants())) {
      if (!participant.equals(seat.wallet())) {
        others += session.definition().weightOf(participant);
      }
    }
    boolean oneClose =
        seat.sessions()
            .find(session.id())
            .map(known -> known.closesSigned().size() <= 1)
            .orElse(true);
    return others < session.definition().quorum() && (!close || oneClose);
  }

  /**
   * Sends the creation of a session.
   *
   * @param id the id it will have
   * @param expiresAt until when the node takes it
   * @param send sends it; more than once if need be
   * @return the session's first state, or the one it has by now
   */
  CompletableFuture<SessionVersion> creation(
      SessionId id, Instant expiresAt, Supplier<CompletableFuture<SessionVersion>> send) {
    return follow(
        new Request<>(
            "createSession",
            Optional.of(id),
            send,
            () -> search.session(id).thenApply(LostAnswers::created),
            expiresAt,
            true,
            done -> "session " + id.shortText() + " was created"));
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
   * @param payment who is paid what
   * @param expiresAt until when the node takes it
   * @param send sends it, once
   * @return completes when the node has booked it
   */
  CompletableFuture<Void> payment(
      PaymentBook.Entry payment, Instant expiresAt, Supplier<CompletableFuture<Void>> send) {
    long askedAtMs = seat.clock().millis();
    return follow(
            new Request<>(
                "transfer",
                Optional.empty(),
                () -> send.get().thenApply(done -> payment),
                () ->
                    search
                        .payments(payment.receiver(), payment.amount(), askedAtMs)
                        .thenApplyAsync(
                            booked -> payments.judge(payment, askedAtMs, booked.size()),
                            seat.tasks()),
                expiresAt,
                false,
                done ->
                    "a payment of "
                        + payment.amount()
                        + " to "
                        + payment.receiver()
                        + " was booked"))
        .thenAccept(done -> payments.confirmed(done, askedAtMs, seat.clock().millis()));
  }

  private <T> CompletableFuture<T> follow(Request<T> request) {
    Pursuit<T> pursuit = new Pursuit<>(request);
    pursuit.send();
    return pursuit.outcome;
  }

  /** Whether the node may have done it all the same. */
  private static boolean unanswered(Throwable error) {
    return error instanceof NodeException.ConnectionLost
        || error instanceof NodeException.TimedOut
        || error instanceof NodeException.UnusableFrame;
  }

  /** The node could not be asked, or not be sent anything. */
  private static boolean unreached(Throwable error) {
    return error instanceof NodeException && !(error instanceof NodeException.Refused);
  }

  /**
   * A request that changes something.
   *
   * @param name what it is called
   * @param session the session it is about
   * @param send sends it
   * @param look finds out what became of it
   * @param expiresAt after that nothing can come of it any more
   * @param again whether it may be sent again
   * @param success says what the node has done, for people
   */
  private record Request<T>(
      String name,
      Optional<SessionId> session,
      Supplier<CompletableFuture<T>> send,
      Supplier<CompletableFuture<Finding<T>>> look,
      Instant expiresAt,
      boolean again,
      Function<T, String> success) {}

  /** One request until its outcome is known. */
  private final class Pursuit<T> {
    private final Request<T> request;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private int tries;
    private int refused;
    private boolean lost;

    Pursuit(Request<T> request) {
      this.request = request;
    }

    void send() {
      tries++;
      CompletableFuture<T> answer;
      try {
        answer = request.send().get();
      } catch (RuntimeException e) {
        if (!lost) {
          throw e;
        }
        // Nothing has left this time, but an earlier try has.
        answer = CompletableFuture.failedFuture(e);
      }
      CompletableFuture<?> _ = answer.whenCompleteAsync(this::answered, seat.tasks());
    }

    private void answered(@Nullable T value, @Nullable Throwable error) {
      if (error == null) {
        outcome.complete(value);
        return;
      }
      Throwable cause = FailureCodes.unwrap(error);
      lost |= unanswered(cause);
      if (!lost) {
        outcome.completeExceptionally(error);
      } else if (unreached(cause)) {
        retries.whenConnected(() -> look(cause));
      } else {
        // An earlier try may be what it was refused for.
        look(cause);
      }
    }

    private void look(Throwable why) {
      CompletableFuture<?> _ =
          request
              .look()
              .get()
              .whenCompleteAsync(
                  (finding, error) -> {
                    if (error == null) {
                      found(finding, why);
                    } else {
                      notFound(FailureCodes.unwrap(error), why);
                    }
                  },
                  seat.tasks());
    }

    /** That a question was not answered says nothing about the request it was about. */
    private void notFound(Throwable error, Throwable why) {
      if (unreached(error) || ++refused < MOST_REFUSALS) {
        retries.later(() -> look(why));
      } else {
        fail(
            new RequestFailedException(
                FailureCodes.OUTCOME_UNKNOWN,
                "the node does not say what became of it: " + error.getMessage()));
      }
    }

    private void found(Finding<T> finding, Throwable why) {
      switch (finding) {
        case Done<T>(T value) -> {
          tell(true, request.success().apply(value));
          retries.answered();
          outcome.complete(value);
        }
        case Never<T>(String code, String text) -> fail(new RequestFailedException(code, text));
        case NotYet<T>(String text) -> notYet(text, why);
        case Unsure<T>(String text) -> {
          if (over()) {
            fail(
                new RequestFailedException(
                    FailureCodes.OUTCOME_UNKNOWN, text + "; nobody can tell"));
          } else {
            retries.later(() -> look(why));
          }
        }
      }
    }

    private void notYet(String text, Throwable why) {
      if (!unreached(why)) {
        fail(why);
      } else if (over()) {
        fail(new RequestFailedException("not-done", text + "; it was not done and will not be"));
      } else if (!request.again()) {
        retries.later(() -> look(why));
      } else if (tries < MOST_TRIES) {
        tell(false, text + "; sent again");
        send();
      } else {
        fail(why);
      }
    }

    private boolean over() {
      Duration grace = request.again() ? Duration.ZERO : CLOCK_DIFFERENCE;
      return !seat.clock().instant().minus(grace).isBefore(request.expiresAt());
    }

    private void fail(Throwable error) {
      tell(false, String.valueOf(error.getMessage()));
      retries.answered();
      outcome.completeExceptionally(error);
    }

    private void tell(boolean done, String text) {
      seat.report()
          .tell(
              (at, name) ->
                  new HostEvent.CallFound(at, name, request.session(), request.name(), done, text));
    }
  }
}
