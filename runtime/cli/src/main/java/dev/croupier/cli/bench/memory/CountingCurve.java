package dev.croupier.cli.bench.memory;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.PublicKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often signatures are made and checked. */
public final class CountingCurve implements Secp256k1 {
  private final Secp256k1 curve;
  private final LongAdder signed = new LongAdder();
  private final LongAdder checked = new LongAdder();

  /**
   * @param curve what computes
   */
  public CountingCurve(Secp256k1 curve) {
    this.curve = curve;
  }

  /**
   * @return signatures made so far
   */
  public long signed() {
    return signed.sum();
  }

  /**
   * @return signatures checked so far, against a key or by recovering it
   */
  public long checked() {
    return checked.sum();
  }

  @Override
  public String name() {
    return curve.name();
  }

  @Override
  public Optional<String> fallbackReason() {
    return curve.fallbackReason();
  }

  @Override
  public PublicKey publicKey(PrivateKey key) {
    return curve.publicKey(key);
  }

  @Override
  public Signature sign(Hash32 digest, PrivateKey key) {
    signed.increment();
    return curve.sign(digest, key);
  }

  @Override
  public PublicKey recover(Hash32 digest, Signature signature) {
    checked.increment();
    return curve.recover(digest, signature);
  }

  @Override
  public boolean verify(Hash32 digest, Signature signature, PublicKey key) {
    checked.increment();
    return curve.verify(digest, signature, key);
  }
}
