package dev.croupier.cli;

import dev.croupier.cli.config.ConfigException;
import dev.croupier.cli.config.WalletSection;
import dev.croupier.cli.keys.Keystore;
import dev.croupier.cli.keys.KeystoreException;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.crypto.PrivateKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Turns the {@code wallet} of a seat into its key. Error messages name where the key was looked for
 * and never what was found there.
 */
final class WalletKeys {
  private final Path base;
  private final Map<String, String> environment;

  /**
   * @param base the folder relative paths start from
   * @param environment the process's environment variables
   */
  WalletKeys(Path base, Map<String, String> environment) {
    this.base = base;
    this.environment = Map.copyOf(environment);
  }

  /**
   * @param seat the seat's name
   * @param wallet where its key comes from
   * @return the key
   * @throws ConfigException if there is no usable key in that place
   */
  PrivateKey keyOf(String seat, WalletSection wallet) {
    if (wallet.env().isPresent()) {
      return fromEnvironment(seat, wallet.env().get());
    }
    if (wallet.keystore().isPresent()) {
      return fromKeystore(seat, wallet, wallet.keystore().get());
    }
    return development(seat);
  }

  /**
   * A key for the embedded node, where money is play money. It follows from the seat's name, so
   * that a seat finds its balance and its sessions again after a restart; everybody can compute it.
   */
  private static PrivateKey development(String seat) {
    return PrivateKey.ofBytes(
        Keccak.hash(("croupier development seat " + seat).getBytes(StandardCharsets.UTF_8)));
  }

  private PrivateKey fromEnvironment(String seat, String variable) {
    String place = "seats." + seat + ".wallet.env";
    String text = environment.get(variable);
    if (text == null || text.isBlank()) {
      throw new ConfigException(place, "environment variable " + variable + " is not set");
    }
    try {
      String hex = text.strip();
      return PrivateKey.parse(hex.startsWith("0x") ? hex : "0x" + hex);
    } catch (ProtocolException e) {
      throw new ConfigException(
          place,
          "environment variable "
              + variable
              + " holds no private key; expected 64 hex digits, with or without 0x");
    }
  }

  private PrivateKey fromKeystore(String seat, WalletSection wallet, String keystore) {
    String place = "seats." + seat + ".wallet.keystore";
    try {
      Keystore found = Keystore.read(base.resolve(keystore));
      return found.open(password(seat, wallet));
    } catch (KeystoreException e) {
      throw new ConfigException(place, String.valueOf(e.getMessage()));
    }
  }

  private String password(String seat, WalletSection wallet) {
    String place = "seats." + seat + ".wallet";
    if (wallet.passwordEnv().isPresent()) {
      String variable = wallet.passwordEnv().get();
      String password = environment.get(variable);
      if (password == null) {
        throw new ConfigException(
            place + ".password-env", "environment variable " + variable + " is not set");
      }
      return password;
    }
    if (wallet.passwordFile().isPresent()) {
      Path file = base.resolve(wallet.passwordFile().get());
      try (var lines = Files.lines(file)) {
        return lines.findFirst().orElse("");
      } catch (IOException e) {
        throw new ConfigException(place + ".password-file", file + " cannot be read");
      }
    }
    throw new ConfigException(place, "a keystore needs password-env or password-file");
  }
}
