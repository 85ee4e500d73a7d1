package dev.croupier.node;

import dev.croupier.node.auth.ActiveKeys;
import dev.croupier.node.auth.Activity;
import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.rpc.RpcHistory;
import dev.croupier.node.sessions.SessionDesk;

/**
 * What the node knows, for its methods to read and change.
 *
 * @param books the ledger
 * @param keys the session keys in the database
 * @param activeKeys the session keys in memory
 * @param desk the app sessions
 * @param history the record of money-moving requests
 * @param activity which wallets called lately
 */
record NodeState(
    Books books,
    SessionKeys keys,
    ActiveKeys activeKeys,
    SessionDesk desk,
    RpcHistory history,
    Activity activity) {}
