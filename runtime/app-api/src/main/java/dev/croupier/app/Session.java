package dev.croupier.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * A session as the app sees it during one turn. Valid inside the handler it was given to and inside
 * the continuations of its own answers, not on other threads; elsewhere every method but {@link
 * #id} and {@link #self} throws {@link OutsideTurnException}.
 *
 * <p>Values that cross this interface as {@code Object} (message data, state, timer data) are
 * written as JSON: records, maps, lists, arrays, text, numbers, booleans, {@code Optional}, enums
 * and plain objects with accessors. {@link java.math.BigDecimal} keeps every digit. What is read
 * back is strict: a record component must be present in the JSON unless it is an {@code Optional}
 * or marked {@link org.jspecify.annotations.Nullable}; members the type does not name are left out.
 */
public interface Session {

  /**
   * @return the session id, {@code 0x} and 64 hex digits
   */
  String id();

  /**
   * @return the wallet of this seat, EIP-55 text
   */
  String self();

  /**
   * @return the seat's view of its node, the same as {@link SessionApp#onStart} got; every app
   *     object can have it, also one that came with a reload and never saw {@code onStart}
   */
  Client client();

  /**
   * @return who takes part with which weight, and the quorum
   */
  SessionTerms terms();

  /**
   * @return the participants' wallets, EIP-55 text, in the order of the terms
   */
  default List<String> participants() {
    return terms().participants();
  }

  /**
   * @return the shares as last confirmed by the node
   */
  List<Allocation> allocations();

  /**
   * @return the free text the node keeps with the session's latest state, empty if there is none
   */
  default Optional<String> sessionData() {
    return Optional.empty();
  }

  /**
   * Sends a message to every participant, this seat included, after the handler has returned.
   *
   * @param type one of the app's message types
   * @param data what to send, usually a record; must fit the type's schema
   * @return completes with the node's acknowledgement in a later turn
   * @throws MessageRefusedException if the type is not declared or the data breaks its schema
   */
  CompletionStage<Void> send(String type, Object data);

  /**
   * Asks for this session to be closed with these final shares. They must list every participant
   * and conserve every asset's total exactly. If this seat's weight does not reach the quorum, the
   * other participants are asked ({@link SessionApp#onProposal}), and the request goes out when
   * enough of them have signed.
   *
   * @param finalAllocations who gets what
   * @return completes in a later turn with the closed state, or with the refusal of guard or node
   */
  CompletionStage<SessionState> close(List<Allocation> finalAllocations);

  /**
   * Asks for this session's money to be moved between its participants. The shares list every
   * participant and conserve every asset's total exactly. As with {@link #close} the others are
   * asked where this seat's weight does not reach the quorum.
   *
   * @param allocations everybody's share afterwards
   * @return completes in a later turn with the new state, or with the refusal
   */
  CompletionStage<SessionState> submitState(List<Allocation> allocations);

  /**
   * Asks for money to be added from participants' balances to their shares. Everybody who pays has
   * to agree, and the quorum besides; this seat's part counts against its allowance.
   *
   * @param amounts what is added, by participant and asset
   * @return completes in a later turn with the new state, or with the refusal
   */
  CompletionStage<SessionState> deposit(List<Allocation> amounts);

  /**
   * Asks for money to be taken out of shares, back to the participants' balances.
   *
   * @param amounts what is taken, by participant and asset
   * @return completes in a later turn with the new state, or with the refusal
   */
  CompletionStage<SessionState> withdraw(List<Allocation> amounts);

  /**
   * Reads this session's durable state.
   *
   * @param <T> the type
   * @param type the state's class, usually a record
   * @param initial the value to use while nothing has been stored
   * @return the stored state, {@link #setState} of this turn included, or {@code initial}
   * @throws ValueMappingException if what is stored does not fit the type
   */
  <T> T state(Class<T> type, T initial);

  /**
   * Replaces this session's durable state when the turn ends well. The value is written at once;
   * changing the object afterwards changes nothing.
   *
   * @param state the whole new state
   * @throws ValueMappingException if it cannot be written as JSON
   */
  void setState(Object state);

  /**
   * Sets or replaces the timer of that name.
   *
   * @param name unique in the session
   * @param delay from {@link #now()}, not negative
   * @param data handed to {@link SessionApp#onTimer}
   * @throws InvalidTimerException if {@code delay} is negative
   * @throws ValueMappingException if {@code data} cannot be written as JSON
   */
  void setTimer(String name, Duration delay, Object data);

  /**
   * Sets or replaces a timer that carries no data.
   *
   * @param name unique in the session
   * @param delay from {@link #now()}, not negative
   * @throws InvalidTimerException if {@code delay} is negative
   */
  default void setTimer(String name, Duration delay) {
    setTimer(name, delay, Map.of());
  }

  /**
   * Removes a timer; nothing happens if there is none of that name.
   *
   * @param name the timer
   */
  void cancelTimer(String name);

  /**
   * @return the time of this turn, the same for the whole turn
   */
  Instant now();

  /**
   * @return this turn's source of randomness; recorded with the turn, so never use another one
   */
  RandomGenerator random();

  /**
   * A secret nobody can guess, to commit to ({@link Draw}): from the host's source of randomness
   * and apart from {@link #random()}, whose other numbers of a turn follow from each. It is
   * recorded with the turn, so it must not be a key for money.
   *
   * @return 32 bytes, another at every call, {@code 0x} and 64 hex digits
   */
  String secret();

  /**
   * Writes a line to the seat's log.
   *
   * @param text the line
   */
  void log(String text);
}
