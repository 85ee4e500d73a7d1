package dev.croupier.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of nodes and relays as users write them. */
final class WebSocketUri {
  private WebSocketUri() {}

  /**
   * @param text what the user wrote
   * @return the address; empty if it is no {@code ws://} or {@code wss://} URL
   */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean socket = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
      return socket && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
