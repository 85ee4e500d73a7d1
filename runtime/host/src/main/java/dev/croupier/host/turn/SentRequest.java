package dev.croupier.host.turn;

import java.util.List;

/**
 * A request that changes something at the node, as it leaves. It is recorded before it does, so
 * that a later process of the host knows what may have arrived, can find out whether it has, and
 * can send the very same text again.
 *
 * @param timeMs when it was about to leave, Unix milliseconds
 * @param text the signed text
 * @param signatures the others' signatures over it; this wallet's own is added when it is sent
 * @param version the session's version before it; 0 where it concerns none that exists
 * @param expiresAtMs until when the node takes it, Unix milliseconds
 */
public record SentRequest(
    long timeMs, String text, List<String> signatures, long version, long expiresAtMs) {
  /** Copies the list. */
  public SentRequest {
    signatures = List.copyOf(signatures);
  }
}
