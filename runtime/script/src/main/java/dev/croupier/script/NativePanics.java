package dev.croupier.script;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a native library's report of a mistake that it also tells properly off the error stream.
 *
 * <p>swc4j 2.2.0 tells a syntax error by an exception, and then panics, since its binding takes the
 * exception it has just thrown for a failure to throw it. The panic goes no further, but Rust
 * writes it to the process's error stream, which no setting prevents. So the stream leads into a
 * file for the millisecond of a call, whoever writes to it; afterwards all of it is passed on but
 * those reports. Where that cannot be done (Windows, no access to native functions) the call is
 * made as it is.
 */
final class NativePanics {
  private static final Logger LOG = LoggerFactory.getLogger(NativePanics.class);
  private static final int ERROR_STREAM = 2;
  private static final int WRITE_ONLY = 1;

  /** The report, with or without its trace; anything else is not of this kind and is shown. */
  private static final Pattern REPORT =
      Pattern.compile(
          "\\R?thread '[^'\\n]*'(?: \\(\\d+\\))? panicked at src/error\\.rs:[\\d:]+\\R"
              + "Couldn't call throw \\w+ error: JavaException\\R"
              + "(?:stack backtrace:\\R(?:\\s+\\S.*\\R)*)?"
              + "(?:note: .*\\R)*");

  /** The process's own, whatever System.err is; never closed. */
  private static final FileOutputStream ERRORS = new FileOutputStream(FileDescriptor.err);

  /** Null where the stream cannot be led elsewhere. */
  private static final @Nullable Streams STREAMS = streams();

  private NativePanics() {}

  /**
   * A call into native code.
   *
   * @param <T> what it brings
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Call<T, E extends Exception> {
    T make() throws E;
  }

  private record Streams(
      MethodHandle open, MethodHandle dup, MethodHandle dup2, MethodHandle close) {}

  private static @Nullable Streams streams() {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return null;
    }
    try {
      FunctionDescriptor one = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      return new Streams(
          function(
              "open",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
              Linker.Option.firstVariadicArg(2)),
          function("dup", one),
          function(
              "dup2",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)),
          function("close", one));
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("reports of native code are shown as they are", e);
      return null;
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor form, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(UnsatisfiedLinkError::new), form, options);
  }

  /**
   * Makes a call during which such a report may be written.
   *
   * @param call the call
   * @param <T> what it brings
   * @param <E> what it may throw
   * @return what it brought
   * @throws E what it threw
   */
  static <T, E extends Exception> T leftOut(Call<T, E> call) throws E {
    // One at a time: the stream is the whole process's.
    synchronized (NativePanics.class) {
      Optional<Aside> aside = STREAMS == null ? Optional.empty() : Aside.lead(STREAMS);
      try {
        return call.make();
      } finally {
        aside.ifPresent(Aside::back);
      }
    }
  }

  /**
   * @param written what came out of the error stream
   * @return the same without the reports
   */
  static String without(String written) {
    return REPORT.matcher(written).replaceAll("");
  }

  /** The error stream, led into a file. */
  private record Aside(Streams streams, Path file, int stream) {

    static Optional<Aside> lead(Streams streams) {
      try {
        Path file = Files.createTempFile("croupier-", ".err");
        int into;
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment name = arena.allocateFrom(file.toString());
          into = (int) streams.open().invokeExact(name, WRITE_ONLY);
        }
        int kept = (int) streams.dup().invokeExact(ERROR_STREAM);
        boolean led = into >= 0 && kept >= 0 && replace(streams, into) >= 0;
        if (into >= 0) {
          close(streams, into);
        }
        if (led) {
          return Optional.of(new Aside(streams, file, kept));
        }
        if (kept >= 0) {
          close(streams, kept);
        }
        Files.delete(file);
      } catch (Throwable e) {
        LOG.debug("reports of native code are shown as they are", e);
      }
      return Optional.empty();
    }

    private static int replace(Streams streams, int by) throws Throwable {
      return (int) streams.dup2().invokeExact(by, ERROR_STREAM);
    }

    private static void close(Streams streams, int descriptor) throws Throwable {
      int _ = (int) streams.close().invokeExact(descriptor);
    }

    void back() {
      try {
        int _ = replace(streams, stream);
        close(streams, stream);
      } catch (Throwable e) {
        throw new LinkageError("the error stream cannot be led back", e);
      }
      try {
        String left = without(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!left.isEmpty()) {
          ERRORS.write(left.getBytes(StandardCharsets.ISO_8859_1));
        }
        Files.delete(file);
      } catch (IOException e) {
        LOG.warn("what was written to the error stream meanwhile is left in {}", file, e);
      }
    }
  }
}
