package dev.croupier.cli.keys;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.Address;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code croupier keys address}. */
@Command(
    name = "address",
    description = "Prints a keystore's address, nothing else. No password is needed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  croupier node fund $(croupier keys address player) 100 usdc",
      "",
      "The address is what the file says; keys export opens the file and makes sure."
    })
public final class KeysAddressCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private KeyFolderOption folder = new KeyFolderOption();

  @Parameters(paramLabel = "NAME", description = "A key's name, or a keystore's file.")
  private String name = "";

  /**
   * @param terminal where it prints
   */
  public KeysAddressCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Keystore keystore = folder.open().find(name);
    Address address =
        keystore
            .address()
            .orElseThrow(
                () ->
                    new KeystoreException.Unusable(
                        keystore.file(),
                        "does not say whose key it holds; croupier keys export opens it and tells"));
    terminal.line(address.toString());
    return ExitCode.DONE;
  }
}
