package dev.croupier.node.ledger;

import dev.croupier.protocol.Amount;
import org.jspecify.annotations.Nullable;

/**
 * The record of one movement of money between accounts (clearnode-0.x 8.9).
 *
 * @param id number of the record, rising
 * @param type what kind of movement
 * @param from account it left
 * @param fromTag user tag of that account, or null
 * @param to account it went to
 * @param toTag user tag of that account, or null
 * @param asset symbol of the asset
 * @param amount how much, not negative
 * @param createdAtMicros microseconds since 1970
 */
public record LedgerTransaction(
    long id,
    TransactionType type,
    AccountId from,
    @Nullable String fromTag,
    AccountId to,
    @Nullable String toTag,
    String asset,
    Amount amount,
    long createdAtMicros) {}
