/**
 * The checks that everything which moves money must pass before it is signed. {@link
 * dev.croupier.host.guard.Guard} holds the rules and touches nothing; {@link
 * dev.croupier.host.guard.GuardedSigner} is the only class of the host that signs or submits, and
 * it asks the guard first.
 */
@NullMarked
package dev.croupier.host.guard;

import org.jspecify.annotations.NullMarked;
