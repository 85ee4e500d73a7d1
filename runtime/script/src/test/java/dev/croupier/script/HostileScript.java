package dev.croupier.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** One entry of {@code hostile-scripts.json}; the README beside it tells what the groups mean. */
record HostileScript(String group, String name, String code, String error) {

  static Stream<HostileScript> all() {
    try (InputStream in = HostileScript.class.getResourceAsStream("/hostile-scripts.json")) {
      return JsonMapper.shared()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(
              script ->
                  new HostileScript(
                      script.path("group").asString(),
                      script.path("name").asString(),
                      script.path("code").asString(),
                      script.path("error").asString("")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
