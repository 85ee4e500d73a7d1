package dev.croupier.host;

import dev.croupier.client.Step;
import dev.croupier.host.cosign.CoSigning;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.NotEnoughSignaturesException;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.cosign.Tally;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects other participants' signatures for what this seat proposes, within a time limit, and
 * tells the operator who has signed, who has not and how long is left. A round ends as soon as
 * there is enough, or as soon as there cannot be enough; then nobody is waited for any more. Runs
 * on the seat's loop; futures complete there.
 */
final class SigningRounds {

  private final SeatContext seat;
  private final CoSigning coSigning;
  private final PendingAnswers<Round> rounds = new PendingAnswers<>();

  SigningRounds(SeatContext seat, CoSigning coSigning) {
    this.seat = seat;
    this.coSigning = coSigning;
  }

  boolean isLocal(Address wallet) {
    return coSigning.isLocal(wallet);
  }

  /**
   * Collects the signatures of everybody asked; one refusal ends the round.
   *
   * @param proposal a new session
   * @param sessionId the id it will have
   * @return the signatures; fails with {@link CoSigningException}
   */
  CompletableFuture<Map<Address, Signature>> everyone(
      Proposal.Creation proposal, SessionId sessionId) {
    return start(
        new Round(
            proposal,
            sessionId,
            "create",
            Tally.everyone(proposal.signers()),
            (signer, signature) -> seat.signer().isSignedBy(proposal.text(), signer, signature),
            deadlineMs(),
            new CompletableFuture<>()));
  }

  /**
   * Collects signatures until they reach the quorum.
   *
   * @param proposal a state or a close
   * @param kind what it is, for people
   * @param step its text, which signatures are held against
   * @param tally who is asked, and what is needed
   * @return the signatures; fails with {@link NotEnoughSignaturesException}
   */
  CompletableFuture<Map<Address, Signature>> quorum(
      Proposal.Decision proposal, String kind, Step step, Tally tally) {
    return start(
        new Round(
            proposal,
            proposal.sessionId(),
            kind,
            tally,
            (signer, signature) -> seat.signer().decisions().isSignedBy(step, signer, signature),
            deadlineMs(),
            new CompletableFuture<>()));
  }

  private long deadlineMs() {
    return seat.clock().millis() + seat.limits().collectingTime().toMillis();
  }

  /** The rounds under way, oldest first. */
  List<SigningRound> underWay() {
    return rounds.all().values().stream()
        .map(
            round ->
                new SigningRound(
                    seat.config().name(),
                    round.sessionId(),
                    round.kind(),
                    List.copyOf(round.tally().signed().keySet()),
                    round.tally().refused(),
                    List.copyOf(round.tally().silent()),
                    Instant.ofEpochMilli(round.untilMs())))
        .toList();
  }

  private CompletableFuture<Map<Address, Signature>> start(Round round) {
    long deadlineMs = round.untilMs();
    long id = rounds.add(round, deadlineMs);
    coSigning
        .ask(round.proposal())
        .forEach(
            (signer, answer) -> {
              CompletableFuture<?> _ =
                  answer.whenComplete(
                      (signature, error) ->
                          seat.tasks()
                              .execute(() -> answered(id, deadlineMs, signer, signature, error)));
            });
    settle(id, round, Optional.empty());
    return round.outcome();
  }

  private void answered(
      long id,
      long deadlineMs,
      Address signer,
      @Nullable Signature signature,
      @Nullable Throwable error) {
    Optional<Round> waiting = rounds.find(id);
    if (waiting.isEmpty()) {
      return;
    }
    Round round = waiting.get();
    if (signature == null) {
      round.tally().refuse(signer, FailureCodes.failed(unwrap(error)).message());
    } else if (genuine(round, signer, signature)) {
      round.tally().sign(signer, signature);
    } else {
      round.tally().refuse(signer, "its signature is not over this text");
    }
    report(round, Duration.ofMillis(Math.max(0, deadlineMs - seat.clock().millis())));
    settle(id, round, Optional.ofNullable(error).map(FailureCodes::unwrap));
  }

  private static boolean genuine(Round round, Address signer, Signature signature) {
    try {
      return round.genuine().test(signer, signature);
    } catch (ProtocolException e) {
      return false;
    }
  }

  private static Throwable unwrap(@Nullable Throwable error) {
    return error == null
        ? new IllegalArgumentException("no signature")
        : FailureCodes.unwrap(error);
  }

  private void settle(long id, Round round, Optional<Throwable> refusal) {
    switch (round.tally().verdict()) {
      case WAITING -> {}
      case ENOUGH -> {
        rounds.take(id);
        withdraw(round);
        round.outcome().complete(round.tally().signed());
      }
      case OUT_OF_REACH -> {
        rounds.take(id);
        withdraw(round);
        round.outcome().completeExceptionally(failure(round, refusal, Optional.empty()));
      }
    }
  }

  /** A new session fails with whoever refused first; a decision with the whole count. */
  private static Throwable failure(
      Round round, Optional<Throwable> refusal, Optional<Duration> waited) {
    if (round.proposal() instanceof Proposal.Creation && refusal.isPresent()) {
      return refusal.get();
    }
    return new NotEnoughSignaturesException(round.sessionId(), round.tally(), waited);
  }

  private void withdraw(Round round) {
    if (!round.tally().silent().isEmpty()) {
      coSigning.withdraw(round.proposal());
    }
  }

  private void report(Round round, Duration left) {
    Tally tally = round.tally();
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.SignaturesCollected(
                    at,
                    name,
                    round.sessionId(),
                    round.kind(),
                    List.copyOf(tally.signed().keySet()),
                    tally.refused(),
                    List.copyOf(tally.silent()),
                    left));
  }

  /**
   * Gives up on rounds whose time is over.
   *
   * @param nowMs the time
   * @return how many
   */
  int expire(long nowMs) {
    List<Round> late = rounds.expired(nowMs);
    for (Round round : late) {
      withdraw(round);
      report(round, Duration.ZERO);
      round
          .outcome()
          .completeExceptionally(
              failure(round, noAnswer(round), Optional.of(seat.limits().collectingTime())));
    }
    return late.size();
  }

  private Optional<Throwable> noAnswer(Round round) {
    return round.tally().silent().stream()
        .findFirst()
        .map(
            who ->
                new CoSigningException.NoAnswer(
                    who, who.shortText(), seat.limits().collectingTime()));
  }

  OptionalLong nextDueMs() {
    return rounds.nextDueMs();
  }

  private record Round(
      Proposal proposal,
      SessionId sessionId,
      String kind,
      Tally tally,
      BiPredicate<Address, Signature> genuine,
      long untilMs,
      CompletableFuture<Map<Address, Signature>> outcome) {}
}
