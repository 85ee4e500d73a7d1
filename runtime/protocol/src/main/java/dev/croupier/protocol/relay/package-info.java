/**
 * What is particular to the relay service, a server of ours that carries messages and proposals
 * where nodes do not: its method names and the login to it. Specified in the page on the relay.
 * References are non-null unless marked.
 */
@NullMarked
package dev.croupier.protocol.relay;

import org.jspecify.annotations.NullMarked;
