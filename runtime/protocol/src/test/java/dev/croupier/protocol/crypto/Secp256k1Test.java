package dev.croupier.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.Seed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** Every backend passes the same tests, and is compared with BouncyCastle and web3j. */
@ParameterizedClass(name = "{0}")
@MethodSource("backends")
class Secp256k1Test {
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  @Parameter Named backend = new Named(Secp256k1.bouncyCastle());

  private final Seed seed = Seed.any();

  /** A backend that prints as its name. */
  record Named(Secp256k1 secp256k1) {
    @Override
    public String toString() {
      return secp256k1.name();
    }
  }

  static List<Named> backends() {
    return List.of(new Named(Secp256k1.nativeLibrary()), new Named(Secp256k1.bouncyCastle()));
  }

  private Secp256k1 secp256k1() {
    return backend.secp256k1();
  }

  @Test
  void signaturesAreTheSameBytesEverywhere() {
    Random random = seed.random();
    for (int i = 0; i < 300; i++) {
      PrivateKey key = PrivateKey.generate(random);
      Hash32 digest = i == 0 ? Hash32.ofBytes(new byte[32]) : digest(random);
      Signature signature = secp256k1().sign(digest, key);
      assertThat(signature)
          .as(seed.toString())
          .isEqualTo(Secp256k1.bouncyCastle().sign(digest, key))
          .isEqualTo(web3jSignature(digest, key));
      assertThat(s(signature)).as(seed.toString()).isLessThanOrEqualTo(N.shiftRight(1));
      PublicKey publicKey = secp256k1().publicKey(key);
      assertThat(publicKey).isEqualTo(Secp256k1.bouncyCastle().publicKey(key));
      assertThat(secp256k1().recover(digest, signature)).as(seed.toString()).isEqualTo(publicKey);
      assertThat(secp256k1().verify(digest, signature, publicKey)).as(seed.toString()).isTrue();
    }
  }

  private static Signature web3jSignature(Hash32 digest, PrivateKey key) {
    ECKeyPair pair = ECKeyPair.create(new BigInteger(1, key.secretBytes()));
    Sign.SignatureData data = Sign.signMessage(digest.bytes(), pair, false);
    return signature(
        new BigInteger(1, data.getR()), new BigInteger(1, data.getS()), data.getV()[0]);
  }

  @Test
  void edgeDigestsAndKeysAreSignedAlike() {
    List<Hash32> digests =
        List.of(
            Hash32.ofBytes(new byte[32]),
            Hash32.ofBytes(word(BigInteger.ONE)),
            Hash32.ofBytes(word(N)),
            Hash32.ofBytes(word(N.subtract(BigInteger.ONE))),
            Hash32.ofBytes(word(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))));
    List<PrivateKey> keys =
        List.of(
            PrivateKey.ofBytes(word(BigInteger.ONE)),
            PrivateKey.ofBytes(word(N.subtract(BigInteger.ONE))));
    for (Hash32 digest : digests) {
      for (PrivateKey key : keys) {
        Signature signature = secp256k1().sign(digest, key);
        assertThat(signature).isEqualTo(Secp256k1.bouncyCastle().sign(digest, key));
        assertThat(secp256k1().recover(digest, signature)).isEqualTo(secp256k1().publicKey(key));
      }
    }
  }

  @Test
  void highS_isAcceptedAndMeansTheSameSigner() {
    Random random = seed.random();
    PrivateKey key = PrivateKey.generate(random);
    Hash32 digest = digest(random);
    Signature low = secp256k1().sign(digest, key);
    Signature high = signature(r(low), N.subtract(s(low)), 28 - low.recoveryId());
    PublicKey publicKey = secp256k1().publicKey(key);
    assertThat(secp256k1().recover(digest, high)).isEqualTo(publicKey);
    assertThat(secp256k1().verify(digest, high, publicKey)).isTrue();
  }

  @Test
  void impossibleRAndS_areRefused() {
    Random random = seed.random();
    PrivateKey key = PrivateKey.generate(random);
    Hash32 digest = digest(random);
    Signature good = secp256k1().sign(digest, key);
    BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    for (BigInteger bad : List.of(BigInteger.ZERO, N, N.add(BigInteger.ONE), most)) {
      for (int v : List.of(27, 28)) {
        refuses(digest, signature(bad, s(good), v), key);
        refuses(digest, signature(r(good), bad, v), key);
        refuses(digest, signature(bad, bad, v), key);
      }
    }
  }

  @Test
  void rThatIsNoPoint_isRefused() {
    Random random = seed.random();
    PrivateKey key = PrivateKey.generate(random);
    Hash32 digest = digest(random);
    // 5 is the smallest x without a point on y^2 = x^3 + 7.
    refuses(digest, signature(BigInteger.valueOf(5), BigInteger.ONE, 27), key);
    refuses(digest, signature(BigInteger.valueOf(5), BigInteger.ONE, 28), key);
  }

  @Test
  void infinityAsPublicKey_isRefused() {
    // r and s chosen so that s·R = z·G: the recovered key is r^-1 (sR - zG), which is infinity.
    PrivateKey one = PrivateKey.ofBytes(word(BigInteger.ONE));
    byte[] generator = secp256k1().publicKey(one).bytes();
    BigInteger x = new BigInteger(1, generator, 1, 32);
    int v = 27 + (generator[64] & 1);
    BigInteger z = BigInteger.valueOf(42);
    refuses(Hash32.ofBytes(word(z)), signature(x, z, v), one);
  }

  private void refuses(Hash32 digest, Signature signature, PrivateKey key) {
    assertThatThrownBy(() -> secp256k1().recover(digest, signature))
        .isInstanceOf(SignatureRecoveryException.class)
        .hasMessageContaining(digest.toString());
    assertThat(secp256k1().verify(digest, signature, secp256k1().publicKey(key))).isFalse();
  }

  @Test
  void changedSignatureOrDigest_isNotVerified() {
    Random random = seed.random();
    PrivateKey key = PrivateKey.generate(random);
    PublicKey publicKey = secp256k1().publicKey(key);
    Hash32 digest = digest(random);
    Signature good = secp256k1().sign(digest, key);
    for (int bit = 0; bit < 64 * 8; bit += 7) {
      byte[] changed = good.bytes();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(secp256k1().verify(digest, Signature.ofBytes(changed), publicKey))
          .as("%s bit %s", seed, bit)
          .isFalse();
    }
    assertThat(secp256k1().verify(digest(random), good, publicKey)).isFalse();
    PublicKey other = secp256k1().publicKey(PrivateKey.generate(random));
    assertThat(secp256k1().verify(digest, good, other)).isFalse();
  }

  @Test
  void randomSignatures_areJudgedAsByBouncyCastle() {
    Random random = seed.random();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[Signature.LENGTH];
      random.nextBytes(bytes);
      bytes[64] = (byte) random.nextInt(2);
      if (i % 3 == 0) {
        Arrays.fill(bytes, 0, 15, (byte) 0xff);
      }
      Signature signature = Signature.ofBytes(bytes);
      Hash32 digest = digest(random);
      String expected = outcome(Secp256k1.bouncyCastle(), digest, signature);
      assertThat(outcome(secp256k1(), digest, signature)).as(seed.toString()).isEqualTo(expected);
    }
  }

  private static String outcome(Secp256k1 secp256k1, Hash32 digest, Signature signature) {
    try {
      PublicKey key = secp256k1.recover(digest, signature);
      assertThat(secp256k1.verify(digest, signature, key)).isTrue();
      return key.toString();
    } catch (ProtocolException refused) {
      return refused.getClass().getName();
    }
  }

  @Test
  void manyThreadsShareOneBackend() throws InterruptedException, ExecutionException {
    Random random = seed.random();
    PrivateKey key = PrivateKey.generate(random);
    List<Hash32> digests = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      digests.add(digest(random));
    }
    List<Future<Signature>> signatures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Hash32 digest : digests) {
        signatures.add(threads.submit(() -> secp256k1().sign(digest, key)));
      }
    }
    for (int i = 0; i < digests.size(); i++) {
      assertThat(signatures.get(i).get())
          .as(seed.toString())
          .isEqualTo(Secp256k1.bouncyCastle().sign(digests.get(i), key));
    }
  }

  private static Hash32 digest(Random random) {
    byte[] bytes = new byte[Hash32.LENGTH];
    random.nextBytes(bytes);
    return Hash32.ofBytes(bytes);
  }

  private static Signature signature(BigInteger r, BigInteger s, int v) {
    byte[] bytes = new byte[Signature.LENGTH];
    System.arraycopy(word(r), 0, bytes, 0, 32);
    System.arraycopy(word(s), 0, bytes, 32, 32);
    bytes[64] = (byte) v;
    return Signature.ofBytes(bytes);
  }

  private static BigInteger r(Signature signature) {
    return new BigInteger(1, signature.bytes(), 0, 32);
  }

  private static BigInteger s(Signature signature) {
    return new BigInteger(1, signature.bytes(), 32, 32);
  }

  private static byte[] word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] word = new byte[32];
    int used = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - used, word, 32 - used, used);
    return word;
  }
}
