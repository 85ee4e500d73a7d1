package dev.croupier.host;

import dev.croupier.host.guard.SessionFacts;
import dev.croupier.host.journal.CodeVersion;
import dev.croupier.host.journal.HandledMessages;
import dev.croupier.host.turn.SessionView;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session of one seat, while it is open and until its app has handled its end. */
final class ActiveSession {

  /** Deposits that may still turn out not to have been made. */
  private static final int DEPOSITS = 64;

  /** More than one is as good as none, since nobody knows which it was. */
  private static final int CLOSES = 2;

  /** Earlier versions whose shares are remembered; a decision in doubt may be one of them. */
  private static final int HISTORY = 16;

  private final Map<List<Allocation>, Map<String, Amount>> deposits = new LinkedHashMap<>();
  private final Set<List<Allocation>> closesSigned = new LinkedHashSet<>();
  private final HandledMessages handled;
  private SessionFacts facts;

  /** Shares by version; made when the first one is replaced, which in most sessions is never. */
  private @Nullable Map<Long, List<Allocation>> history;

  private @Nullable SessionView view;
  private Optional<CodeVersion> handledBy = Optional.empty();
  private String stateJson = "null";
  private boolean fresh = true;
  private @Nullable Map<String, Amount> paidIn;
  private CompletableFuture<?> decisions = CompletableFuture.completedFuture(null);

  /**
   * @param remembered how many handled messages are remembered of each sender
   */
  ActiveSession(SessionFacts facts, int remembered) {
    this.facts = facts;
    this.handled = new HandledMessages(remembered);
  }

  /**
   * @param version a version of the session
   * @return its shares, if the seat has heard of them not long ago
   */
  Optional<List<Allocation>> sharesAt(long version) {
    if (version == facts.version()) {
      return facts.shares();
    }
    return history == null ? Optional.empty() : Optional.ofNullable(history.get(version));
  }

  /** Before the shares are replaced. */
  private void remember() {
    Map<Long, List<Allocation>> known = history == null ? new LinkedHashMap<>() : history;
    facts.shares().ifPresent(shares -> known.put(facts.version(), shares));
    if (known.size() > HISTORY) {
      known.remove(known.keySet().iterator().next());
    }
    history = known;
  }

  /**
   * @return whether this is how the session stands at the node, as far as this seat can know
   */
  boolean fresh() {
    return fresh;
  }

  void refreshed() {
    fresh = true;
  }

  void doubt() {
    fresh = false;
  }

  /**
   * @return what this seat's wallet has agreed to pay in, by asset; empty if that is not known
   */
  Optional<Map<String, Amount>> paidIn() {
    return Optional.ofNullable(paidIn).map(Map::copyOf);
  }

  /** The session begins with these shares, which everybody pays in. */
  void beginsWith(Address wallet, List<Allocation> shares) {
    paidIn = own(wallet, shares);
  }

  /** This seat agrees to a deposit after which the shares are these. */
  void pays(Address wallet, List<Allocation> after) {
    Map<String, Amount> paid = paidIn;
    if (paid == null) {
      return;
    }
    Map<String, Amount> before = own(wallet, facts.shares().orElse(List.of()));
    Map<String, Amount> added = new HashMap<>();
    own(wallet, after)
        .forEach(
            (asset, amount) ->
                added.put(asset, amount.minus(before.getOrDefault(asset, Amount.ZERO))));
    added.forEach((asset, amount) -> paid.merge(asset, amount, Amount::plus));
    deposits.put(List.copyOf(after), added);
    if (deposits.size() > DEPOSITS) {
      deposits.remove(deposits.keySet().iterator().next());
    }
  }

  /** Such a deposit was not made, so what was added for it counts no more. */
  void paysNot(List<Allocation> after) {
    Map<String, Amount> paid = paidIn;
    Map<String, Amount> added = deposits.remove(after);
    if (paid != null && added != null) {
      added.forEach((asset, amount) -> paid.merge(asset, amount.negate(), Amount::plus));
    }
  }

  /** This seat has signed a close with these shares. */
  void signedClose(List<Allocation> shares) {
    if (closesSigned.size() < CLOSES) {
      closesSigned.add(List.copyOf(shares));
    }
  }

  /**
   * @return the final shares under which this seat has put its signature
   */
  Set<List<Allocation>> closesSigned() {
    return Collections.unmodifiableSet(closesSigned);
  }

  private static Map<String, Amount> own(Address wallet, List<Allocation> shares) {
    Map<String, Amount> own = new HashMap<>();
    for (Allocation share : shares) {
      if (share.participant().equals(wallet)) {
        own.merge(share.asset(), share.amount(), Amount::plus);
      }
    }
    return own;
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

  /** As turns see it; the same object until something changes. */
  SessionView view() {
    SessionView known = view;
    if (known == null) {
      known =
          new SessionView(
              id().toString(),
              SessionForms.terms(facts.definition()),
              SessionForms.allocations(facts.shares().orElse(List.of())),
              stateJson,
              facts.sessionData().orElse(""));
      view = known;
    }
    return known;
  }

  private void setFacts(SessionFacts newer) {
    facts = newer;
    view = null;
  }

  void restore(String state, HandledMessages messages, Optional<CodeVersion> code) {
    setState(state);
    handledBy = code;
    handled.addAll(messages);
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
    SessionView before = view;
    if (before != null) {
      view = before.withState(state);
    }
  }

  /**
   * @return which messages the app has handled
   */
  HandledMessages handled() {
    return handled;
  }

  /**
   * Takes over a newer state of the session.
   *
   * @param version the version the node confirmed
   * @param shares the shares as the node told them, empty if it did not
   * @param sessionData the text kept with it, empty if that was not told
   */
  void update(long version, Optional<List<Allocation>> shares, Optional<String> sessionData) {
    remember();
    setFacts(
        new SessionFacts(
            facts.id(),
            facts.definition(),
            version,
            facts.open(),
            shares.map(this::complete),
            sessionData.or(facts::sessionData)));
  }

  void close(long version, List<Allocation> finalShares) {
    remember();
    setFacts(
        new SessionFacts(
            facts.id(),
            facts.definition(),
            version,
            false,
            Optional.of(finalShares),
            facts.sessionData()));
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
