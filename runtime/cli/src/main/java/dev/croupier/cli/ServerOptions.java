package dev.croupier.cli;

import dev.croupier.transport.TlsFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code node} and {@code relay} have in common: how they listen, and how they are told of.
 */
final class ServerOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Serve wss:// with this certificate (PEM).")
  private @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's key (PEM).")
  private @Nullable Path certificateKey;

  @Option(names = "--json", description = "Print one JSON object when ready, for machines.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * @return the address to listen on
   */
  String host() {
    return host;
  }

  /**
   * @return certificate and key, if there are to be any
   */
  Optional<TlsFiles> tls() {
    if ((certificate == null) != (certificateKey == null)) {
      throw new ParameterException(
          spec.commandLine(), "--tls-certificate and --tls-key go together");
    }
    return certificate == null || certificateKey == null
        ? Optional.empty()
        : Optional.of(new TlsFiles(certificate, certificateKey));
  }

  /**
   * Tells of a server that is ready, and lets it serve until the process is interrupted.
   *
   * @param terminal where it is told
   * @param stop ends the server
   * @param facts what machines are told
   * @param describe tells people
   * @return the exit code
   * @throws InterruptedException if this thread is told to go
   */
  int serve(
      Terminal terminal, Runnable stop, Supplier<Map<String, Object>> facts, Runnable describe)
      throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.run();
                  stopped.countDown();
                },
                "croupier-stop"));
    if (json) {
      terminal.line(JsonMapper.shared().writeValueAsString(facts.get()));
    } else {
      describe.run();
    }
    stopped.await();
    return ExitCode.DONE;
  }
}
