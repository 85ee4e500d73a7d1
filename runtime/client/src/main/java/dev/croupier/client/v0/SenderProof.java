package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.client.RelayedMessage.Proof;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ResponseFrame;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The member {@code "proof":{"req":"<the sender's request text>","sig":"0x…","wallet":"0x…"}} of a
 * frame that carries on what another wallet has sent.
 *
 * @param signed the sender's request
 * @param wallet the sender
 * @param kind whether the wallet itself has signed, or a key the server says is the wallet's
 * @param own whether it was known to the letter
 */
record SenderProof(RequestPayload signed, Address wallet, Proof kind, boolean own) {

  /** What the server's word that a key is a wallet's counts for. */
  enum Vouching {
    /** A node keeps the session keys and knows. */
    BELIEVED,
    /** A relay service knows of no session keys; who says so has made it up. */
    REFUSED
  }

  /**
   * Reads and checks the proof of a frame.
   *
   * @throws NodeException.UnusableFrame if there is none, or of a request of another method, or by
   *     a key that is not the wallet's own where nobody may vouch for it
   * @throws dev.croupier.protocol.ProtocolException if a part cannot be read, or nobody can have
   *     made the signature
   */
  static SenderProof of(
      ResponseFrame frame, String method, KnownSigners signers, Vouching vouching) {
    return of(frame, method, signers, vouching, (text, wallet) -> Optional.empty());
  }

  /**
   * Reads a proof as {@link #of(ResponseFrame, String, KnownSigners, Vouching)} does, but neither
   * reads nor checks what is known to the letter.
   *
   * @param known the request of this text that this wallet is known to have signed
   */
  static SenderProof of(
      ResponseFrame frame,
      String method,
      KnownSigners signers,
      Vouching vouching,
      BiFunction<String, Address, Optional<RequestPayload>> known) {
    RawJson proof = frame.others().get("proof");
    if (proof == null || proof.kind() != JsonKind.OBJECT) {
      throw unusable(frame, "without proof of its sender");
    }
    Map<String, RawJson> parts = proof.members();
    String request = text(frame, parts, "req");
    Address wallet = Address.parse(text(frame, parts, "wallet"));
    Optional<RequestPayload> own = known.apply(request, wallet);
    RequestPayload signed = own.orElseGet(() -> RequestPayload.read(request));
    if (!signed.method().equals(method)) {
      throw unusable(frame, "its proof is of another " + frame.payload().method());
    }
    Signature signature = Signature.parse(text(frame, parts, "sig"));
    if (own.isPresent()) {
      return new SenderProof(signed, wallet, Proof.WALLET_SIGNATURE, true);
    }
    Hash32 digest = signed.digest();
    // Throws if it is nobody's signature; whose key it is, only the server knows.
    if (signers.isSignedByItself(digest, signature, wallet)) {
      return new SenderProof(signed, wallet, Proof.WALLET_SIGNATURE, false);
    }
    if (vouching == Vouching.REFUSED) {
      Address signer = signers.signerOf(digest, signature);
      throw unusable(frame, "it is signed by " + signer + " and not by the wallet " + wallet);
    }
    return new SenderProof(signed, wallet, Proof.NODE_ATTESTED, false);
  }

  private static String text(ResponseFrame frame, Map<String, RawJson> members, String name) {
    RawJson value = members.get(name);
    if (value == null || value.kind() != JsonKind.STRING) {
      throw unusable(frame, "the " + name + " of its proof is missing or no text");
    }
    return value.asString();
  }

  private static NodeException unusable(ResponseFrame frame, String rule) {
    return new NodeException.UnusableFrame("a relayed " + frame.payload().method() + ": " + rule);
  }
}
