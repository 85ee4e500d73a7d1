package dev.croupier.protocol.crypto;

import dev.croupier.protocol.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Signatures in plain Java. Works directly on points, since the recovery id falls out of signing
 * there and would otherwise have to be found by trial. Its running time depends on the key; where
 * an attacker can measure it, use the native library.
 */
final class BouncyCastleSecp256k1 implements Secp256k1 {
  static final BouncyCastleSecp256k1 INSTANCE = new BouncyCastleSecp256k1(Optional.empty());

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger N = CURVE.getN();
  private static final BigInteger HALF_N = N.shiftRight(1);

  private final Optional<String> fallbackReason;

  private BouncyCastleSecp256k1(Optional<String> fallbackReason) {
    this.fallbackReason = fallbackReason;
  }

  /** This backend in place of a faster one. */
  static BouncyCastleSecp256k1 insteadOfNative(NativeLibraryException reason) {
    return new BouncyCastleSecp256k1(Optional.of(reason.reason()));
  }

  @Override
  public String name() {
    return "BouncyCastle";
  }

  @Override
  public Optional<String> fallbackReason() {
    return fallbackReason;
  }

  @Override
  public PublicKey publicKey(PrivateKey key) {
    return PublicKey.trusted(timesBase(number(key.secretBytes())).getEncoded(false));
  }

  @Override
  public Signature sign(Hash32 digest, PrivateKey key) {
    byte[] message = digest.bytes();
    BigInteger z = number(message, 0);
    BigInteger d = number(key.secretBytes());
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(N, d, message);
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = timesBase(k);
      BigInteger x = point.getAffineXCoord().toBigInteger();
      BigInteger r = x.mod(N);
      BigInteger s = BigIntegers.modOddInverse(N, k).multiply(z.add(r.multiply(d))).mod(N);
      // An x of n or more has no v of 27 or 28; it turns up once in 2^128.
      if (r.signum() != 0 && s.signum() != 0 && x.equals(r)) {
        boolean odd = point.getAffineYCoord().testBitZero();
        boolean high = s.compareTo(HALF_N) > 0;
        return signature(r, high ? N.subtract(s) : s, odd != high ? 1 : 0);
      }
    }
  }

  private static Signature signature(BigInteger r, BigInteger s, int recoveryId) {
    byte[] rs = new byte[2 * Curve.SCALAR_LENGTH];
    BigIntegers.asUnsignedByteArray(r, rs, 0, Curve.SCALAR_LENGTH);
    BigIntegers.asUnsignedByteArray(s, rs, Curve.SCALAR_LENGTH, Curve.SCALAR_LENGTH);
    return Signature.of(rs, recoveryId);
  }

  @Override
  public PublicKey recover(Hash32 digest, Signature signature) {
    if (!signature.inRange()) {
      throw new SignatureRecoveryException(digest, "r and s are not both from 1 to n-1");
    }
    byte[] rs = signature.compact();
    ECPoint point = pointWithX(digest, rs, signature.recoveryId());
    BigInteger r = number(rs, 0);
    BigInteger s = number(rs, Curve.SCALAR_LENGTH);
    BigInteger inverse = BigIntegers.modOddInverse(N, r);
    BigInteger u1 = N.subtract(number(digest.bytes()).mod(N)).multiply(inverse).mod(N);
    BigInteger u2 = s.multiply(inverse).mod(N);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point, u2).normalize();
    if (key.isInfinity()) {
      throw new SignatureRecoveryException(digest, "the public key would be infinity");
    }
    return PublicKey.trusted(key.getEncoded(false));
  }

  private static ECPoint pointWithX(Hash32 digest, byte[] rs, int recoveryId) {
    byte[] compressed = new byte[1 + Curve.SCALAR_LENGTH];
    compressed[0] = (byte) (2 + recoveryId);
    System.arraycopy(rs, 0, compressed, 1, Curve.SCALAR_LENGTH);
    try {
      return CURVE.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      throw new SignatureRecoveryException(digest, "no point of the curve has this r");
    }
  }

  @Override
  public boolean verify(Hash32 digest, Signature signature, PublicKey key) {
    if (!signature.inRange()) {
      return false;
    }
    byte[] rs = signature.compact();
    BigInteger r = number(rs, 0);
    BigInteger inverse = BigIntegers.modOddInverseVar(N, number(rs, Curve.SCALAR_LENGTH));
    BigInteger u1 = number(digest.bytes()).multiply(inverse).mod(N);
    BigInteger u2 = r.multiply(inverse).mod(N);
    ECPoint point = CURVE.getCurve().decodePoint(key.bytes());
    ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point, u2).normalize();
    return !sum.isInfinity() && sum.getAffineXCoord().toBigInteger().mod(N).equals(r);
  }

  /** Whether these 65 bytes, the first of which is 4, are a point of the curve. */
  static boolean isPoint(byte[] uncompressed) {
    try {
      return CURVE.getCurve().decodePoint(uncompressed).isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static ECPoint timesBase(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  /** Reads a number and wipes the bytes it came from. */
  private static BigInteger number(byte[] copy) {
    BigInteger number = new BigInteger(1, copy);
    Arrays.fill(copy, (byte) 0);
    return number;
  }

  private static BigInteger number(byte[] bytes, int offset) {
    return new BigInteger(1, bytes, offset, Curve.SCALAR_LENGTH);
  }
}
