package dev.croupier.client;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One wallet's logged-in connection to one node. Safe for use by many threads at once; nothing here
 * blocks. Futures fail with {@link NodeException} and complete on the connection's own threads, so
 * continuations must hand over at once.
 *
 * <p>After {@link #connect} has succeeded once, a lost connection is dialled again by itself as the
 * {@link ReconnectPolicy} says. Requests under way at the loss fail with {@link
 * NodeException.ConnectionLost} and are not sent again: what became of them is for the caller to
 * find out.
 */
public interface NodeConnection extends AutoCloseable {

  /**
   * Dials and logs in; repeated calls return the same attempt while one is under way.
   *
   * @return completes when requests can be sent
   */
  CompletableFuture<NodeInfo> connect();

  /**
   * @return where the connection stands now
   */
  ConnectionStatus status();

  /**
   * @return the wallet that logs in
   */
  Address wallet();

  /**
   * @return what the node said about itself at the last login, empty before the first
   */
  Optional<NodeInfo> info();

  /**
   * Writes the text that must be signed for an operation.
   *
   * @param operation what to do
   * @param collectingTime how long signatures may take to collect; the text is dated so that the
   *     node still accepts it then
   * @return the step; nothing is sent
   */
  Step plan(Operation operation, Duration collectingTime);

  /**
   * Reads a text that another participant wants signed.
   *
   * @param text the exact text
   * @return the step
   * @throws NodeException.UnreadableStep if the text is not one this dialect would have written for
   *     the operation it describes
   */
  Step read(String text);

  /**
   * Signs a step with the wallet's key. Callers let the guard check the operation first.
   *
   * @param step from {@link #plan} or {@link #read}
   * @return the signature
   */
  Signature sign(Step step);

  /**
   * Establishes who signed a step.
   *
   * @param step the step
   * @param signature a signature over it
   * @return the signing address
   */
  Address signerOf(Step step, Signature signature);

  /**
   * Sends a signed step.
   *
   * @param step the step
   * @param signatures over the step's digest, in any order
   * @return the session's new state; for a transfer, empty
   */
  CompletableFuture<Optional<SessionVersion>> submit(Step step, List<Signature> signatures);

  /**
   * @param sessionId a session
   * @return what the node knows about it, the shares in it included as far as the node tells them:
   *     those of an open session as they are, of a closed one what its close paid out; empty if it
   *     knows none of that id
   */
  CompletableFuture<Optional<SessionSnapshot>> session(SessionId sessionId);

  /**
   * Asks for several sessions; takes far fewer questions than asking for each, if they are many.
   *
   * @param sessionIds sessions
   * @return those of them that the node knows, each as {@link #session} has it
   */
  CompletableFuture<Map<SessionId, SessionSnapshot>> sessions(Collection<SessionId> sessionIds);

  /**
   * @return every open session this wallet takes part in, without shares
   */
  CompletableFuture<List<SessionSnapshot>> openSessions();

  /**
   * @return this wallet's balances
   */
  CompletableFuture<List<AssetAmount>> balances();

  /**
   * @param since the time of the earliest payment asked for, by the node's clock
   * @return the payments between wallets that this wallet has made or received since then, newest
   *     first
   */
  CompletableFuture<List<Payment>> payments(Instant since);

  /**
   * @return the node's own message relay, empty where it has none
   */
  Optional<Relay> relay();

  /**
   * @return what writes, signs and reads this wallet's messages, also where the node itself carries
   *     none
   */
  default Optional<Messages> messages() {
    return relay().map(relay -> relay);
  }

  /**
   * @return what carries proposals over this connection, empty where nothing does
   */
  default Optional<Proposals> proposals() {
    return Optional.empty();
  }

  /**
   * Goes offline on purpose: ends the connection, or the attempt to make one, and dials no more
   * until {@link #connect} is called. Requests under way fail with {@link
   * NodeException.ConnectionLost}. Nothing happens if there is no connection.
   */
  void disconnect();

  /** Logs out and closes; requests still under way fail. */
  @Override
  void close();
}
