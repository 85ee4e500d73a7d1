/**
 * Carries messages in the states of sessions that hold no money, where nothing else carries them.
 * References are non-null unless marked.
 */
@NullMarked
package dev.croupier.host.carrier;

import org.jspecify.annotations.NullMarked;
