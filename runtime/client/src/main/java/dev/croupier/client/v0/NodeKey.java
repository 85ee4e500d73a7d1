package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.KnownSigners;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.v0.ResponseFrame;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs the node's frames. It is given by the configuration, or it is that of the
 * first frame, once {@code get_config} has named the same (clearnode-0.x 3.3). From then on it does
 * not change, over all wires of a connection. Safe for use by many threads.
 */
final class NodeKey {
  private static final int KEYS = 2;

  private final KnownSigners signers;
  private @Nullable Address address;
  private boolean confirmed;

  NodeKey(Secp256k1 crypto, Optional<Address> expected) {
    this.signers = new KnownSigners(crypto, KEYS);
    this.address = expected.orElse(null);
    this.confirmed = expected.isPresent();
  }

  /**
   * Checks who signed a frame, over the text as it came.
   *
   * @throws NodeException.UnusableFrame if it was not this key
   */
  void verify(ResponseFrame frame) {
    try {
      List<Signature> signatures = frame.signatures();
      if (signatures.isEmpty()) {
        throw new NodeException.UnusableFrame(frame.payload() + " is not signed");
      }
      Hash32 digest = frame.digest();
      Address key = knownOrFirst(digest, signatures.getFirst());
      if (!signers.isSignedBy(digest, signatures.getFirst(), key)) {
        throw new NodeException.UnusableFrame(
            frame.payload() + " is not signed by the node's key " + key);
      }
    } catch (ProtocolException e) {
      throw new NodeException.UnusableFrame(frame.payload() + " has a broken signature", e);
    }
  }

  private synchronized Address knownOrFirst(Hash32 digest, Signature signature) {
    if (address == null) {
      address = signers.signerOf(digest, signature);
    }
    return address;
  }

  /**
   * The node says which key is its own.
   *
   * @throws NodeException.UnusableFrame if that is another one than it signs with, or than is
   *     expected of it
   */
  synchronized void confirm(Address announced) {
    Address known = address;
    if (known != null && !known.equals(announced)) {
      if (!confirmed) {
        address = null;
      }
      throw new NodeException.UnusableFrame(
          "the node names " + announced + " as its key, but " + known + " is its key");
    }
    address = announced;
    confirmed = true;
  }

  /**
   * The key that must sign and the key that did, if a frame shows that this is not the node.
   *
   * @return the problem, empty if no key is expected or the frame is signed by nobody
   */
  Optional<NodeException.WrongKey> otherKey(String uri, ResponseFrame frame) {
    Address expected;
    synchronized (this) {
      expected = confirmed ? address : null;
    }
    try {
      if (expected == null || frame.signatures().isEmpty()) {
        return Optional.empty();
      }
      Address actual = signers.signerOf(frame.digest(), frame.signatures().getFirst());
      return Optional.of(new NodeException.WrongKey(uri, actual.toString(), expected.toString()));
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  /** Forgets a key that was seen but never confirmed: the next wire may lead to another node. */
  synchronized void wireEnded() {
    if (!confirmed) {
      address = null;
    }
  }
}
