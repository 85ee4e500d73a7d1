package dev.croupier.cli.keys;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.Secp256k1;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code croupier keys export}. Public data only, and no option for more: what a key is wanted for
 * elsewhere, its keystore does too, since every wallet opens one, while a key on a screen ends up
 * in scroll-back buffers, recordings and clipboards.
 */
@Command(
    name = "export",
    description = "Opens a keystore and prints its address and public key.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  croupier keys export player --json",
      "",
      "Private keys are not printed. To use a key in another wallet, import its keystore file there;",
      "MetaMask, geth, ethers, web3j and most others take it."
    })
public final class KeysExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private KeyFolderOption folder = new KeyFolderOption();

  @Mixin private PasswordOptions password = new PasswordOptions();

  @Parameters(paramLabel = "NAME", description = "A key's name, or a keystore's file.")
  private String name = "";

  @Option(
      names = {"--private", "--private-key", "--secret"},
      hidden = true)
  private boolean secret;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /**
   * @param terminal where it prints
   */
  public KeysExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Keystore keystore = folder.open().find(name);
    if (secret) {
      throw new ParameterException(
          spec.commandLine(),
          "private keys are not printed, since screens and pipes are recorded; import "
              + keystore.file()
              + " into the other wallet instead, with the same password");
    }
    keystore.requireOwnerOnly();
    LocalSigner signer =
        new LocalSigner(
            keystore.open(password.existing(terminal, keystore.file().toString())),
            Secp256k1.best());
    if (json) {
      Map<String, String> told = new LinkedHashMap<>();
      told.put("address", signer.address().toString());
      told.put("publicKey", signer.publicKey().toString());
      told.put("file", keystore.file().toString());
      terminal.line(JsonMapper.shared().writeValueAsString(told));
    } else {
      terminal.line("Address    " + signer.address());
      terminal.line("Public key " + signer.publicKey());
      terminal.line("Keystore   " + keystore.file());
    }
    return ExitCode.DONE;
  }
}
