package dev.croupier.protocol.v0;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonCursor;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.json.RawJson;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks and what its signers sign: the {@code req} array, tied to one exact text
 * (clearnode-0.x 2, 3.1). Whoever signs signs the digest of that text, and the frame carries it
 * unchanged.
 */
public final class RequestPayload {
  private final RawJson raw;
  private final long requestId;
  private final String method;
  private final RawJson params;
  private final long timestampMs;

  private RequestPayload(Quad quad) {
    this.raw = quad.raw();
    this.requestId = quad.requestId();
    this.method = quad.method();
    this.params = quad.params();
    this.timestampMs = quad.timestampMs();
  }

  /**
   * Puts a request together and writes it in the canonical form of clearnode-0.x 3.2, which every
   * co-signer arrives at.
   *
   * @param requestId unsigned, 1 or more; below 2^53 for the sake of JavaScript co-signers
   * @param params what the method asks for
   * @param timestampMs Unix time in milliseconds, 1 or more
   * @throws InvalidFrameException if the id or the timestamp is 0
   */
  public static RequestPayload of(long requestId, RequestParams params, long timestampMs) {
    return of(requestId, params.method().wireName(), params.toJson(), timestampMs);
  }

  /**
   * Puts a request with free params together; see {@link #of(long, RequestParams, long)}.
   *
   * @param method a method name, not empty
   * @param params any value except {@code null}
   */
  public static RequestPayload of(
      long requestId, String method, JsonValue params, long timestampMs) {
    String text =
        "["
            + Long.toUnsignedString(requestId)
            + ","
            + JsonText.quoted(method)
            + ","
            + JsonText.write(params)
            + ","
            + Long.toUnsignedString(timestampMs)
            + "]";
    return read(text);
  }

  /**
   * Puts a request together whose params are written already; they stay as they are, and nothing is
   * read again.
   *
   * @param requestId unsigned, 1 or more
   * @param method a method name, not empty
   * @param params any value except {@code null}
   * @param timestampMs Unix time in milliseconds, 1 or more
   * @throws InvalidFrameException if the id or the timestamp is 0
   */
  public static RequestPayload ofWritten(
      long requestId, String method, RawJson params, long timestampMs) {
    List<RawJson> elements =
        List.of(
            RawJson.number(requestId), RawJson.string(method), params, RawJson.number(timestampMs));
    Quad quad = new Quad(RawJson.array(elements.toArray(RawJson[]::new)), elements);
    String broken = emptyElement(quad);
    if (broken != null) {
      throw new InvalidFrameException("req: " + broken);
    }
    return new RequestPayload(quad);
  }

  /**
   * Takes a request somebody else has put together, so that it can be looked at and signed. The
   * text is kept as it is.
   *
   * @param reqText the {@code req} array, nothing before or after it
   * @throws InvalidFrameException if it is not a request of four elements after clearnode-0.x 2
   */
  public static RequestPayload read(String reqText) {
    Quad quad;
    try (JsonCursor cursor = JsonCursor.over(reqText, JsonLimits.DEFAULT)) {
      quad = Quad.take(cursor, JsonCursor::takeRawWithMembers);
      cursor.end();
    } catch (JsonException e) {
      throw new InvalidFrameException("a req array is expected", e);
    }
    String broken = quad.brokenRule();
    if (broken == null) {
      broken = emptyElement(quad);
    }
    if (broken != null) {
      throw new InvalidFrameException("req: " + broken);
    }
    return new RequestPayload(quad);
  }

  /** The payload of an array already found to keep all rules. */
  static RequestPayload of(Quad quad) {
    return new RequestPayload(quad);
  }

  /** Which element of a well-typed array is empty where it must not be, or null if none is. */
  static @Nullable String emptyElement(Quad quad) {
    if (quad.requestId() == 0) {
      return "the request id must not be 0";
    }
    if (quad.method().isEmpty()) {
      return "the method must not be empty";
    }
    if (quad.params().kind() == JsonKind.NULL) {
      return "the params must not be null";
    }
    if (quad.timestampMs() == 0) {
      return "the timestamp must not be 0";
    }
    return null;
  }

  /** The exact text that is signed. */
  public String text() {
    return raw.text();
  }

  /** The request id: unsigned 64 bits, never 0. */
  public long requestId() {
    return requestId;
  }

  /** The method name as it was sent; not empty, not necessarily one of {@link Method}. */
  public String method() {
    return method;
  }

  /** The params as they were sent: any value except {@code null}. */
  public RawJson params() {
    return params;
  }

  /** Unix time in milliseconds, unsigned 64 bits, never 0; not compared with any clock. */
  public long timestampMs() {
    return timestampMs;
  }

  /** Keccak-256 of the text in UTF-8: what is signed, with no prefix (clearnode-0.x 3.1). */
  public Hash32 digest() {
    return Keccak.keccak256(raw.utf8());
  }

  /** The signature of one signer over {@link #digest}. */
  public Signature sign(Signer signer) {
    return signer.sign(digest());
  }

  /** The frame of this request signed by all of these, in this order. */
  public RequestFrame signedBy(Signer... signers) {
    Hash32 digest = digest();
    return with(Arrays.stream(signers).map(signer -> signer.sign(digest)).toList());
  }

  /**
   * The frame of this request with signatures collected elsewhere. They are not checked.
   *
   * @param signatures in any order (clearnode-0.x 10.1)
   */
  public RequestFrame with(List<Signature> signatures) {
    return new RequestFrame(this, signatures.stream().map(Signature::toString).toList(), null);
  }

  /** The frame of this request without signatures. */
  public RequestFrame unsigned() {
    return new RequestFrame(this, List.of(), null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequestPayload payload && payload.raw.equals(raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  /** Id and method only: params may hold secrets. */
  @Override
  public String toString() {
    return "request " + Long.toUnsignedString(requestId) + " " + method;
  }
}
