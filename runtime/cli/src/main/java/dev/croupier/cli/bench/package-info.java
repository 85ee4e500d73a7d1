/**
 * Load generators behind {@code croupier bench}: they put a node under load from outside, over real
 * connections, and report what it did.
 */
@NullMarked
package dev.croupier.cli.bench;

import org.jspecify.annotations.NullMarked;
