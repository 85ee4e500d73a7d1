/**
 * App sessions: how they are created, changed and closed, and the rules that guard their money
 * (clearnode-0.x 10). Where the public servers lose money or take it twice (section 16), this code
 * refuses. Used on the ledger writer's thread only. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.sessions;

import org.jspecify.annotations.NullMarked;
