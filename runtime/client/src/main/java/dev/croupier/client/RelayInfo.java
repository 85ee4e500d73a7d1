package dev.croupier.client;

import dev.croupier.protocol.Address;
import java.util.Optional;

/**
 * What a relay service says about itself.
 *
 * @param address the key that signs its frames
 * @param broker the key of the node from which it knows sessions; empty if it has not reached that
 *     node yet
 */
public record RelayInfo(Address address, Optional<Address> broker) {}
