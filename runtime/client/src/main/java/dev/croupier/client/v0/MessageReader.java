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
import java.util.OptionalLong;
import java.util.regex.Pattern;

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
 * id, and {@code prev} that of the sender's message before. Such a message needs no word of the
 * node; see {@link ReadMessage}.
 */
final class MessageReader {
  private static final String TYPE = "type";
  private static final String DATA = "data";
  private static final String SESSION = "session";
  private static final String SEQUENCE = "seq";
  private static final String PREVIOUS = "prev";

  /** Every number passes through a 64-bit float somewhere (clearnode-0.x 3.4). */
  private static final long LARGEST_NUMBER = (1L << 53) - 1;

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");

  private final KnownSigners signers;
  private final SenderProof.Vouching vouching;
  private final SentTexts sent;

  MessageReader(KnownSigners signers, SenderProof.Vouching vouching, SentTexts sent) {
    this.signers = signers;
    this.vouching = vouching;
    this.sent = sent;
  }

  /**
   * Reads a message and its proof; the node's signature is the caller's to check.
   *
   * @throws NodeException.UnusableFrame if the message or its proof breaks a rule
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  ReadMessage read(ResponseFrame frame) {
    var relayed = dev.croupier.protocol.v0.session.RelayedMessage.read(frame.payload().params());
    SessionId session = relayed.session();
    String sid = frame.sid();
    if (sid != null && !SessionId.parse(sid).equals(session)) {
      throw unusable("sid and app_session_id name different sessions");
    }
    SenderProof proof =
        SenderProof.of(frame, Method.MESSAGE.wireName(), signers, vouching, sent::find);
    if (!proof.signed().params().text().equals(relayed.message().text())) {
      throw unusable("its proof is of another message");
    }
    RelayedMessage message = message(session, proof.signed(), proof.wallet(), proof.kind());
    boolean own = proof.own() && frame.payload().requestId() == message.requestId();
    return ReadMessage.of(message, own);
  }

  /**
   * Reads a message that came inside another one; whoever signed it is its sender.
   *
   * @throws NodeException.UnusableFrame if it is no message of that session
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  RelayedMessage readForwarded(SessionId session, String requestText, String signature) {
    RelayedMessage message = signed(session, RequestPayload.read(requestText), signature);
    if (message.previousId().isEmpty()) {
      throw unusable("it names no predecessor, so it cannot have been passed on");
    }
    return message;
  }

  /**
   * Reads a message that came by other means; whoever signed it is its sender.
   *
   * @throws NodeException.UnusableFrame if what was signed does not name that session and its place
   *     in it
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read
   */
  RelayedMessage readCarried(SessionId session, String requestText, String signature) {
    RequestPayload request = RequestPayload.read(requestText);
    RelayedMessage message = signed(session, request, signature);
    Map<String, RawJson> content = request.params().members();
    if (!content.containsKey(SESSION) || !content.containsKey(SEQUENCE)) {
      throw unusable("it does not name its session and number, so it may be of another session");
    }
    return message;
  }

  private RelayedMessage signed(SessionId session, RequestPayload request, String signature) {
    if (!request.method().equals(Method.MESSAGE.wireName())) {
      throw unusable("its method is " + request.method());
    }
    Address wallet = signers.signerOf(request.digest(), Signature.parse(signature));
    return message(session, request, wallet, Proof.WALLET_SIGNATURE);
  }

  private static RelayedMessage message(
      SessionId session, RequestPayload signed, Address wallet, Proof proof) {
    if (signed.params().kind() != JsonKind.OBJECT) {
      throw unusable("its params are no object with type and data");
    }
    Map<String, RawJson> content = signed.params().members();
    requireBound(content, session, signed.requestId());
    OptionalLong previous = previous(content, signed.requestId());
    RawJson data = content.get(DATA);
    return new RelayedMessage(
        session,
        text(content, TYPE),
        data == null ? "null" : data.text(),
        wallet,
        proof,
        signed.requestId(),
        proof == Proof.WALLET_SIGNATURE ? previous : OptionalLong.empty(),
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

  /** Only what is bound to its session and place can name a predecessor. */
  private static OptionalLong previous(Map<String, RawJson> content, long requestId) {
    RawJson previous = content.get(PREVIOUS);
    if (previous == null) {
      return OptionalLong.empty();
    }
    if (!content.containsKey(SESSION) || !content.containsKey(SEQUENCE)) {
      throw unusable("it has a prev without session and seq");
    }
    long value = NUMBER.matcher(previous.text()).matches() ? Long.parseLong(previous.text()) : -1;
    if (value < 0 || requestId < 1 || requestId > LARGEST_NUMBER || value >= requestId) {
      throw unusable(
          "its prev is "
              + previous.text()
              + ", it must be a request id below its own, "
              + Long.toUnsignedString(requestId));
    }
    return OptionalLong.of(value);
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
