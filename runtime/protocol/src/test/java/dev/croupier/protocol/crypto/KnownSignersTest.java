package dev.croupier.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownSignersTest {
  private final Counting secp256k1 = new Counting();
  private final KnownSigners signers = new KnownSigners(secp256k1, 2);
  private final Random random = new Random(7);
  private final LocalSigner alice = signer();
  private final LocalSigner bob = signer();
  private final LocalSigner carol = signer();
  private final Hash32 digest = Keccak.keccak256(new byte[] {1});

  private LocalSigner signer() {
    return new LocalSigner(PrivateKey.generate(random), Secp256k1.bouncyCastle());
  }

  @Test
  void firstSignatureIsRecovered_laterOnesAreVerified() {
    for (int i = 0; i < 3; i++) {
      assertThat(signers.isSignedBy(digest, alice.sign(digest), alice.address())).isTrue();
    }
    assertThat(secp256k1.recovered).isEqualTo(1);
    assertThat(secp256k1.verified).isEqualTo(2);
  }

  @Test
  void otherSigners_areFalse_knownOrNot() {
    Signature bobs = bob.sign(digest);
    assertThat(signers.isSignedBy(digest, bobs, alice.address())).isFalse();
    assertThat(signers.signerOf(digest, alice.sign(digest))).isEqualTo(alice.address());
    assertThat(signers.isSignedBy(digest, bobs, alice.address())).isFalse();
    assertThat(signers.isSignedBy(Keccak.keccak256(), alice.sign(digest), alice.address()))
        .isFalse();
  }

  @Test
  void signatureOfNobody_isFalseAndHasNoSigner() {
    Signature nobody = Signature.ofBytes(new byte[Signature.LENGTH]);
    assertThat(signers.isSignedBy(digest, nobody, alice.address())).isFalse();
    signers.signerOf(digest, alice.sign(digest));
    assertThat(signers.isSignedBy(digest, nobody, alice.address())).isFalse();
    assertThatThrownBy(() -> signers.signerOf(digest, nobody))
        .isInstanceOf(SignatureRecoveryException.class);
  }

  @Test
  void changedV_isAnotherSigner_butStillProvesTheSameText() {
    Signature changed = alice.sign(digest).withOtherRecoveryId();
    boolean whenUnknown = signers.isSignedBy(digest, changed, alice.address());
    Address recovered = signers.signerOf(digest, changed);
    signers.signerOf(digest, alice.sign(digest));
    assertThat(whenUnknown).isTrue();
    assertThat(signers.isSignedBy(digest, changed, alice.address())).isEqualTo(whenUnknown);
    assertThat(recovered).isNotEqualTo(alice.address());
  }

  @Test
  void longestUnusedKey_makesRoom() {
    signers.signerOf(digest, alice.sign(digest));
    signers.signerOf(digest, bob.sign(digest));
    signers.isSignedBy(digest, alice.sign(digest), alice.address());
    signers.signerOf(digest, carol.sign(digest));
    secp256k1.recovered = 0;
    signers.isSignedBy(digest, alice.sign(digest), alice.address());
    assertThat(secp256k1.recovered).isZero();
    signers.isSignedBy(digest, bob.sign(digest), bob.address());
    assertThat(secp256k1.recovered).isEqualTo(1);
  }

  @Test
  void sessionKey_isRecoveredOnce_andTheWalletStillKnownForItself() {
    for (int i = 0; i < 3; i++) {
      assertThat(signers.isSignedByItself(digest, bob.sign(digest), alice.address())).isFalse();
    }
    assertThat(secp256k1.recovered).isEqualTo(3);
    assertThat(secp256k1.verified).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(signers.isSignedByItself(digest, alice.sign(digest), alice.address())).isTrue();
    }
    assertThat(secp256k1.recovered).isEqualTo(4);
  }

  @Test
  void replacedSessionKey_isRecoveredInItsPlace() {
    signers.isSignedByItself(digest, bob.sign(digest), alice.address());
    assertThat(signers.isSignedByItself(digest, carol.sign(digest), alice.address())).isFalse();
    secp256k1.recovered = 0;
    assertThat(signers.isSignedByItself(digest, carol.sign(digest), alice.address())).isFalse();
    assertThat(secp256k1.recovered).isZero();
    assertThat(signers.isSignedByItself(digest, bob.sign(digest), alice.address())).isFalse();
  }

  @Test
  void sessionKeyOfOneWallet_isNotTakenForTheWalletItself() {
    signers.isSignedByItself(digest, bob.sign(digest), alice.address());
    assertThat(signers.isSignedByItself(digest, bob.sign(digest), bob.address())).isTrue();
    assertThat(signers.isSignedBy(digest, bob.sign(digest), alice.address())).isFalse();
    assertThatThrownBy(
            () ->
                signers.isSignedByItself(
                    digest, Signature.ofBytes(new byte[Signature.LENGTH]), alice.address()))
        .isInstanceOf(SignatureRecoveryException.class);
  }

  /** BouncyCastle that counts how often it is asked. */
  private static final class Counting implements Secp256k1 {
    private int recovered;
    private int verified;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public PublicKey publicKey(PrivateKey key) {
      return Secp256k1.bouncyCastle().publicKey(key);
    }

    @Override
    public Signature sign(Hash32 digest, PrivateKey key) {
      return Secp256k1.bouncyCastle().sign(digest, key);
    }

    @Override
    public PublicKey recover(Hash32 digest, Signature signature) {
      recovered++;
      return Secp256k1.bouncyCastle().recover(digest, signature);
    }

    @Override
    public boolean verify(Hash32 digest, Signature signature, PublicKey key) {
      verified++;
      return Secp256k1.bouncyCastle().verify(digest, signature, key);
    }
  }
}
