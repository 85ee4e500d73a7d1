package dev.croupier.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The seat's node as the app sees it. May be kept in a field, but used only inside turns: in
 * handlers and in continuations of its own answers.
 *
 * <p>Requests leave when the current turn has ended well; each answer completes its stage in a
 * later turn, on the app's own thread, with its value or with a {@link RequestFailedException}.
 * Never wait for an answer ({@code join}, {@code get}): that turn begins only after the handler has
 * returned. All methods but {@link #address} and {@link #settings()} throw {@link
 * OutsideTurnException} outside a turn.
 */
public interface Client {

  /**
   * @return the wallet of this seat, EIP-55 text
   */
  String address();

  /**
   * @return whether the seat is connected and logged in
   */
  ConnectionStatus status();

  /**
   * @return the ids of the open sessions this seat takes part in
   */
  List<String> activeSessions();

  /**
   * Looks a wallet up in the seat's address book: the configured contacts and the other seats of
   * this host.
   *
   * @param name a seat's or a contact's name
   * @return the wallet, EIP-55 text, or empty if the name is unknown
   */
  Optional<String> contact(String name);

  /**
   * @return the seat's {@code settings} from the configuration as JSON text, {@code {}} if there
   *     are none
   */
  String settings();

  /**
   * Reads the seat's {@code settings} into a type of the app.
   *
   * @param <T> the type
   * @param type the type's class, usually a record
   * @return the settings
   * @throws ValueMappingException if the settings do not fit the type
   */
  <T> T settings(Class<T> type);

  /**
   * Describes a new session; fills in application, nonce and defaults. Sends nothing.
   *
   * @param terms who takes part with which weights
   * @param allocations what each participant puts in
   * @return the request to sign and create
   * @throws RequestFailedException if terms or allocations break a rule; its code names which
   */
  SessionRequest prepareSession(SessionTerms terms, List<Allocation> allocations);

  /**
   * Signs a request with this seat's wallet.
   *
   * @param request from {@link #prepareSession}, here or at another participant
   * @return the signature, {@code 0x} text
   */
  CompletionStage<String> signSessionRequest(SessionRequest request);

  /**
   * Creates a session. Signatures that are needed and not given are collected from the other
   * participants.
   *
   * @param request what to create
   * @param signatures those already at hand, in any order; may be empty
   * @return the new session's id
   */
  CompletionStage<String> createSession(SessionRequest request, List<String> signatures);

  /**
   * @param sessionId an open session of this seat
   * @param type one of the app's message types
   * @param data what to send, written as for {@link Session#send}
   * @return completes with the node's acknowledgement
   * @throws MessageRefusedException if the type is not declared or the data breaks its schema
   */
  CompletionStage<Void> sendMessage(String sessionId, String type, Object data);

  /**
   * @param sessionId an open session of this seat
   * @param finalAllocations who gets what; conserves every asset's total
   * @return the closed state
   */
  CompletionStage<SessionState> closeSession(String sessionId, List<Allocation> finalAllocations);

  /**
   * Redistributes the money of an open session among its participants.
   *
   * @param sessionId an open session of this seat
   * @param allocations everybody's share afterwards; conserves every asset's total
   * @param sessionData free text to store with the state, or empty to keep the stored one
   * @return the new state
   */
  CompletionStage<SessionState> submitState(
      String sessionId, List<Allocation> allocations, Optional<String> sessionData);

  /**
   * @return this wallet's balances at the node, by asset symbol
   */
  CompletionStage<Map<String, BigDecimal>> balances();

  /**
   * Brings the seat online again after {@link #disconnect}. One attempt is made.
   *
   * @return completes when the seat is logged in and its sessions are as the node has them, at once
   *     if it is; fails if the node cannot be reached or does not let it in
   */
  CompletionStage<Void> connect();

  /**
   * Takes the seat offline on purpose: nothing arrives, messages that are sent wait, other requests
   * fail, and no attempt to connect is made until {@link #connect} is called, by this app or by an
   * operator, or the host is started again.
   *
   * @return completes when the seat is offline
   */
  CompletionStage<Void> disconnect();

  /**
   * Pays from this wallet's balance to another wallet.
   *
   * @param destination the receiver, EIP-55 text
   * @param asset the asset's symbol
   * @param amount positive, whole units
   * @return completes when the node has booked it
   */
  CompletionStage<Void> send(String destination, String asset, BigDecimal amount);

  /**
   * Runs an action in a later turn that belongs to no session, such as asking once more for a
   * session that did not come about. It is forgotten on reload and restart; what belongs to a
   * session and must not be forgotten is {@link Session#setTimer}'s.
   *
   * @param delay from now, not negative
   * @param action what to do
   * @throws InvalidTimerException if {@code delay} is negative
   */
  void after(Duration delay, Runnable action);

  /**
   * Writes a line to the seat's log.
   *
   * @param text the line
   */
  void log(String text);
}
