package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonCursor;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code req} or {@code res} member as it was received: its raw text and that of its
 * elements, not yet judged. Elements beyond the fifth are not kept.
 */
record Quad(RawJson raw, List<RawJson> elements) {
  private static final int LENGTH = 4;

  /**
   * Consumes the value before which the cursor stands, whatever it is.
   *
   * @param element how an element is taken: with its members where they will be asked for
   */
  static Quad take(JsonCursor cursor, Function<JsonCursor, RawJson> element) {
    if (cursor.kind() != JsonKind.ARRAY) {
      return new Quad(cursor.takeRaw(), List.of());
    }
    int offset = cursor.offset();
    List<RawJson> elements = new ArrayList<>(LENGTH);
    cursor.enterArray();
    while (cursor.nextElement()) {
      RawJson taken = element.apply(cursor);
      if (elements.size() <= LENGTH) {
        elements.add(taken);
      }
    }
    return new Quad(cursor.rawSince(offset), elements);
  }

  /**
   * The first rule of clearnode-0.x 2 that the types of the elements break, or null if they are
   * right. As in Go, {@code null} counts as the zero value of its place.
   */
  @Nullable String brokenRule() {
    if (elements.size() != LENGTH) {
      return "an array of exactly 4 elements is expected";
    }
    if (unsigned(elements.get(0)).isEmpty()) {
      return "the request id must be an unsigned 64-bit integer";
    }
    JsonKind method = elements.get(1).kind();
    if (method != JsonKind.STRING && method != JsonKind.NULL) {
      return "the method must be text";
    }
    if (unsigned(elements.get(3)).isEmpty()) {
      return "the timestamp must be an unsigned 64-bit integer";
    }
    return null;
  }

  /** The request id, if it can be read and is not 0. */
  OptionalLong readableId() {
    if (elements.size() != LENGTH) {
      return OptionalLong.empty();
    }
    OptionalLong id = unsigned(elements.get(0));
    return id.isPresent() && id.getAsLong() != 0 ? id : OptionalLong.empty();
  }

  long requestId() {
    return unsigned(elements.get(0)).orElseThrow();
  }

  String method() {
    RawJson method = elements.get(1);
    return method.kind() == JsonKind.NULL ? "" : method.asString();
  }

  RawJson params() {
    return elements.get(2);
  }

  long timestampMs() {
    return unsigned(elements.get(3)).orElseThrow();
  }

  /** Integers of the envelope must be written as integers: no fraction, no exponent, no sign. */
  private static OptionalLong unsigned(RawJson element) {
    if (element.kind() == JsonKind.NULL) {
      return OptionalLong.of(0);
    }
    if (element.kind() != JsonKind.NUMBER) {
      return OptionalLong.empty();
    }
    String text = element.text();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text));
    } catch (NumberFormatException beyond64Bits) {
      return OptionalLong.empty();
    }
  }
}
