/**
 * The operator's commands: what wallets hold and owe, and the few things people do by hand. They
 * work on a running host, or on a node with a key of their own; either way everything that is
 * signed has passed the host's guard.
 */
@NullMarked
package dev.croupier.cli.operator;

import org.jspecify.annotations.NullMarked;
