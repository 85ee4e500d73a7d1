package dev.croupier.protocol.crypto;

import java.util.Locale;

/**
 * Where the library for one kind of machine lies on the class path.
 *
 * @param resource its name there
 * @param fileName what the file must be called to be loadable
 */
record NativePlatform(String resource, String fileName) {
  private static final String FOLDER = "/fr/acinq/secp256k1/jni/native/";

  /**
   * @throws NativeLibraryException if there is no library for this machine
   */
  static NativePlatform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /**
   * @param os the name Java gives the operating system
   * @param arch the name Java gives the processor
   * @throws NativeLibraryException if there is no library for this pair
   */
  static NativePlatform of(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT);
    boolean x64 = arch.equals("amd64") || arch.equals("x86_64");
    boolean arm64 = arch.equals("aarch64") || arch.equals("arm64");
    if (system.startsWith("linux") && (x64 || arm64)) {
      return at(x64 ? "linux-x86_64" : "linux-aarch64", "libsecp256k1-jni.so");
    }
    if (system.startsWith("mac") && (x64 || arm64)) {
      return at("darwin", "libsecp256k1-jni.dylib");
    }
    if (system.startsWith("windows") && x64) {
      return at("mingw-x86_64", "secp256k1-jni.dll");
    }
    throw new NativeLibraryException("there is no native libsecp256k1 for " + os + " on " + arch);
  }

  private static NativePlatform at(String folder, String fileName) {
    return new NativePlatform(FOLDER + folder + "/" + fileName, fileName);
  }
}
