package dev.croupier.client;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a node without a login, for what a node tells to everybody. Otherwise as {@link
 * NodeConnection}: safe for many threads, nothing blocks, dialled again by itself when lost.
 */
public interface NodeReader extends AutoCloseable {

  /**
   * Dials and finds out what the node is; repeated calls return the same attempt while one is under
   * way.
   *
   * @return completes when questions can be asked
   */
  CompletableFuture<NodeInfo> connect();

  /**
   * @return where the connection stands now
   */
  ConnectionStatus status();

  /**
   * @return what the node said about itself, empty before the first connection
   */
  Optional<NodeInfo> info();

  /**
   * @param sessionId a session
   * @return the wallets that take part in it, whether it is open or closed; empty if the node knows
   *     none of that id
   */
  CompletableFuture<Optional<Set<Address>>> participants(SessionId sessionId);

  /**
   * @param sessionId a session the node knows
   * @param participants the wallets that take part in it
   * @return whether it is open; fails with {@link NodeException.UnusableFrame} if all of them have
   *     more open sessions than can be looked through
   */
  CompletableFuture<Boolean> isOpen(SessionId sessionId, Collection<Address> participants);

  /** Closes; questions still under way fail. */
  @Override
  void close();
}
