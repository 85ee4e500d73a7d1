package dev.croupier.host;

import dev.croupier.app.RequestFailedException;
import dev.croupier.client.NodeException;
import dev.croupier.host.Finding.Done;
import dev.croupier.host.Finding.Never;
import dev.croupier.host.Finding.NotYet;
import dev.croupier.host.Finding.Unsure;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request that changes something, until its outcome is known. If its answer is lost, the node
 * is asked what became of it; what it has not had is sent again, the same text with the same
 * signatures, as long as the node would take it. A request of an earlier process begins there.
 *
 * @param <T> what the request brings
 */
final class Pursuit<T> {

  /** How often a request is sent whose answers do not come although the node can be asked. */
  private static final int MOST_TRIES = 5;

  /** How often a node may refuse to say what became of a request. */
  private static final int MOST_REFUSALS = 10;

  /** How far the node's clock may be behind. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(10);

  private final SeatContext seat;
  private final Retries retries;
  private final Request<T> request;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private int tries;
  private int refused;
  private boolean lost;

  Pursuit(SeatContext seat, Retries retries, Request<T> request) {
    this.seat = seat;
    this.retries = retries;
    this.request = request;
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
  record Request<T>(
      String name,
      Optional<SessionId> session,
      Supplier<CompletableFuture<T>> send,
      Supplier<CompletableFuture<Finding<T>>> look,
      Instant expiresAt,
      boolean again,
      Function<T, String> success) {}

  CompletableFuture<T> outcome() {
    return outcome;
  }

  /** Sends it. */
  void send() {
    tries++;
    CompletableFuture<T> answer;
    try {
      answer = request.send().get();
    } catch (RuntimeException e) {
      // Nothing has left this time; an earlier try may have.
      answer = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<?> _ = answer.whenCompleteAsync(this::answered, seat.tasks());
  }

  /** Finds out what became of it: it left in an earlier process, and its answer is lost. */
  void takeUp() {
    tries = 1;
    lost = true;
    NodeException ended = new NodeException.ConnectionLost(request.name(), "the host ended");
    retries.whenConnected(() -> look(ended));
  }

  private void answered(@Nullable T value, @Nullable Throwable error) {
    if (error == null) {
      outcome.complete(value);
      return;
    }
    Throwable cause = FailureCodes.unwrap(error);
    lost |= unanswered(cause);
    if (cause instanceof NodeException.Refused) {
      // It may have been refused because it was done: by an earlier try, or by the same frame that
      // came twice.
      retries.whenConnected(() -> look(cause));
    } else if (!lost) {
      outcome.completeExceptionally(error);
    } else if (unreached(cause)) {
      retries.whenConnected(() -> look(cause));
    } else {
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
    if (!lost && !(finding instanceof Done<T>)) {
      retries.answered();
      outcome.completeExceptionally(why);
      return;
    }
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
              new RequestFailedException(FailureCodes.OUTCOME_UNKNOWN, text + "; nobody can tell"));
        } else {
          retries.later(() -> look(why));
        }
      }
    }
  }

  private void notYet(String text, Throwable why) {
    boolean refusedByNode = why instanceof NodeException.Refused;
    if (refusedByNode) {
      fail(why);
    } else if (over()) {
      fail(new RequestFailedException("not-done", text + "; it was not done and will not be"));
    } else if (!request.again() || !unreached(why) || expired(Duration.ZERO)) {
      // What the guard does not let go again may still have left before.
      retries.later(() -> look(why));
    } else if (tries < MOST_TRIES) {
      tell(false, text + "; sent again");
      send();
    } else {
      fail(why);
    }
  }

  /** Nothing that has left can be taken any more. */
  private boolean over() {
    return expired(CLOCK_DIFFERENCE);
  }

  private boolean expired(Duration grace) {
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
}
