package dev.croupier.cli.keys;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croupier keys new}. */
@Command(
    name = "new",
    description = "Makes a new key and keeps it encrypted (Web3 Secret Storage, version 3).",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier keys new player                            asks for a password, twice",
      "  croupier keys new bot --password-file bot.password  for scripts"
    })
public final class KeysNewCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private KeyArguments refused = new KeyArguments();

  @Mixin private NewKeyOptions options = new NewKeyOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to call it (default: its address).")
  private @Nullable String name;

  /**
   * @param terminal where it prints
   */
  public KeysNewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    refused.check();
    options.checkName(name, spec.commandLine());
    PrivateKey key = PrivateKey.generate(new SecureRandom());
    options.keep(name, key, new LocalSigner(key, Secp256k1.best()).address().toString(), terminal);
    return ExitCode.DONE;
  }
}
