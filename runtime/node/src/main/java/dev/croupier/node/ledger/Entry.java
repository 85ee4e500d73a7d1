package dev.croupier.node.ledger;

import dev.croupier.protocol.Amount;

/**
 * One side of a movement (clearnode-0.x 8.8).
 *
 * @param id number of the entry, rising
 * @param share whose balance it changed
 * @param asset symbol of the asset
 * @param credit how much came in, or zero
 * @param debit how much went out, or zero
 * @param createdAtMicros microseconds since 1970
 */
public record Entry(
    long id, Share share, String asset, Amount credit, Amount debit, long createdAtMicros) {}
