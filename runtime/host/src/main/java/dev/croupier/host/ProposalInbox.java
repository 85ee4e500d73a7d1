package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.app.SessionRequest;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.Proposals;
import dev.croupier.client.Step;
import dev.croupier.host.cosign.CoSigningException;
import dev.croupier.host.cosign.Proposal;
import dev.croupier.host.guard.DecisionRefused;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where proposals of participants on other hosts arrive. What is asked is read from the text by
 * this seat's own dialect, and from nothing else; who asks, from the signature it came with. A
 * proposal that comes again, as it does after each login until it is answered, gets the answer it
 * got before, and the app is not asked twice. Runs on the seat's loop.
 */
final class ProposalInbox {

  private static final Logger LOG = LoggerFactory.getLogger(ProposalInbox.class);

  /** How often an answer is sent that the carrier does not confirm. */
  private static final int MOST_TRIES = 4;

  /** How many proposals are remembered. */
  private static final int REMEMBERED = 1_024;

  /** The longest reason a carrier takes. */
  private static final int LONGEST_REASON = 1_000;

  private final SeatContext seat;
  private final SignatureDesk desk;
  private final Map<Key, Received> received = new LinkedHashMap<>();

  ProposalInbox(SeatContext seat, SignatureDesk desk) {
    this.seat = seat;
    this.desk = desk;
  }

  /** Somebody wants this seat's signature. */
  void proposed(dev.croupier.client.Proposal asked) {
    Instant now = seat.clock().instant();
    Key key = new Key(asked.id(), asked.from());
    Received before = received.get(key);
    if (before != null) {
      answer(before, 1);
      return;
    }
    forgetSome(now);
    Received entry = new Received(key, asked.expiresAt());
    received.put(key, entry);
    try {
      Step step = seat.signer().read(asked.text());
      Proposal proposal = proposal(asked.from(), step);
      entry.about(proposal, step.expiresAt());
      CompletableFuture<Signature> answer = new CompletableFuture<>();
      CompletableFuture<?> _ =
          answer.handleAsync(
              (signature, error) -> {
                decided(entry, signature, error);
                return key;
              },
              seat.tasks());
      desk.consider(proposal, answer);
    } catch (CroupierException e) {
      report(asked.from(), e);
      decided(entry, null, e);
    }
  }

  private Proposal proposal(Address from, Step step) {
    List<Address> self = List.of(seat.wallet());
    return switch (step.operation()) {
      case Operation.CreateSession creation ->
          new Proposal.Creation(
              from,
              self,
              new SessionRequest(
                  SessionForms.terms(creation.definition()),
                  SessionForms.allocations(creation.allocations()),
                  creation.definition().nonce(),
                  creation.sessionData(),
                  step.text()));
      case Operation.SubmitState state ->
          new Proposal.Decision(from, self, state.sessionId(), step.text());
      case Operation.CloseSession close ->
          new Proposal.Decision(from, self, close.sessionId(), step.text());
      case Operation.Transfer _ -> throw new DecisionRefused.NotForOthers();
    };
  }

  private void report(Address initiator, CroupierException problem) {
    Optional<SessionId> unknown = Optional.empty();
    String reason = FailureCodes.failed(problem).message();
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.SignatureRefused(
                    at, name, unknown, initiator, FailureCodes.code(problem), reason));
  }

  private void decided(Received entry, @Nullable Signature signature, @Nullable Throwable error) {
    if (!entry.equals(received.get(entry.key))) {
      // Taken back meanwhile.
      return;
    }
    entry.signature = Optional.ofNullable(signature);
    if (error != null) {
      entry.refusal = Optional.of(reason(FailureCodes.unwrap(error)));
    }
    answer(entry, 1);
  }

  /** The proposer knows whom it has asked. */
  private static String reason(Throwable error) {
    String reason =
        error instanceof CoSigningException.Declined declined
            ? declined.reason()
            : FailureCodes.failed(error).message();
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }

  /** Says what was decided, if it was; the carrier asks again at the next login otherwise. */
  private void answer(Received entry, int tries) {
    Optional<Proposals> carrier = seat.connection().proposals();
    if (carrier.isEmpty() || (entry.signature.isEmpty() && entry.refusal.isEmpty())) {
      return;
    }
    Hash32 id = entry.key.id();
    CompletableFuture<Set<Address>> taken =
        entry
            .signature
            .map(signature -> carrier.get().sign(id, signature))
            .orElseGet(() -> carrier.get().refuse(id, entry.refusal.orElse("")));
    CompletableFuture<?> _ =
        taken.handleAsync(
            (others, error) -> {
              if (error != null) {
                unanswered(entry, tries, FailureCodes.unwrap(error));
              }
              return id;
            },
            seat.tasks());
  }

  private void unanswered(Received entry, int tries, Throwable error) {
    boolean again =
        error instanceof NodeException.TimedOut || error instanceof NodeException.UnusableFrame;
    if (again && tries < MOST_TRIES && entry.equals(received.get(entry.key))) {
      answer(entry, tries + 1);
    } else {
      LOG.debug("the answer to proposal {} was not taken", entry.key.id(), error);
    }
  }

  /** A proposal was taken back; an answer that was given stays given. */
  void withdrawn(Hash32 id) {
    for (Received entry : List.copyOf(received.values())) {
      if (entry.key.id().equals(id) && !entry.answered()) {
        received.remove(entry.key);
        entry.proposal.ifPresent(desk::withdrawn);
      }
    }
  }

  private void forgetSome(Instant now) {
    received.values().removeIf(entry -> entry.answered() && !entry.until.isAfter(now));
    if (received.size() >= REMEMBERED) {
      received.values().stream()
          .filter(Received::answered)
          .findFirst()
          .ifPresent(oldest -> received.remove(oldest.key));
    }
  }

  /** The same text asked for by another is another question. */
  private record Key(Hash32 id, Address initiator) {}

  private static final class Received {
    private final Key key;
    private Instant until;
    private Optional<Proposal> proposal = Optional.empty();
    private Optional<Signature> signature = Optional.empty();
    private Optional<String> refusal = Optional.empty();

    Received(Key key, Instant until) {
      this.key = key;
      this.until = until;
    }

    /** It can be proposed again for as long as its text can be sent. */
    void about(Proposal read, Instant expiresAt) {
      proposal = Optional.of(read);
      until = expiresAt.isAfter(until) ? expiresAt : until;
    }

    boolean answered() {
      return signature.isPresent() || refusal.isPresent();
    }
  }
}
