package dev.croupier.host.carrier;

import dev.croupier.client.RelayedMessage;
import dev.croupier.host.guard.GuardException;
import java.util.Optional;

/**
 * A message found in a state.
 *
 * @param message the message
 * @param refusal why it must not be handed on, empty if it may
 */
public record CarriedMessage(RelayedMessage message, Optional<GuardException> refusal) {}
