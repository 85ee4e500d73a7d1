package dev.croupier.protocol.crypto;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the backend once for the whole process, and loads the native library at most once. */
final class Backends {
  private Backends() {}

  static Secp256k1 best() {
    return Best.BACKEND;
  }

  static Secp256k1 nativeLibrary() {
    return Native.load();
  }

  private static final class Best {
    static final Secp256k1 BACKEND = choose();

    private static Secp256k1 choose() {
      try {
        return Native.load();
      } catch (NativeLibraryException e) {
        return BouncyCastleSecp256k1.insteadOfNative(e);
      }
    }
  }

  private static final class Native {
    private static @Nullable Secp256k1 loaded;

    /** A failed load is tried again on the next call: the temporary folder may be back. */
    static synchronized Secp256k1 load() {
      Secp256k1 known = loaded;
      if (known == null) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        known = NativeSecp256k1.load(NativePlatform.current(), directory, new SecureRandom());
        loaded = known;
      }
      return known;
    }
  }
}
