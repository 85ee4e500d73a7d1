package dev.croupier.host;

import dev.croupier.client.RelayedMessage;
import dev.croupier.host.delivery.Exchange;
import dev.croupier.host.delivery.Letter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The message traffic of a seat in one session, and who waits for what became of its messages. */
final class Conversation {

  private final ActiveSession session;
  private final Exchange<RelayedMessage> exchange;
  private final Map<Letter, CompletableFuture<Void>> outcomes = new HashMap<>();
  private long repeats;

  Conversation(ActiveSession session, Exchange<RelayedMessage> exchange) {
    this.session = session;
    this.exchange = exchange;
  }

  ActiveSession session() {
    return session;
  }

  Exchange<RelayedMessage> exchange() {
    return exchange;
  }

  /** Somebody waits for what becomes of a letter. */
  CompletableFuture<Void> expect(Letter letter) {
    return outcomes.computeIfAbsent(letter, any -> new CompletableFuture<>());
  }

  Optional<CompletableFuture<Void>> outcomeOf(Letter letter) {
    return Optional.ofNullable(outcomes.remove(letter));
  }

  void repeated() {
    repeats++;
  }

  /** How many messages came again. */
  long repeats() {
    return repeats + exchange.repeats();
  }
}
