/**
 * The written form of turns and of what comes of them, as JSON: what the journal keeps and what
 * goes over the pipe to an app in another process. JSON of authors (message data, states, timer
 * data) is kept as text within it, so that it comes back to the letter; 64-bit seeds and amounts
 * are text as well.
 */
@NullMarked
package dev.croupier.host.turn.json;

import org.jspecify.annotations.NullMarked;
