package dev.croupier.client;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One wallet's logged-in connection to a relay service, for nodes that carry no messages. It
 * behaves as a {@link NodeConnection} does: nothing blocks, a lost connection is dialled again by
 * itself, and what comes in is told to a {@link NodeListener}.
 *
 * <p>After a loss the latest messages of the sessions heard of before are asked for again, so they
 * may arrive twice; sender and request id tell.
 */
public interface RelayConnection extends AutoCloseable {

  /**
   * Dials and logs in; repeated calls return the same attempt while one is under way.
   *
   * @return completes when messages can be sent
   */
  CompletableFuture<RelayInfo> connect();

  /**
   * @return where the connection stands now
   */
  ConnectionStatus status();

  /**
   * @return what the relay said about itself at the last login, empty before the first
   */
  Optional<RelayInfo> info();

  /**
   * @return carries messages
   */
  Relay relay();

  /**
   * @return carries proposals
   */
  Proposals proposals();

  /**
   * Asks for the messages of a session again that the relay still has; they are told to the
   * listener like new ones, before the future completes.
   *
   * @param sessionId an open session of this wallet
   * @param since messages relayed before are left out
   * @return whether nothing that was relayed since then is missing
   */
  CompletableFuture<Boolean> replay(SessionId sessionId, Instant since);

  /**
   * Goes offline on purpose, as {@link NodeConnection#disconnect} does, until {@link #connect} is
   * called.
   */
  void disconnect();

  /** Closes; requests still under way fail. */
  @Override
  void close();
}
