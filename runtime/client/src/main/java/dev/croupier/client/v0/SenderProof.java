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
import java.util.function.BiPredicate;

/**
 * The member {@code "proof":{"req":"<the sender's request text>","sig":"0x…","wallet":"0x…"}} of a
 * frame that carries on what another wallet has sent.
 *
 * @param signed the sender's request
 * @param wallet the sender
 * @param kind whether the wallet itself has signed, or a key the server says is the wallet's
 */
record SenderProof(RequestPayload signed, Address wallet, Proof kind) {

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
    return of(frame, method, signers, vouching, (signed, wallet) -> false);
  }

  /**
   * Reads a proof as {@link #of(ResponseFrame, String, KnownSigners, Vouching)} does, and checks no
   * signature that is known to be right.
   *
   * @param known whether this request is known to be signed by this wallet
   */
  static SenderProof of(
      ResponseFrame frame,
      String method,
      KnownSigners signers,
      Vouching vouching,
      BiPredicate<RequestPayload, Address> known) {
    RawJson proof = frame.others().get("proof");
    if (proof == null || proof.kind() != JsonKind.OBJECT) {
      throw unusable(frame, "without proof of its sender");
    }
    Map<String, RawJson> parts = proof.members();
    RequestPayload signed = RequestPayload.read(text(frame, parts, "req"));
    if (!signed.method().equals(method)) {
      throw unusable(frame, "its proof is of another " + frame.payload().method());
    }
    Signature signature = Signature.parse(text(frame, parts, "sig"));
    Address wallet = Address.parse(text(frame, parts, "wallet"));
    if (known.test(signed, wallet)) {
      return new SenderProof(signed, wallet, Proof.WALLET_SIGNATURE);
    }
    Hash32 digest = signed.digest();
    if (signers.isSignedBy(digest, signature, wallet)) {
      return new SenderProof(signed, wallet, Proof.WALLET_SIGNATURE);
    }
    // Throws if it is nobody's signature; whose key it is, only the server knows.
    Address signer = signers.signerOf(digest, signature);
    if (vouching == Vouching.REFUSED) {
      throw unusable(frame, "it is signed by " + signer + " and not by the wallet " + wallet);
    }
    return new SenderProof(signed, wallet, Proof.NODE_ATTESTED);
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
