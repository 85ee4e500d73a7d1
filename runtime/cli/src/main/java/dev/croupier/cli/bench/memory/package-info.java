/**
 * A host under load without a network: a node's side of its connections in this process, which logs
 * seats in as the local node does and plays all other participants.
 *
 * <p>What the host does and what the load does are on different threads, so that the processor time
 * of the load can be left out of the host's.
 */
@NullMarked
package dev.croupier.cli.bench.memory;

import org.jspecify.annotations.NullMarked;
