/**
 * {@code croupier bench}: how fast things are here. Each subject has a package of its own; this one
 * runs them all and writes the page of the documentation.
 */
@NullMarked
package dev.croupier.cli.bench;

import org.jspecify.annotations.NullMarked;
