/**
 * One wallet's connection to a node, in terms of sessions: operations to plan, sign and submit,
 * questions to ask, events to hear. No protocol version shows here; each version is a dialect in a
 * package of its own ({@code v0}).
 */
@NullMarked
package dev.croupier.client;

import org.jspecify.annotations.NullMarked;
