package dev.croupier.cli.keys;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the keystores are. */
final class KeyFolderOption {
  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "The folder of the keystores (default: .croupier/keys).")
  private Path folder = Path.of(".croupier", "keys");

  KeyFolder open() {
    return new KeyFolder(folder);
  }
}
