package dev.croupier.client.v0;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The messages of this wallet that are under way, to the letter. One that comes back in the very
 * words that were signed here needs no check of its signature; whatever differs in a single
 * character does. Safe for use by many threads.
 */
final class SentTexts {
  private final Address wallet;
  private final Map<Long, String> byId = new ConcurrentHashMap<>();

  /**
   * @param wallet who signs here
   */
  SentTexts(Address wallet) {
    this.wallet = wallet;
  }

  /** A message that this wallet has signed leaves now. */
  void leaves(RequestPayload message) {
    byId.put(message.requestId(), message.text());
  }

  /** Nothing is expected of a message any more. */
  void settled(RequestPayload message) {
    byId.remove(message.requestId(), message.text());
  }

  /** Whether this is what this wallet has signed, word for word. */
  boolean contain(RequestPayload message, Address sender) {
    return sender.equals(wallet) && message.text().equals(byId.get(message.requestId()));
  }
}
