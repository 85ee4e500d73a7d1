package dev.croupier.cli.keys;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code croupier keys import}. */
@Command(
    name = "import",
    description =
        "Encrypts a key you have. It is asked for, or read from a file or the environment.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier keys import player                         asks for the key and a password",
      "  croupier keys import player --key-file key.txt      64 hex digits in a file of your own",
      "",
      "A keystore of another wallet needs no import: name its file wherever a keystore is wanted."
    })
public final class KeysImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private KeyArguments refused = new KeyArguments();

  @Mixin private NewKeyOptions options = new NewKeyOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "What to call it (default: its address).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "A file whose first line is the key in hex, readable by its owner only.")
  private @Nullable Path keyFile;

  @Option(
      names = "--key-env",
      paramLabel = "NAME",
      description = "An environment variable that holds the key in hex.")
  private @Nullable String keyVariable;

  /**
   * @param terminal where it prints
   */
  public KeysImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    refused.check();
    String name = names.isEmpty() ? null : names.getFirst();
    names.forEach(
        given -> {
          if (HexKey.looksLikeKey(given)) {
            throw new ParameterException(spec.commandLine(), KeyArguments.REFUSAL);
          }
        });
    if (names.size() > 1) {
      // They are not repeated: somebody may have put a key among them.
      throw new ParameterException(
          spec.commandLine(), "NAME: expected one name, found " + names.size() + " arguments");
    }
    options.checkName(name, spec.commandLine());
    PrivateKey key = key();
    options.keep(name, key, new LocalSigner(key, Secp256k1.best()).address().toString(), terminal);
    return ExitCode.DONE;
  }

  private PrivateKey key() {
    if (keyFile != null && keyVariable != null) {
      throw new ParameterException(
          spec.commandLine(), "--key-file and --key-env are both given; take one");
    }
    if (keyFile != null) {
      return HexKey.parse(PasswordOptions.firstLine(keyFile, "key file"), "key file " + keyFile);
    }
    if (keyVariable != null) {
      return HexKey.parse(
          PasswordOptions.fromEnvironment(terminal, keyVariable),
          "environment variable " + keyVariable);
    }
    String typed =
        terminal
            .questions()
            .secret("Private key (64 hex digits, not shown):")
            .orElseThrow(
                () ->
                    new SecretException(
                        "there is no terminal to ask for the key at; name it with --key-file FILE"
                            + " or --key-env NAME"));
    return HexKey.parse(typed, "what was typed");
  }
}
