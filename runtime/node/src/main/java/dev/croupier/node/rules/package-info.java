/**
 * Whose rules the node plays by, and how a breach of them is told. References are non-null unless
 * marked.
 */
@NullMarked
package dev.croupier.node.rules;

import org.jspecify.annotations.NullMarked;
