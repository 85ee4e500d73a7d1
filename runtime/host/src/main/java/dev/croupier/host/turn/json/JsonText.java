package dev.croupier.host.turn.json;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** JSON as text, on one line, written without a tree of it. */
public final class JsonText {

  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonText() {}

  /**
   * @param content writes one value
   * @return that value as text
   */
  public static String of(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.accept(json);
    }
    return text.toString();
  }

  /**
   * @param content writes one value
   * @return that value as text, UTF-8
   */
  public static byte[] utf8(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.accept(json);
    }
    return text.toByteArray();
  }
}
