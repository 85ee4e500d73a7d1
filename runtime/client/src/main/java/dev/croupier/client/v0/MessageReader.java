package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.RelayedMessage.Proof;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import java.util.Map;

/**
 * Reads relayed messages and establishes who sent them.
 *
 * <p>The frame of clearnode-0.x 11.3 says nothing of the sender that could be checked. Our local
 * node therefore adds a member {@code "proof":{"req":"<the sender's request text>","sig":"0x…",
 * "wallet":"0x…"}}, which SDKs ignore. The request must carry the very message that is delivered,
 * and its signature tells the sender. If the signer is not the wallet but some session key of it,
 * only the node's word connects the two. A message without proof has no sender and is refused.
 *
 * <p>The session id beside a request is not signed (clearnode-0.x 16), so a message could be moved
 * to another session of the same people. Croupier's own messages repeat it in the signed params, as
 * {@code session}; there it must be the session they arrive in. Their {@code seq} is the request
 * id.
 */
final class MessageReader {
  private static final String TYPE = "type";
  private static final String DATA = "data";
  private static final String SESSION = "session";
  private static final String SEQUENCE = "seq";

  private final KnownSigners signers;

  MessageReader(KnownSigners signers) {
    this.signers = signers;
  }

  /**
   * @throws NodeException.UnusableFrame if the message or its proof breaks a rule
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  RelayedMessage read(ResponseFrame frame) {
    var relayed = dev.croupier.protocol.v0.session.RelayedMessage.read(frame.payload().params());
    SessionId session = relayed.session();
    String sid = frame.sid();
    if (sid != null && !SessionId.parse(sid).equals(session)) {
      throw unusable("sid and app_session_id name different sessions");
    }
    RawJson proof = frame.others().get("proof");
    if (proof == null || proof.kind() != JsonKind.OBJECT) {
      throw unusable("without proof of its sender, session " + session.shortText());
    }
    Map<String, RawJson> parts = proof.members();
    RequestPayload signed = RequestPayload.read(text(parts, "req"));
    if (!signed.method().equals(Method.MESSAGE.wireName())
        || !signed.params().text().equals(relayed.message().text())) {
      throw unusable("its proof is of another message");
    }
    Signature signature = Signature.parse(text(parts, "sig"));
    Address wallet = Address.parse(text(parts, "wallet"));
    boolean byWallet = signers.isSignedBy(signed.digest(), signature, wallet);
    if (!byWallet) {
      // Throws if it is nobody's signature; whose key it is, only the node knows.
      signers.signerOf(signed.digest(), signature);
    }

    if (signed.params().kind() != JsonKind.OBJECT) {
      throw unusable("its params are no object with type and data");
    }
    Map<String, RawJson> content = signed.params().members();
    requireBound(content, session, signed.requestId());
    RawJson data = content.get(DATA);
    return new RelayedMessage(
        session,
        text(content, TYPE),
        data == null ? "null" : data.text(),
        wallet,
        byWallet ? Proof.WALLET_SIGNATURE : Proof.NODE_ATTESTED,
        signed.requestId(),
        signed.text());
  }

  private static void requireBound(
      Map<String, RawJson> content, SessionId session, long requestId) {
    if (content.containsKey(SESSION) && !SessionId.parse(text(content, SESSION)).equals(session)) {
      throw unusable("it was signed for another session");
    }
    RawJson sequence = content.get(SEQUENCE);
    if (sequence != null && !sequence.text().equals(Long.toUnsignedString(requestId))) {
      throw unusable("its sequence number is not its request id");
    }
  }

  private static String text(Map<String, RawJson> members, String name) {
    RawJson value = members.get(name);
    if (value == null || value.kind() != JsonKind.STRING) {
      throw unusable("its " + name + " is missing or no text");
    }
    return value.asString();
  }

  private static NodeException unusable(String rule) {
    return new NodeException.UnusableFrame("a relayed message: " + rule);
  }
}
