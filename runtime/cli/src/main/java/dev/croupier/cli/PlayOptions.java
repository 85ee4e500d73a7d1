package dev.croupier.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code run} and {@code dev} are told. */
final class PlayOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: croupier.yaml).")
  private Path file = Path.of("croupier.yaml");

  @Option(names = "--json", description = "Print one JSON object per event instead of the story.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell more, and log the frames that are sent and received.")
  private boolean verbose;

  @Option(
      names = "--inspect",
      arity = "0..1",
      fallbackValue = "9229",
      paramLabel = "PORT",
      description = "Let a debugger (Chrome, VS Code) connect to the scripts (port: 9229).")
  private @Nullable Integer inspect;

  /**
   * @param terminal where it is told
   * @param dev whether apps are watched and the run goes on until it is interrupted
   * @return the exit code
   * @throws Exception what went wrong
   */
  Integer play(Terminal terminal, boolean dev) throws Exception {
    OptionalInt debugger = inspect == null ? OptionalInt.empty() : OptionalInt.of(inspect);
    return new Play(terminal, file, json, verbose, dev, debugger).run();
  }
}
