package dev.croupier.client.v0;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.v0.RequestPayload;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The messages of this wallet that are under way, to the letter. One that comes back in the very
 * words that were signed here needs neither a check of its signature nor to be read again; whatever
 * differs in a single character does. Safe for use by many threads.
 */
final class SentTexts {
  private final Address wallet;
  private final Map<String, RequestPayload> byText = new ConcurrentHashMap<>();

  /**
   * @param wallet who signs here
   */
  SentTexts(Address wallet) {
    this.wallet = wallet;
  }

  /** A message that this wallet has signed leaves now. */
  void leaves(RequestPayload message) {
    byText.put(message.text(), message);
  }

  /** Nothing is expected of a message any more. */
  void settled(RequestPayload message) {
    byText.remove(message.text());
  }

  /**
   * What this wallet has signed, word for word.
   *
   * @return empty if it is not what is under way, or another wallet's
   */
  Optional<RequestPayload> find(String text, Address sender) {
    return sender.equals(wallet) ? Optional.ofNullable(byText.get(text)) : Optional.empty();
  }
}
