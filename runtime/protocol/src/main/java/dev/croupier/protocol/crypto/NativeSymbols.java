package dev.croupier.protocol.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libsecp256k1's C API that are called from here. The library stays loaded until
 * the process ends. A record, so that the compiler may treat the handles as constants.
 */
record NativeSymbols(
    MethodHandle contextCreate,
    MethodHandle contextRandomize,
    MethodHandle pubkeyCreate,
    MethodHandle pubkeyParse,
    MethodHandle pubkeySerialize,
    MethodHandle signRecoverable,
    MethodHandle recoverableSerialize,
    MethodHandle recoverableParse,
    MethodHandle recover,
    MethodHandle signatureParse,
    MethodHandle signatureNormalize,
    MethodHandle verify) {

  /**
   * Copies the library out of its jar, since the system can only load a file, and loads it.
   *
   * @param platform which library
   * @param directory where a folder of its own is made for it; it is removed again where the system
   *     lets a loaded file go
   * @throws NativeLibraryException if any of that fails, saying which part and why
   */
  static NativeSymbols load(NativePlatform platform, Path directory) {
    Path folder = null;
    Path file = null;
    try (InputStream library = NativeSymbols.class.getResourceAsStream(platform.resource())) {
      if (library == null) {
        throw new NativeLibraryException(
            "no native libsecp256k1 on the class path at " + platform.resource());
      }
      // A fresh folder that only this user can enter: nobody can slip another library in.
      folder = Files.createTempDirectory(directory, "croupier-secp256k1-");
      file = folder.resolve(platform.fileName());
      Files.copy(library, file);
      return link(SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IOException e) {
      throw new NativeLibraryException(
          "cannot put the native libsecp256k1 into " + directory + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new NativeLibraryException(
          "the system refuses to load the native libsecp256k1 from "
              + directory
              + " (is it mounted noexec?): "
              + e.getMessage(),
          e);
    } catch (IllegalCallerException e) {
      throw new NativeLibraryException(
          "native access is not enabled (--enable-native-access=ALL-UNNAMED): " + e.getMessage(),
          e);
    } finally {
      remove(file);
      remove(folder);
    }
  }

  private static void remove(@Nullable Path path) {
    if (path == null) {
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Windows keeps a loaded library's file. What cannot be removed at the end either stays
      // in the temporary folder, whose cleaning is the system's.
      path.toFile().deleteOnExit();
    }
  }

  private static NativeSymbols link(SymbolLookup library) {
    Linker linker = Linker.nativeLinker();
    return new NativeSymbols(
        linker.downcallHandle(
            find(library, "secp256k1_context_create"), FunctionDescriptor.of(ADDRESS, JAVA_INT)),
        function(linker, library, "secp256k1_context_randomize", ADDRESS, ADDRESS),
        function(linker, library, "secp256k1_ec_pubkey_create", ADDRESS, ADDRESS, ADDRESS),
        function(
            linker, library, "secp256k1_ec_pubkey_parse", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG),
        function(
            linker,
            library,
            "secp256k1_ec_pubkey_serialize",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_INT),
        function(
            linker,
            library,
            "secp256k1_ecdsa_sign_recoverable",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS),
        function(
            linker,
            library,
            "secp256k1_ecdsa_recoverable_signature_serialize_compact",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS),
        function(
            linker,
            library,
            "secp256k1_ecdsa_recoverable_signature_parse_compact",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_INT),
        function(linker, library, "secp256k1_ecdsa_recover", ADDRESS, ADDRESS, ADDRESS, ADDRESS),
        function(
            linker, library, "secp256k1_ecdsa_signature_parse_compact", ADDRESS, ADDRESS, ADDRESS),
        function(linker, library, "secp256k1_ecdsa_signature_normalize", ADDRESS, ADDRESS, ADDRESS),
        function(linker, library, "secp256k1_ecdsa_verify", ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  }

  private static MethodHandle function(
      Linker linker, SymbolLookup library, String name, MemoryLayout... parameters) {
    return linker.downcallHandle(find(library, name), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MemorySegment find(SymbolLookup library, String name) {
    return library
        .find(name)
        .orElseThrow(
            () -> new NativeLibraryException("the native libsecp256k1 has no function " + name));
  }
}
