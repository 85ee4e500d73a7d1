package dev.croupier.protocol;

import java.util.Objects;

/**
 * The id of an app session, derived from its definition (clearnode-0.x 10.2). Compared by value,
 * written in lower case.
 *
 * @param hash the 32 bytes
 */
public record SessionId(Hash32 hash) {
  /** Checks that the hash is there. */
  public SessionId {
    Objects.requireNonNull(hash, "hash");
  }

  /**
   * @param text {@code 0x} and 64 hex digits in either case
   * @return the id
   * @throws InvalidHashException if the text has another form
   */
  public static SessionId parse(String text) {
    return new SessionId(Hash32.parse(text));
  }

  /**
   * @param hash the hash of a definition
   * @return it, as an id
   */
  public static SessionId of(Hash32 hash) {
    return new SessionId(hash);
  }

  /** A form for people, {@code 0x0ac5…9f79}: never to be sent or compared. */
  public String shortText() {
    String full = toString();
    return full.substring(0, 6) + "…" + full.substring(full.length() - 4);
  }

  /** {@code 0x} and 64 lower-case digits. */
  @Override
  public String toString() {
    return hash.toString();
  }
}
