package dev.croupier.client.v0;

import dev.croupier.client.RelayedMessage;
import dev.croupier.client.RelayedMessage.Proof;

/**
 * A relayed message as it was read, before the node's signature was looked at.
 *
 * <p>That signature ties a message to its session where nothing else does: the session id beside a
 * request is not signed by its sender (clearnode-0.x 16). Croupier's own messages name their
 * session, their number and their predecessor in what their wallet signs, so nobody can have moved
 * them, and what comes twice or out of order is told by their numbers. Of these the node's
 * signature says nothing that would not be known without it.
 *
 * @param message what was said, by whom, and where
 * @param speaksForItself whether its sender's signature alone tells who has said it, in which
 *     session and place
 * @param own whether it is what this wallet has under way, to the letter, as the answer to it
 */
record ReadMessage(RelayedMessage message, boolean speaksForItself, boolean own) {

  static ReadMessage of(RelayedMessage message, boolean own) {
    boolean bound = message.proof() == Proof.WALLET_SIGNATURE && message.previousId().isPresent();
    return new ReadMessage(message, bound, own);
  }

  /** The same where what the server says beside it, such as the time, counts too. */
  ReadMessage thatNeedsTheServer() {
    return new ReadMessage(message, false, own);
  }
}
