package dev.croupier.cli.keys;

import dev.croupier.cli.Terminal;
import dev.croupier.protocol.crypto.PrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/** What {@code new} and {@code import} have in common: a name, a password, a file. */
final class NewKeyOptions {
  @Mixin private KeyFolderOption folder = new KeyFolderOption();

  @Mixin private PasswordOptions password = new PasswordOptions();

  @Option(
      names = "--light",
      description =
          "Encrypt with 4 MB instead of 256 MB of memory. For long random passwords only: a short one is guessed 60 times faster.")
  private boolean light;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /**
   * @param name as typed, null for the address
   * @param commandLine refuses what is no name
   * @throws ParameterException without repeating what may be a key
   */
  void checkName(@Nullable String name, picocli.CommandLine commandLine) {
    if (name == null) {
      return;
    }
    if (HexKey.looksLikeKey(name)) {
      throw new ParameterException(commandLine, KeyArguments.REFUSAL);
    }
    if (!KeyFolder.isName(name)) {
      throw new ParameterException(
          commandLine,
          "NAME: expected 1 to 64 letters, digits, dots, dashes and underscores, not beginning with"
              + " a dot or dash");
    }
    folder.open().requireFree(name);
  }

  void keep(@Nullable String name, PrivateKey key, String address, Terminal terminal) {
    String chosen = name == null ? address : name;
    KeyFolder keys = folder.open();
    keys.requireFree(chosen);
    String secret = password.fresh(terminal, "key " + chosen);
    Keystore kept =
        keys.add(chosen, key, secret, light ? Keystore.Strength.LIGHT : Keystore.Strength.STANDARD);
    if (json) {
      Map<String, String> told = new LinkedHashMap<>();
      told.put("name", chosen);
      told.put("address", address);
      told.put("file", kept.file().toString());
      terminal.line(JsonMapper.shared().writeValueAsString(told));
      return;
    }
    terminal.line("Address  " + address);
    terminal.line("Keystore " + kept.file());
    terminal.line(
        "Keep a copy of the file and of its password: without both the key is gone, and nobody can"
            + " make it again.");
    terminal.line(
        terminal.dim(
            "In croupier.yaml: wallet: { keystore: " + kept.file() + ", password-env: NAME }"));
  }
}
