package dev.croupier.cli.operator;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.List;
import java.util.Optional;

/**
 * Where commands put their requests: a running host, or a node. Blocks until there is an answer;
 * refusals and troubles are {@link dev.croupier.app.CroupierException}s.
 */
interface Desk extends AutoCloseable {

  /**
   * @return whose desk it is, for people
   */
  String where();

  /**
   * @return the seats one can ask for here, at least one
   */
  List<SeatRow> seats();

  /**
   * @param seat one of the seats
   * @return its wallet's balances, as the node tells them now
   */
  List<AssetAmount> balances(String seat);

  /**
   * @param seat one of the seats
   * @return its open sessions; of a node's without shares
   */
  List<SessionRow> sessions(String seat);

  /**
   * @param seat one of the seats
   * @param id a session
   * @return the session with its shares as far as they are known, empty if there is none
   */
  Optional<SessionRow> session(String seat, SessionId id);

  /**
   * Pays from a seat's balance.
   *
   * @param seat one of the seats
   * @param to the receiver
   * @param amount what to pay
   */
  void transfer(String seat, Address to, AssetAmount amount);

  /**
   * Closes a session that the seat alone decides.
   *
   * @param session the session, from {@link #session}
   * @param shares who gets what
   */
  void close(SessionRow session, List<Allocation> shares);

  /**
   * Reads a text that participants sign. Nothing is signed.
   *
   * @param seat who would sign
   * @param text the exact text
   * @return what it says
   */
  Reading read(String seat, String text);

  /**
   * Signs such a text.
   *
   * @param seat who signs
   * @param text the exact text
   * @return the signature
   */
  Signature sign(String seat, String text);

  @Override
  void close();
}
