package dev.croupier.cli.bench.turns;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.CpuTime;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.PublicKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What signatures cost without anything around them, in processor time of this thread. */
final class SignerAlone {
  private static final int DIGESTS = 64;

  private final Secp256k1 curve;
  private final PrivateKey key = PrivateKey.generate(new SecureRandom());
  private final PublicKey publicKey;
  private final List<Hash32> digests = new ArrayList<>();
  private final List<Signature> signatures = new ArrayList<>();

  SignerAlone(Secp256k1 curve) {
    this.curve = curve;
    this.publicKey = curve.publicKey(key);
    for (int i = 0; i < DIGESTS; i++) {
      Hash32 digest = Keccak.keccak256(new byte[] {(byte) i});
      digests.add(digest);
      signatures.add(curve.sign(digest, key));
    }
  }

  /**
   * What one signature and one check cost.
   *
   * @param signNanos making one
   * @param verifyNanos checking one against a known key
   * @param recoverNanos finding out whose one is
   */
  record Cost(double signNanos, double verifyNanos, double recoverNanos) {

    /** Checking one and making one. */
    double pairNanos() {
      return signNanos + verifyNanos;
    }
  }

  Cost measure(Duration time) {
    long third = time.toNanos() / 3;
    return new Cost(
        nanosEach(third, this::sign),
        nanosEach(third, this::verify),
        nanosEach(third, this::recover));
  }

  private interface Operation {
    void on(int index);
  }

  private void sign(int index) {
    Signature made = curve.sign(digests.get(index), key);
    if (!made.equals(signatures.get(index))) {
      throw new BenchException("the signer is not deterministic");
    }
  }

  private void verify(int index) {
    if (!curve.verify(digests.get(index), signatures.get(index), publicKey)) {
      throw new BenchException("the signer does not know its own signature");
    }
  }

  private void recover(int index) {
    if (!curve.recover(digests.get(index), signatures.get(index)).equals(publicKey)) {
      throw new BenchException("the signer does not recover its own key");
    }
  }

  private static double nanosEach(long wallNanos, Operation operation) {
    long before = CpuTime.ofThisThreadNanos();
    long end = System.nanoTime() + Math.max(wallNanos, TimeUnit.MILLISECONDS.toNanos(1));
    long done = 0;
    do {
      for (int i = 0; i < DIGESTS; i++) {
        operation.on(i);
      }
      done += DIGESTS;
    } while (System.nanoTime() - end < 0);
    return (CpuTime.ofThisThreadNanos() - before) / (double) done;
  }
}
