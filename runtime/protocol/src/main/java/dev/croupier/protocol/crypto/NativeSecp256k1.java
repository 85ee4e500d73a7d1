package dev.croupier.protocol.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.croupier.protocol.Hash32;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Signatures by libsecp256k1, called through its C API.
 *
 * <p>The context is made once, blinded with randomness, and only read afterwards, which the library
 * allows from any number of threads. Every call has memory of its own, taken and given back within
 * the call: that costs a small part of a hundredth of a signature, holds for virtual threads too,
 * and leaves nothing behind. Private keys are wiped before the memory is given back.
 *
 * <p>The library ends the process when it is called wrongly. So every length is fixed by a type,
 * every recovery id is 0 or 1 and every scalar is checked before a call.
 */
final class NativeSecp256k1 implements Secp256k1 {
  /** Key 1 over the hash of nothing, as every correct backend signs it. */
  private static final Signature KNOWN_SIGNATURE =
      Signature.parse(
          "0x"
              + "03925438bf9bdfed9cb8d9d9467f8fc624f389846f0db71f4f5c84b483077da6"
              + "2ca68cb1027ace392bc6a84fe0ba29288aa07942f571f56201dd33c009ee3886"
              + "1c");

  private static final int CONTEXT_NONE = 1;
  private static final int UNCOMPRESSED = 2;
  private static final int OK = 1;
  private static final int SEED_LENGTH = 32;
  private static final int OPAQUE_KEY_LENGTH = 64;
  private static final int OPAQUE_SIGNATURE_LENGTH = 65;
  private static final int COMPACT_LENGTH = 64;

  private final NativeSymbols symbols;
  private final MemorySegment context;

  private NativeSecp256k1(NativeSymbols symbols, MemorySegment context) {
    this.symbols = symbols;
    this.context = context;
  }

  /**
   * Loads the library and tries it out.
   *
   * @param platform which library
   * @param directory where it may be unpacked
   * @param random blinds the context against measuring from outside
   * @throws NativeLibraryException if it cannot be loaded or does not sign as it should
   */
  static NativeSecp256k1 load(NativePlatform platform, Path directory, RandomGenerator random) {
    NativeSymbols symbols = NativeSymbols.load(platform, directory);
    MemorySegment context =
        call(() -> (MemorySegment) symbols.contextCreate().invokeExact(CONTEXT_NONE));
    if (context.equals(MemorySegment.NULL)) {
      throw new NativeLibraryException("the native libsecp256k1 gives no context");
    }
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment seed32 = copy(arena, seed);
      try {
        require(
            call(() -> (int) symbols.contextRandomize().invokeExact(context, seed32)),
            "blind its context");
      } finally {
        seed32.fill((byte) 0);
        Arrays.fill(seed, (byte) 0);
      }
    }
    NativeSecp256k1 library = new NativeSecp256k1(symbols, context);
    library.tryOut();
    return library;
  }

  /** A library that signs wrongly must be found before it signs anything real. */
  private void tryOut() {
    byte[] one = new byte[PrivateKey.LENGTH];
    one[PrivateKey.LENGTH - 1] = 1;
    PrivateKey key = PrivateKey.ofBytes(one);
    Hash32 digest = Keccak.keccak256();
    Signature signature = sign(digest, key);
    if (!signature.equals(KNOWN_SIGNATURE)
        || !recover(digest, signature).equals(publicKey(key))
        || !verify(digest, signature, publicKey(key))) {
      throw new NativeLibraryException("the native libsecp256k1 computes a wrong signature");
    }
  }

  @Override
  public String name() {
    return "libsecp256k1";
  }

  @Override
  public PublicKey publicKey(PrivateKey key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment point = arena.allocate(OPAQUE_KEY_LENGTH);
      withSecret(
          arena,
          key,
          secret ->
              require(
                  call(() -> (int) symbols.pubkeyCreate().invokeExact(context, point, secret)),
                  "make a public key"));
      return serialized(arena, point);
    }
  }

  @Override
  public Signature sign(Hash32 digest, PrivateKey key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = copy(arena, digest.bytes());
      MemorySegment opaque = arena.allocate(OPAQUE_SIGNATURE_LENGTH);
      withSecret(
          arena,
          key,
          secret ->
              require(
                  call(
                      () ->
                          (int)
                              symbols
                                  .signRecoverable()
                                  .invokeExact(
                                      context,
                                      opaque,
                                      message,
                                      secret,
                                      MemorySegment.NULL,
                                      MemorySegment.NULL)),
                  "sign"));
      MemorySegment compact = arena.allocate(COMPACT_LENGTH);
      MemorySegment recoveryId = arena.allocate(JAVA_INT);
      require(
          call(
              () ->
                  (int)
                      symbols
                          .recoverableSerialize()
                          .invokeExact(context, compact, recoveryId, opaque)),
          "write a signature");
      return Signature.of(compact.toArray(JAVA_BYTE), recoveryId.get(JAVA_INT, 0));
    }
  }

  @Override
  public PublicKey recover(Hash32 digest, Signature signature) {
    if (!signature.inRange()) {
      throw new SignatureRecoveryException(digest, "r and s are not both from 1 to n-1");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = copy(arena, digest.bytes());
      MemorySegment compact = copy(arena, signature.compact());
      MemorySegment opaque = arena.allocate(OPAQUE_SIGNATURE_LENGTH);
      int recoveryId = signature.recoveryId();
      require(
          call(
              () ->
                  (int)
                      symbols.recoverableParse().invokeExact(context, opaque, compact, recoveryId)),
          "read a signature");
      MemorySegment point = arena.allocate(OPAQUE_KEY_LENGTH);
      int found = call(() -> (int) symbols.recover().invokeExact(context, point, opaque, message));
      if (found != OK) {
        throw new SignatureRecoveryException(
            digest, "no point of the curve has this r, or the public key would be infinity");
      }
      return serialized(arena, point);
    }
  }

  @Override
  public boolean verify(Hash32 digest, Signature signature, PublicKey key) {
    if (!signature.inRange()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment message = copy(arena, digest.bytes());
      MemorySegment compact = copy(arena, signature.compact());
      MemorySegment uncompressed = copy(arena, key.bytes());
      MemorySegment opaque = arena.allocate(OPAQUE_SIGNATURE_LENGTH);
      MemorySegment point = arena.allocate(OPAQUE_KEY_LENGTH);
      require(
          call(() -> (int) symbols.signatureParse().invokeExact(context, opaque, compact)),
          "read a signature");
      // The library verifies low s only; 1 here means that it was high, not that it went well.
      var _ = call(() -> (int) symbols.signatureNormalize().invokeExact(context, opaque, opaque));
      require(
          call(
              () ->
                  (int)
                      symbols
                          .pubkeyParse()
                          .invokeExact(context, point, uncompressed, (long) PublicKey.LENGTH)),
          "read a public key");
      return call(() -> (int) symbols.verify().invokeExact(context, opaque, message, point)) == OK;
    }
  }

  private PublicKey serialized(Arena arena, MemorySegment point) {
    MemorySegment bytes = arena.allocate(PublicKey.LENGTH);
    MemorySegment length = arena.allocateFrom(JAVA_LONG, PublicKey.LENGTH);
    require(
        call(
            () ->
                (int)
                    symbols
                        .pubkeySerialize()
                        .invokeExact(context, bytes, length, point, UNCOMPRESSED)),
        "write a public key");
    return PublicKey.trusted(bytes.toArray(JAVA_BYTE));
  }

  private static MemorySegment copy(Arena arena, byte[] bytes) {
    return arena.allocateFrom(JAVA_BYTE, bytes);
  }

  /** Lends the key in native memory for one call; nothing of it is left afterwards. */
  private static void withSecret(Arena arena, PrivateKey key, SecretUse use) {
    MemorySegment secret = arena.allocate(PrivateKey.LENGTH);
    byte[] bytes = key.secretBytes();
    try {
      MemorySegment.copy(bytes, 0, secret, JAVA_BYTE, 0, bytes.length);
      use.with(secret);
    } finally {
      secret.fill((byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static void require(int result, String what) {
    if (result != OK) {
      throw new NativeLibraryException("the native libsecp256k1 could not " + what);
    }
  }

  private static <T> T call(NativeCall<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeLibraryException("the native libsecp256k1 could not be called", e);
    }
  }

  /** A call that declares what method handles declare. */
  @FunctionalInterface
  private interface NativeCall<T> {
    T run() throws Throwable;
  }

  /** What a key is lent for. */
  @FunctionalInterface
  private interface SecretUse {
    void with(MemorySegment secret);
  }
}
