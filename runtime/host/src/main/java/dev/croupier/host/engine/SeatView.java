package dev.croupier.host.engine;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an app instance may ask of its seat at once, within a turn, on the turn's thread. Each
 * instance has a view of its own; what may change is seen as it stood when the turn began.
 */
public interface SeatView {

  /**
   * @return the seat's name in the configuration
   */
  String name();

  /**
   * @return the seat's wallet, EIP-55 text
   */
  String address();

  /**
   * @return where the connection stands
   */
  ConnectionStatus status();

  /**
   * @return ids of the open sessions of this seat
   */
  List<String> activeSessions();

  /**
   * @return the address book: configured contacts and the other seats of this host, name to EIP-55
   *     text
   */
  Map<String, String> contacts();

  /**
   * @return the seat's {@code settings} as JSON text, {@code {}} if there are none
   */
  String settingsJson();

  /**
   * Completes and writes out a session request.
   *
   * @param terms who takes part and who decides
   * @param allocations what each participant pays in
   * @param sessionData free text to store
   * @param timeMs the time of the turn
   * @return the request
   * @throws dev.croupier.app.RequestFailedException if terms or allocations break a rule
   */
  SessionRequest prepareSession(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs);

  /**
   * Checks an outgoing message against the app's message types.
   *
   * @param type the message type
   * @param dataJson the data
   * @throws dev.croupier.app.MessageRefusedException if the type is unknown or the data does not
   *     fit
   */
  void checkOutgoing(String type, String dataJson);

  /**
   * Draws a secret.
   *
   * @return 32 random bytes, {@code 0x} and 64 hex digits
   */
  String secret();

  /**
   * Tells the seat what has become of the instance. May be called by any thread at any time.
   *
   * @param news what happened
   */
  default void report(InstanceNews news) {}
}
