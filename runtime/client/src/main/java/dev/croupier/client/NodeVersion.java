package dev.croupier.client;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server lines a connection can speak with. */
public enum NodeVersion {
  /** ClearNode 0.3. */
  V0_3("0.3"),
  /** ClearNode 0.4. */
  V0_4("0.4"),
  /** ClearNode 0.5, and the local node. */
  V0_5("0.5");

  private final String text;

  NodeVersion(String text) {
    this.text = text;
  }

  /**
   * @return as people write it, for example {@code 0.5}
   */
  public String text() {
    return text;
  }

  /**
   * @param text as people write it, for example {@code 0.5}
   * @return the version
   * @throws ConfigurationException if there is none of that name
   */
  public static NodeVersion parse(String text) {
    Optional<NodeVersion> found =
        Arrays.stream(values()).filter(version -> version.text.equals(text)).findFirst();
    return found.orElseThrow(
        () ->
            new ConfigurationException(
                "node version",
                "\""
                    + text
                    + "\" is not one of "
                    + Arrays.stream(values())
                        .map(NodeVersion::text)
                        .collect(Collectors.joining(", "))));
  }
}
