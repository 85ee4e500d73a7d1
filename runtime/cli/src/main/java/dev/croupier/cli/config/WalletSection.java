package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a seat's key comes from. Written as {@code development}, {@code {env: NAME}} or {@code
 * {keystore: FILE, password-env: NAME}} or {@code {keystore: FILE, password-file: FILE}}. Never the
 * key itself.
 *
 * @param env an environment variable that holds the key in hex
 * @param keystore an encrypted keystore file (Web3 Secret Storage, version 3), relative to the
 *     configuration file
 * @param passwordEnv an environment variable that holds the keystore's password
 * @param passwordFile a file whose first line is the keystore's password
 */
public record WalletSection(
    Optional<String> env,
    Optional<String> keystore,
    Optional<String> passwordEnv,
    Optional<String> passwordFile) {

  /** A key made for development, accepted by the embedded node only. */
  public static final WalletSection DEVELOPMENT =
      new WalletSection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @JsonCreator
  static WalletSection ofText(String text) {
    if (text.equals("development")) {
      return DEVELOPMENT;
    }
    // The text is not repeated: somebody may have put a key here.
    throw new IllegalArgumentException(
        "is neither \"development\" nor {env: NAME} nor {keystore: FILE, password-env: NAME}; keys"
            + " themselves do not belong in this file");
  }

  @JsonCreator
  static WalletSection of(
      @JsonProperty("env") @Nullable String env,
      @JsonProperty("keystore") @Nullable String keystore,
      @JsonProperty("password-env") @Nullable String passwordEnv,
      @JsonProperty("password-file") @Nullable String passwordFile) {
    return new WalletSection(
        Optional.ofNullable(env),
        Optional.ofNullable(keystore),
        Optional.ofNullable(passwordEnv),
        Optional.ofNullable(passwordFile));
  }

  /**
   * @return whether this is a development key
   */
  public boolean development() {
    return env.isEmpty() && keystore.isEmpty();
  }
}
