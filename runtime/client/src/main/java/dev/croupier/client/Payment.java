package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import java.time.Instant;

/**
 * A payment from one wallet to another, as the node has booked it.
 *
 * @param sender who paid
 * @param receiver who was paid
 * @param amount how much of what
 * @param bookedAt when, by the node's clock
 */
public record Payment(Address sender, Address receiver, AssetAmount amount, Instant bookedAt) {}
