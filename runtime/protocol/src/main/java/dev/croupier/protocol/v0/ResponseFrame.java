package dev.croupier.protocol.v0;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.RawJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame from a node to a client (clearnode-0.x 2).
 *
 * @param payload the answer or notification
 * @param signatureTexts the {@code sig} member: hex texts, not yet checked; servers send one
 * @param sid the app session a relayed message belongs to; not covered by the signature
 * @param others members this version does not know, as received
 */
public record ResponseFrame(
    ResponsePayload payload,
    List<String> signatureTexts,
    @Nullable String sid,
    Map<String, RawJson> others) {

  /** Copies the lists. */
  public ResponseFrame {
    signatureTexts = List.copyOf(signatureTexts);
    others = Map.copyOf(others);
  }

  /**
   * Reads a frame as a client does. Unknown members are kept, a missing {@code sig} is an empty
   * one.
   *
   * @throws InvalidFrameException if there is no well-formed {@code res} of four elements, or a
   *     {@code req} besides, or a member occurs twice
   */
  public static ResponseFrame read(String frame) {
    return read(frame, JsonLimits.DEFAULT);
  }

  /**
   * Reads a frame as a client does, within limits of its own.
   *
   * @throws InvalidFrameException as {@link #read(String)}, or if a limit is broken
   */
  public static ResponseFrame read(String frame, JsonLimits limits) {
    Envelope envelope;
    try {
      envelope = Envelope.read(frame, limits);
    } catch (JsonException e) {
      throw new InvalidFrameException("a JSON object is expected", e);
    }
    if (envelope.brokenRule() != null) {
      throw new InvalidFrameException(envelope.brokenRule());
    }
    Quad res = envelope.res();
    if (res == null || envelope.req() != null) {
      throw new InvalidFrameException("a node sends res and no req");
    }
    if (res.method().isEmpty()) {
      throw new InvalidFrameException("res: the method must not be empty");
    }
    return new ResponseFrame(
        ResponsePayload.of(res), envelope.signatures(), envelope.sid(), envelope.others());
  }

  /** This frame with the session id a relayed message belongs to (clearnode-0.x 11.3). */
  public ResponseFrame withSid(String sid) {
    return new ResponseFrame(payload, signatureTexts, sid, others);
  }

  /** The text to send. It carries the signed text of the payload unchanged. */
  public String text() {
    StringBuilder out = new StringBuilder(payload.text().length() + 256);
    out.append("{\"res\":").append(payload.text()).append(',');
    if (sid != null) {
      out.append("\"sid\":").append(GoJson.quoted(sid)).append(',');
    }
    Signatures.write(signatureTexts, out);
    return out.append('}').toString();
  }

  /**
   * The signatures, in the order of the frame.
   *
   * @throws dev.croupier.protocol.ProtocolException if one of them is not 65 bytes with a known v
   */
  public List<Signature> signatures() {
    return signatureTexts.stream().map(Signature::parse).toList();
  }

  /** What the signature is over. */
  public Hash32 digest() {
    return payload.digest();
  }

  /** Id and method only: the rest may hold secrets. */
  @Override
  public String toString() {
    return payload + " with " + signatureTexts.size() + " signatures";
  }
}
