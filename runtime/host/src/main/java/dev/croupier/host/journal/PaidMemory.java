package dev.croupier.host.journal;

/**
 * A payment that was booked, or may have been, not long ago.
 *
 * @param destination the receiver, EIP-55 text
 * @param asset the asset's symbol
 * @param amount decimal text, whole units
 * @param askedAtMs when it left, Unix milliseconds
 * @param doneAtMs when it was booked at the latest, Unix milliseconds
 * @param certain whether it was booked for sure
 */
public record PaidMemory(
    String destination,
    String asset,
    String amount,
    long askedAtMs,
    long doneAtMs,
    boolean certain) {}
