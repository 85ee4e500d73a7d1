package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which node the seats connect to. Written as text ({@code embedded} or a URL) or as a map.
 *
 * @param url a {@code ws://} or {@code wss://} URL; empty for the embedded node
 * @param version the server version to speak: {@code auto}, {@code 0.3}, {@code 0.4} or {@code 0.5}
 * @param broker the node's expected signing address; empty to take the one it tells
 * @param port embedded only: the port to listen on, 0 for any free one
 * @param fund embedded only: what every development wallet starts with, asset to decimal text
 */
public record NodeSection(
    Optional<String> url,
    String version,
    Optional<String> broker,
    int port,
    Map<String, String> fund) {

  static final String EMBEDDED_WORD = "embedded";
  static final String AUTO = "auto";
  static final Map<String, String> DEFAULT_FUND = Map.of("usdc", "100");

  /** The embedded node with its defaults. */
  public static final NodeSection EMBEDDED =
      new NodeSection(Optional.empty(), AUTO, Optional.empty(), 0, DEFAULT_FUND);

  /** Copies the map. */
  public NodeSection {
    fund = Map.copyOf(fund);
  }

  @JsonCreator
  static NodeSection ofText(String text) {
    return text.equals(EMBEDDED_WORD)
        ? EMBEDDED
        : new NodeSection(Optional.of(text), AUTO, Optional.empty(), 0, Map.of());
  }

  @JsonCreator
  static NodeSection of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("version") @Nullable String version,
      @JsonProperty("broker") @Nullable String broker,
      @JsonProperty("port") @Nullable Integer port,
      @JsonProperty("fund") @Nullable Map<String, String> fund) {
    Optional<String> remote = Optional.ofNullable(url).filter(text -> !text.equals(EMBEDDED_WORD));
    Map<String, String> defaultFund = remote.isPresent() ? Map.of() : DEFAULT_FUND;
    return new NodeSection(
        remote,
        version == null ? AUTO : version,
        Optional.ofNullable(broker),
        port == null ? 0 : port,
        fund == null ? defaultFund : fund);
  }

  /**
   * @return whether the node runs inside this process
   */
  public boolean embedded() {
    return url.isEmpty();
  }
}
