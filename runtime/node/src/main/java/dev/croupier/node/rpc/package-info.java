/**
 * The node's side of the 0.x protocol: which connection is whose, what happens to an incoming frame
 * (clearnode-0.x 4), and the methods. Frames are read and signatures checked on worker threads,
 * everything that needs the ledger runs on its writer's thread, and what a committed request has to
 * say leaves in the order of the commits. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.rpc;

import org.jspecify.annotations.NullMarked;
