package dev.croupier.host;

import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.CodeVersion;
import dev.croupier.host.journal.SessionMemory.MessageId;
import dev.croupier.host.turn.SessionView;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A session of one seat, while it is open and until its app has handled its end. */
final class ActiveSession {

  private final Set<MessageId> handled = new LinkedHashSet<>();
  private SessionFacts facts;
  private Optional<CodeVersion> handledBy = Optional.empty();
  private String stateJson = "null";
  private CompletableFuture<?> decisions = CompletableFuture.completedFuture(null);

  ActiveSession(SessionFacts facts) {
    this.facts = facts;
  }

  SessionId id() {
    return facts.id();
  }

  SessionFacts facts() {
    return facts;
  }

  boolean hasParticipant(Address wallet) {
    return facts.definition().participants().contains(wallet);
  }

  SessionView view() {
    return new SessionView(
        id().toString(),
        SessionForms.terms(facts.definition()),
        SessionForms.allocations(facts.shares().orElse(List.of())),
        stateJson);
  }

  void restore(String state, Set<MessageId> messages, int remembered, Optional<CodeVersion> code) {
    stateJson = state;
    handledBy = code;
    messages.forEach(message -> firstTime(message, remembered));
  }

  /**
   * @param code the code that would handle the session now
   * @return the version of the code that handled it before, if that was different
   */
  Optional<String> movedFrom(CodeVersion code) {
    return handledBy.filter(before -> !before.hash().equals(code.hash())).map(CodeVersion::version);
  }

  void setHandledBy(CodeVersion code) {
    handledBy = Optional.of(code);
  }

  void setState(String state) {
    stateJson = state;
  }

  /**
   * Remembers a message.
   *
   * @param remembered how many are kept at most
   * @return false if it was there already
   */
  boolean firstTime(MessageId message, int remembered) {
    if (!handled.add(message)) {
      return false;
    }
    if (handled.size() > remembered) {
      Iterator<MessageId> oldest = handled.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  /**
   * Takes over a newer state of the session.
   *
   * @param version the version the node confirmed
   * @param shares the shares as the node told them, empty if it did not
   */
  void update(long version, Optional<List<Allocation>> shares) {
    facts =
        new SessionFacts(
            facts.id(), facts.definition(), version, facts.open(), shares.map(this::complete));
  }

  void close(long version, List<Allocation> finalShares) {
    facts =
        new SessionFacts(facts.id(), facts.definition(), version, false, Optional.of(finalShares));
  }

  /** Nodes leave zero shares out (clearnode-0.x 12); here everybody stays listed. */
  private List<Allocation> complete(List<Allocation> told) {
    record Place(Address participant, String asset) {}
    Set<Place> listed = new HashSet<>();
    told.forEach(share -> listed.add(new Place(share.participant(), share.asset())));
    List<Allocation> all = new ArrayList<>(told);
    for (Allocation before : facts.shares().orElse(List.of())) {
      if (listed.add(new Place(before.participant(), before.asset()))) {
        all.add(new Allocation(before.participant(), before.asset(), Amount.ZERO));
      }
    }
    return all;
  }

  /**
   * Runs requests that change the session one after the other, so that each is checked against the
   * outcome of the one before.
   *
   * @param <T> what the request brings
   * @param request starts the request; runs on the loop
   * @param loop the seat's loop
   * @return the request's outcome
   */
  <T> CompletableFuture<T> decide(Supplier<CompletableFuture<T>> request, Executor loop) {
    CompletableFuture<T> decision =
        decisions.handle((outcome, error) -> "over").thenComposeAsync(over -> request.get(), loop);
    decisions = decision;
    return decision;
  }
}
