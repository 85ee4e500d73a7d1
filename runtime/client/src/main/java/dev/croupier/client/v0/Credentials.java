package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a wallet logs in with again and again: its session key and the node's token. Both stay in
 * memory and are never printed. Safe for use by many threads.
 */
final class Credentials {

  /** Tokens live for 24 h (clearnode-0.x 5.4); used for a little less. */
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(23);

  /** The share of a session key's life in which the next one is due. */
  private static final int RENEWAL_SHARE = 10;

  /**
   * @param signer signs with the key
   * @param expiresAt until when the node takes it
   */
  record SessionKey(Signer signer, Instant expiresAt) {}

  private record Token(String text, Instant usableUntil) {
    /** Until when only: the text is a secret. */
    @Override
    public String toString() {
      return "Token[usableUntil=" + usableUntil + "]";
    }
  }

  private final ClientConfig config;
  private SessionKey sessionKey;
  private Optional<Token> token = Optional.empty();

  Credentials(ClientConfig config) {
    this.config = config;
    this.sessionKey = newKey();
  }

  /** The key in use. */
  synchronized SessionKey sessionKey() {
    return sessionKey;
  }

  /** True if the key is near its end, or past it. */
  synchronized boolean keyIsDue() {
    return !config.clock().instant().isBefore(keyDueAt());
  }

  /** When the next login is due: before key or token end, whichever is first. */
  synchronized Instant loginDueAt() {
    Instant keyDueAt = keyDueAt();
    return token
        .map(Token::usableUntil)
        .filter(usableUntil -> usableUntil.isBefore(keyDueAt))
        .orElse(keyDueAt);
  }

  private Instant keyDueAt() {
    return sessionKey.expiresAt.minus(config.sessionKeyLifetime().dividedBy(RENEWAL_SHARE));
  }

  /** Makes a new key; a token made for the old one goes with it. */
  synchronized SessionKey renewKey() {
    sessionKey = newKey();
    token = Optional.empty();
    return sessionKey;
  }

  /** The node's token, if there is one that should still be good. */
  synchronized Optional<String> token() {
    return token
        .filter(held -> config.clock().instant().isBefore(held.usableUntil))
        .map(Token::text);
  }

  synchronized void keepToken(String text) {
    token = Optional.of(new Token(text, config.clock().instant().plus(TOKEN_LIFETIME)));
  }

  synchronized void dropToken() {
    token = Optional.empty();
  }

  private SessionKey newKey() {
    Instant now = config.clock().instant();
    return new SessionKey(
        new LocalSigner(PrivateKey.generate(config.random()), config.crypto()),
        Instant.ofEpochSecond(now.plus(config.sessionKeyLifetime()).getEpochSecond()));
  }

  @Override
  public synchronized String toString() {
    return "Credentials[session key " + sessionKey.signer.address() + "]";
  }
}
