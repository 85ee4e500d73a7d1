/**
 * The way texts travel to a node and back: a small port and its WebSocket implementation. Nothing
 * here knows what the texts mean.
 */
@NullMarked
package dev.croupier.client.wire;

import org.jspecify.annotations.NullMarked;
