package dev.croupier.client;

import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import java.time.Duration;
import java.util.List;

/**
 * What a node tells unasked. Called on the connection's reading thread, one call at a time, in the
 * order of arrival; implementations hand over at once and do not block.
 */
public interface NodeListener {

  /**
   * The connection is logged in, for the first time or again.
   *
   * @param info what the node said about itself
   */
  default void connected(NodeInfo info) {}

  /**
   * The connection was lost or closed.
   *
   * @param reason why, for people
   */
  default void disconnected(String reason) {}

  /**
   * A lost connection could not be made again yet; another attempt follows by itself.
   *
   * @param problem why not
   * @param pause how long until then
   */
  default void reconnectFailed(NodeException problem, Duration pause) {}

  /**
   * @param message a message in one of the wallet's sessions
   */
  default void message(RelayedMessage message) {}

  /**
   * @param proposal somebody wants this wallet to sign something
   */
  default void proposed(Proposal proposal) {}

  /**
   * @param answer what a wallet said to a proposal of this one
   */
  default void proposalAnswered(ProposalAnswer answer) {}

  /**
   * @param proposalId a proposal that needs no answer any more
   */
  default void proposalWithdrawn(Hash32 proposalId) {}

  /**
   * @param session a session whose state was replaced
   */
  default void stateUpdated(SessionSnapshot session) {}

  /**
   * @param balances the wallet's balances, all of them
   */
  default void balances(List<AssetAmount> balances) {}

  /**
   * Something arrived that could not be used: unreadable, unverifiable or unknown. The connection
   * goes on.
   *
   * @param problem what was wrong with it
   */
  default void unusable(NodeException problem) {}
}
