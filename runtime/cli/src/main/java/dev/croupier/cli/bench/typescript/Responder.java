package dev.croupier.cli.bench.typescript;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.cli.bench.run.ChildJvm;
import dev.croupier.cli.bench.run.CompilerThreads;
import dev.croupier.cli.bench.run.CpuTime;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that answers pings, in whatever language. */
final class Responder implements AutoCloseable {
  /** Where the process finds its wallet's key. */
  static final String KEY = "KEY";

  private static final long PATIENCE_S = 180;
  private static final long STOP_S = 15;

  private final Process process;
  private final Address wallet;
  private final CompilerThreads compilers;

  private Responder(Process process, Address wallet) {
    this.process = process;
    this.wallet = wallet;
    this.compilers = new CompilerThreads(process.toHandle());
  }

  /**
   * Starts a process and waits until it says that it is ready.
   *
   * @param folder where it runs
   * @param command what it is
   */
  static Responder start(Path folder, List<String> command)
      throws IOException, InterruptedException {
    PrivateKey key = PrivateKey.generate(new SecureRandom());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put(KEY, "0x" + HexFormat.of().formatHex(key.secretBytes()));
    Process process =
        ChildJvm.endingWithThis(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    Responder responder = new Responder(process, new LocalSigner(key, Secp256k1.best()).address());
    CountDownLatch ready = new CountDownLatch(1);
    Thread.ofPlatform().daemon().name("croupier-responder").start(() -> listen(process, ready));
    if (!ready.await(PATIENCE_S, TimeUnit.SECONDS)) {
      responder.close();
      throw new BenchException(
          String.join(" ", command.subList(0, 1)) + " was not ready within " + PATIENCE_S + " s");
    }
    return responder;
  }

  /** Reads on, so that the process never waits for somebody who reads its words. */
  private static void listen(Process process, CountDownLatch ready) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready")) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      throw new BenchException("the words of a process cannot be read", e);
    }
  }

  Address wallet() {
    return wallet;
  }

  /** Processor time since its start. */
  Duration cpu() {
    return CpuTime.of(process.toHandle());
  }

  /** What its compilers have used of that, if it is a JVM and the system tells. */
  Duration compilersCpu() {
    return Duration.ofNanos(compilers.nanos());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
