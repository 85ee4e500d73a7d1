package dev.croupier.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The message types of an app: a JSON document whose {@code properties} are JSON Schemas (draft
 * 2020-12), one per message type. A document without {@code properties} is taken as a plain object
 * of schemas, type name to schema.
 *
 * @param source where the document came from, for error messages
 * @param json the document
 */
public record MessageTypes(String source, String json) {

  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /**
   * Reads the schema file from the caller's own jar, beside its class or, with a leading slash or
   * if there is none beside it, from the jar's root.
   *
   * @param name the resource's name, such as {@code "ping-pong.schema.json"}
   * @return the types
   * @throws MessageTypesMissingException if there is no such resource
   */
  public static MessageTypes fromResource(String name) {
    Class<?> caller = CALLERS.getCallerClass();
    try (InputStream beside = caller.getResourceAsStream(name)) {
      if (beside != null) {
        return new MessageTypes(name, new String(beside.readAllBytes(), StandardCharsets.UTF_8));
      }
      try (InputStream atRoot = caller.getResourceAsStream("/" + name)) {
        if (atRoot != null) {
          return new MessageTypes(name, new String(atRoot.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new MessageTypesMissingException(name, caller.getName(), e);
    }
    throw new MessageTypesMissingException(name, caller.getName());
  }

  /**
   * @param json the document
   * @return the types
   */
  public static MessageTypes ofJson(String json) {
    return new MessageTypes("inline schemas", json);
  }
}
