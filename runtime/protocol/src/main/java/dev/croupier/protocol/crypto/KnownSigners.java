package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers who signed, and remembers the public keys of those who did, since checking a signature
 * against a known key is cheaper than recovering the key. Keeps the most recently used keys. Safe
 * for any thread.
 *
 * <p>The questions differ in one point. A node recovers the signer, and a changed v gives another
 * signer; checking against a key cannot see v. So a signature that will be handed on, a
 * co-signature for one, is checked with {@link #signerOf}; one that only has to prove who sent a
 * text, with {@link #isSignedBy} or, where a session key may have signed for the wallet, {@link
 * #isSignedByItself}.
 *
 * <p>Which key signed for a wallet is remembered to save recovering it again, and for nothing else:
 * no answer says whose a session key is. So none is wrong when a session key ends or is replaced;
 * its successor is recovered as the first was.
 */
public final class KnownSigners {
  private final Secp256k1 secp256k1;
  private final Map<Address, PublicKey> keys;
  private final Map<Address, PublicKey> othersFor;

  /**
   * @param secp256k1 what computes
   * @param capacity how many wallets' own keys are kept, and of how many the session key, at least
   *     1
   */
  public KnownSigners(Secp256k1 secp256k1, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
    }
    this.secp256k1 = secp256k1;
    this.keys = new RecentKeys(capacity);
    this.othersFor = new RecentKeys(capacity);
  }

  /**
   * Recovers the signer, as a node does.
   *
   * @param digest what was signed
   * @param signature the signature, v included
   * @return whose it is
   * @throws SignatureRecoveryException if it is nobody's
   */
  public Address signerOf(Hash32 digest, Signature signature) {
    PublicKey key = secp256k1.recover(digest, signature);
    remember(keys, key.address(), key);
    return key.address();
  }

  /**
   * Whether this address signed this digest, whatever v says. The answer does not depend on which
   * keys are known.
   *
   * @param digest what was signed
   * @param signature the signature, of which r and s are looked at
   * @param address who should have signed
   * @return false also for a signature that is nobody's
   */
  public boolean isSignedBy(Hash32 digest, Signature signature, Address address) {
    PublicKey known = known(keys, address);
    if (known != null) {
      return secp256k1.verify(digest, signature, known);
    }
    return recovers(digest, signature, address)
        || recovers(digest, signature.withOtherRecoveryId(), address);
  }

  /**
   * Whether a wallet signed this digest itself, whatever v says, or another key did.
   *
   * @param digest what was signed
   * @param signature the signature
   * @param wallet in whose name
   * @return true if the wallet signed, false if another key did
   * @throws SignatureRecoveryException if it is nobody's
   */
  public boolean isSignedByItself(Hash32 digest, Signature signature, Address wallet) {
    PublicKey other = known(othersFor, wallet);
    if (other != null && secp256k1.verify(digest, signature, other)) {
      return false;
    }
    if (isSignedBy(digest, signature, wallet)) {
      return true;
    }
    remember(othersFor, wallet, secp256k1.recover(digest, signature));
    return false;
  }

  private boolean recovers(Hash32 digest, Signature signature, Address address) {
    Optional<PublicKey> key = recovered(digest, signature);
    if (key.isEmpty() || !key.get().address().equals(address)) {
      return false;
    }
    remember(keys, address, key.get());
    return true;
  }

  private Optional<PublicKey> recovered(Hash32 digest, Signature signature) {
    try {
      return Optional.of(secp256k1.recover(digest, signature));
    } catch (SignatureRecoveryException nobody) {
      return Optional.empty();
    }
  }

  private static @Nullable PublicKey known(Map<Address, PublicKey> keys, Address address) {
    synchronized (keys) {
      return keys.get(address);
    }
  }

  private static void remember(Map<Address, PublicKey> keys, Address address, PublicKey key) {
    synchronized (keys) {
      keys.put(address, key);
    }
  }

  /** The keys in the order of their last use; the one unused for longest makes room. */
  private static final class RecentKeys extends LinkedHashMap<Address, PublicKey> {
    private static final long serialVersionUID = 1L;

    private final int capacity;

    RecentKeys(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Address, PublicKey> eldest) {
      return size() > capacity;
    }
  }
}
