package dev.croupier.protocol.json;

import dev.croupier.protocol.ProtocolException;

/** Base of what reading and writing JSON raises. Messages never quote the text that was read. */
public abstract sealed class JsonException extends ProtocolException
    permits JsonSyntaxException, JsonLimitException, DuplicateNameException, JsonTypeException {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
