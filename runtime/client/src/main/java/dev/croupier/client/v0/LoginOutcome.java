package dev.croupier.client.v0;

import dev.croupier.client.NodeInfo;
import dev.croupier.protocol.v0.ServerVersion;

/**
 * What a login found out.
 *
 * @param info what the node said about itself
 * @param version which line it is of
 */
record LoginOutcome(NodeInfo info, ServerVersion version) {}
