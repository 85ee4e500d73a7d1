package dev.croupier.protocol.v0;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.JsonText;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A frame from a client to a node (clearnode-0.x 2).
 *
 * @param payload the request
 * @param signatureTexts the {@code sig} member: hex texts of any length, not yet checked
 * @param sid the app session a message belongs to; not covered by the signatures
 */
public record RequestFrame(
    RequestPayload payload, List<String> signatureTexts, @Nullable String sid) {

  /** Copies the signatures. */
  public RequestFrame {
    signatureTexts = List.copyOf(signatureTexts);
  }

  /**
   * Reads a frame as a node does, by the first three rows of clearnode-0.x 4. Unlike the Go server
   * it refuses a frame that names a member twice, and knows the members by their exact names only.
   *
   * @throws RefusedRequestException if the frame must be answered with an error
   */
  public static RequestFrame read(String frame) {
    return read(frame, JsonLimits.DEFAULT);
  }

  /**
   * Reads a frame as a node does, within limits of its own.
   *
   * @throws RefusedRequestException if the frame must be answered with an error
   */
  public static RequestFrame read(String frame, JsonLimits limits) {
    Envelope envelope;
    try {
      envelope = Envelope.read(frame, limits);
    } catch (JsonException e) {
      throw new InvalidMessageFormatException("a JSON object is expected", e);
    }
    Quad req = envelope.req();
    String broken = envelope.brokenRule();
    if (broken != null) {
      throw new InvalidMessageFormatException(
          broken, req == null ? OptionalLong.empty() : req.readableId());
    }
    requireRequest(envelope);
    return new RequestFrame(
        RequestPayload.of(envelope.requiredReq()), envelope.signatures(), envelope.sid());
  }

  private static void requireRequest(Envelope envelope) {
    Quad req = envelope.req();
    if (req == null) {
      if (envelope.reqIsNull() && envelope.res() != null) {
        throw new EmptyRequestException();
      }
      throw new MessageValidationException("req is missing");
    }
    if (envelope.res() != null) {
      throw new MessageValidationException("a client must not send res");
    }
    String empty = RequestPayload.emptyElement(req);
    if (empty != null) {
      throw new MessageValidationException(empty);
    }
  }

  /** This frame with the session id a message belongs to (clearnode-0.x 11.1). */
  public RequestFrame withSid(String sid) {
    return new RequestFrame(payload, signatureTexts, sid);
  }

  /** The text to send. It carries the signed text of the payload unchanged. */
  public String text() {
    StringBuilder out = new StringBuilder(payload.text().length() + 256);
    out.append("{\"req\":").append(payload.text()).append(',');
    if (sid != null) {
      out.append("\"sid\":").append(JsonText.quoted(sid)).append(',');
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

  /** What the signatures are over. */
  public Hash32 digest() {
    return payload.digest();
  }

  /** Id and method only: the rest may hold secrets. */
  @Override
  public String toString() {
    return payload + " with " + signatureTexts.size() + " signatures";
  }
}
