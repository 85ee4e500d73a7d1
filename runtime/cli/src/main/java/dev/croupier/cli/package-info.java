/**
 * The {@code croupier} command: commands, what they print, and how they wire the runtime together.
 */
@NullMarked
package dev.croupier.cli;

import org.jspecify.annotations.NullMarked;
