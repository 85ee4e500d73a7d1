package dev.croupier.benchmarks;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.PublicKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** Sign, recover and verify: the native library and BouncyCastle behind our port, web3j beside. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SigningBenchmark {
  /** Which implementation does it. */
  public enum Backend {
    /** libsecp256k1 through the foreign-function API. */
    NATIVE,
    /** BouncyCastle behind our port. */
    BOUNCY_CASTLE,
    /** web3j's own calls. */
    WEB3J
  }

  /** The implementation under test. */
  @Param public Backend backend = Backend.NATIVE;

  private final PrivateKey key =
      PrivateKey.parse("0xd94bc9d4bc5081aaecf1e0f2009f8fce81cf33092c4f46a4a84de64df85ec9be");
  private final Hash32 digest =
      Keccak.keccak256("[1,\"ping\",{},1]".getBytes(StandardCharsets.UTF_8));
  private final byte[] digestBytes = digest.bytes();
  private final ECKeyPair web3jKey = ECKeyPair.create(new BigInteger(1, key.secretBytes()));
  private final Sign.SignatureData web3jSignature = Sign.signMessage(digestBytes, web3jKey, false);
  private Secp256k1 curve = Secp256k1.bouncyCastle();
  private PublicKey publicKey = curve.publicKey(key);
  private Signature signature = curve.sign(digest, key);

  /** Chooses the backend. */
  @Setup
  public void choose() {
    if (backend == Backend.NATIVE) {
      curve = Secp256k1.nativeLibrary();
    }
    publicKey = curve.publicKey(key);
    signature = curve.sign(digest, key);
  }

  /**
   * @return a recoverable signature
   */
  @Benchmark
  public Object sign() {
    return backend == Backend.WEB3J
        ? Sign.signMessage(digestBytes, web3jKey, false)
        : curve.sign(digest, key);
  }

  /**
   * @return the signer's public key
   * @throws SignatureException never, the signature is good
   */
  @Benchmark
  public Object recover() throws SignatureException {
    return backend == Backend.WEB3J
        ? Sign.signedMessageHashToKey(digestBytes, web3jSignature)
        : curve.recover(digest, signature);
  }

  /**
   * @return whether the known key signed; web3j can only recover and compare
   * @throws SignatureException never, the signature is good
   */
  @Benchmark
  public boolean verify() throws SignatureException {
    return backend == Backend.WEB3J
        ? Sign.signedMessageHashToKey(digestBytes, web3jSignature).equals(web3jKey.getPublicKey())
        : curve.verify(digest, signature, publicKey);
  }
}
