/** What {@code croupier new} and {@code croupier types} write for authors: new apps, and types. */
@NullMarked
package dev.croupier.cli.create;

import org.jspecify.annotations.NullMarked;
