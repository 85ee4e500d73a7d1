/**
 * The ledger's database: one SQLite file (or memory), its schema, and the one thread that writes to
 * it. Nothing here knows what the rows mean. References are non-null unless marked.
 */
@NullMarked
package dev.croupier.node.storage;

import org.jspecify.annotations.NullMarked;
