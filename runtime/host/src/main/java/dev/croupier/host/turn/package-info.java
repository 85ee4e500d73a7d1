/**
 * A turn as data: one input handled by an app, run to completion, and the effects it asked for.
 * Plain values only, so that a turn can be recorded, run again, or run in another process.
 */
@NullMarked
package dev.croupier.host.turn;

import org.jspecify.annotations.NullMarked;
