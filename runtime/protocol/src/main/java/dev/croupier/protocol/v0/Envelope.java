package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonCursor;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a frame of either direction, as received and not yet judged (clearnode-0.x 2).
 * Reading goes on to the end of the text even when a member is wrong, so that a syntax error
 * anywhere is found first.
 */
final class Envelope {
  private @Nullable Quad req;
  private @Nullable Quad res;
  private boolean reqIsNull;
  private List<String> signatures = List.of();
  private @Nullable String sid;
  private final Map<String, RawJson> others = new LinkedHashMap<>();
  private @Nullable String brokenRule;

  private Envelope() {}

  /**
   * @throws dev.croupier.protocol.json.JsonException if the text is not a well-formed JSON object
   *     within the limits
   */
  static Envelope read(String frame, JsonLimits limits) {
    try (JsonCursor cursor = JsonCursor.over(frame, limits)) {
      Envelope envelope = new Envelope();
      Map<String, Boolean> seen = new LinkedHashMap<>();
      cursor.enterObject();
      for (String name = cursor.nextName(); name != null; name = cursor.nextName()) {
        if (seen.put(name, true) != null) {
          envelope.broken("a member occurs twice");
        }
        envelope.take(name, cursor);
      }
      cursor.end();
      return envelope;
    }
  }

  private void take(String name, JsonCursor cursor) {
    switch (name) {
      case "req" -> {
        reqIsNull = cursor.kind() == JsonKind.NULL;
        req = quad("req", cursor, JsonCursor::takeRaw);
      }
      case "res" -> res = quad("res", cursor, JsonCursor::takeRawWithMembers);
      case "sig" -> {
        List<String> texts = Signatures.take(cursor);
        if (texts == null) {
          broken("sig must be an array of hex text");
        } else {
          signatures = texts;
        }
      }
      case "sid" -> {
        RawJson raw = cursor.takeRaw();
        if (raw.kind() == JsonKind.STRING) {
          sid = raw.asString();
        } else if (raw.kind() != JsonKind.NULL) {
          broken("sid must be text");
        }
      }
      default -> others.put(name, cursor.takeRawWithMembers());
    }
  }

  private @Nullable Quad quad(
      String name, JsonCursor cursor, Function<JsonCursor, RawJson> element) {
    Quad quad = Quad.take(cursor, element);
    if (quad.raw().kind() == JsonKind.NULL) {
      return null;
    }
    String broken = quad.brokenRule();
    if (broken != null) {
      broken(name + ": " + broken);
    }
    return quad;
  }

  private void broken(String rule) {
    if (brokenRule == null) {
      brokenRule = rule;
    }
  }

  /** The first rule of form that a member breaks, or null. */
  @Nullable String brokenRule() {
    return brokenRule;
  }

  /** The {@code req} member; null if it is missing or {@code null}. */
  @Nullable Quad req() {
    return req;
  }

  Quad requiredReq() {
    return Objects.requireNonNull(req, "req");
  }

  /** The {@code res} member; null if it is missing or {@code null}. */
  @Nullable Quad res() {
    return res;
  }

  /** True if there is a member {@code req} and its value is {@code null}. */
  boolean reqIsNull() {
    return reqIsNull;
  }

  List<String> signatures() {
    return signatures;
  }

  @Nullable String sid() {
    return sid;
  }

  /** Members this version does not know, as received. */
  Map<String, RawJson> others() {
    return others;
  }
}
