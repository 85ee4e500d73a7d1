package dev.croupier.protocol.v0;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonCursor;
import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.json.RawJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node answers or announces and what it signs: the {@code res} array, tied to one exact text
 * (clearnode-0.x 2, 3.3).
 */
public final class ResponsePayload {
  private final RawJson raw;
  private final long requestId;
  private final String method;
  private final RawJson params;
  private final long timestampMs;

  private ResponsePayload(Quad quad) {
    this.raw = quad.raw();
    this.requestId = quad.requestId();
    this.method = quad.method();
    this.params = quad.params();
    this.timestampMs = quad.timestampMs();
  }

  /** The payload of an array already found to be well-typed. */
  static ResponsePayload of(Quad quad) {
    return new ResponsePayload(quad);
  }

  /**
   * Puts an answer or notification together and writes it as the Go server does.
   *
   * @param requestId the id of the request; 0 in notifications (the time in S0.3); unsigned
   * @param method the answer's method
   * @param params any value, {@code null} included; {@link RawJson} parts are written to the letter
   * @param timestampMs Unix time in milliseconds, unsigned
   */
  public static ResponsePayload of(
      long requestId, Method method, JsonValue params, long timestampMs) {
    String text =
        "["
            + Long.toUnsignedString(requestId)
            + ","
            + GoJson.quoted(method.wireName())
            + ","
            + GoJson.write(params)
            + ","
            + Long.toUnsignedString(timestampMs)
            + "]";
    try (JsonCursor cursor = JsonCursor.over(text, JsonLimits.DEFAULT)) {
      return new ResponsePayload(Quad.take(cursor, JsonCursor::takeRaw));
    }
  }

  /** An error answer (clearnode-0.x 2). */
  public static ResponsePayload error(long requestId, String errorText, long timestampMs) {
    return of(requestId, Method.ERROR, new ErrorResult(errorText).toJson(), timestampMs);
  }

  /** The exact text that is signed. */
  public String text() {
    return raw.text();
  }

  /** The id of the request this answers; 0 or the time in notifications; unsigned 64 bits. */
  public long requestId() {
    return requestId;
  }

  /** The method name as it was sent, not necessarily one of {@link Method}. */
  public String method() {
    return method;
  }

  /** The params as they were sent, {@code null} included. */
  public RawJson params() {
    return params;
  }

  /** Unix time in milliseconds by the node's clock, unsigned 64 bits. */
  public long timestampMs() {
    return timestampMs;
  }

  /** Keccak-256 of the text in UTF-8: what is signed. */
  public Hash32 digest() {
    return Keccak.keccak256(raw.utf8());
  }

  /** The frame of this payload with one signature, as every server frame has. */
  public ResponseFrame signedBy(Signer signer) {
    return new ResponseFrame(this, List.of(signer.sign(digest()).toString()), null, Map.of());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResponsePayload payload && payload.raw.equals(raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  /** Id and method only: params may hold secrets. */
  @Override
  public String toString() {
    return "response " + Long.toUnsignedString(requestId) + " " + method;
  }
}
