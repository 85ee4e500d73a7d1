package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The relay service that carries the seats' messages. Written as text (a URL) or as a map.
 *
 * @param url a {@code ws://} or {@code wss://} URL
 * @param address the address that must sign the relay's frames; empty to take the one it tells
 */
public record RelaySection(String url, Optional<String> address) {

  @JsonCreator
  static RelaySection ofText(String text) {
    return new RelaySection(text, Optional.empty());
  }

  @JsonCreator
  static RelaySection of(
      @JsonProperty(value = "url", required = true) String url,
      @JsonProperty("address") @Nullable String address) {
    return new RelaySection(url, Optional.ofNullable(address));
  }
}
