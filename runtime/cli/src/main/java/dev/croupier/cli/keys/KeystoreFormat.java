package dev.croupier.cli.keys;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.crypto.WalletFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of keystores (Web3 Secret Storage, version 3), to and from what web3j encrypts and
 * decrypts. Its own reader loses the {@code kdf} member under the Jackson release that is used
 * here. Everything is checked before a password is tried: web3j reports a broken file as a wrong
 * password, and would take any amount of memory that a file asks for.
 */
final class KeystoreFormat {
  private static final int VERSION = 3;
  private static final String CIPHER = "aes-128-ctr";
  private static final String SCRYPT = "scrypt";
  private static final String PBKDF2 = "pbkdf2";
  private static final String PRF = "hmac-sha256";
  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 16;
  private static final int MAX_SALT_BYTES = 1_024;
  private static final long MAX_SCRYPT_BYTES = 512L << 20;
  private static final int MAX_SCRYPT_ROUNDS = 64;

  /** RFC 7914, section 2: n is below 2 to the power of 128 r / 8. */
  private static final int SCRYPT_N_BOUND_FOR_R_1 = 1 << 16;

  private static final int MAX_PBKDF2_ROUNDS = 20_000_000;
  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})*");

  private KeystoreFormat() {}

  /**
   * @param content the keystore, still encrypted
   * @param address whose it says it is, empty if it does not say
   */
  record Parsed(WalletFile content, Optional<Address> address) {}

  /**
   * @param text the file's JSON
   * @return the keystore, still encrypted
   * @throws NoKeystore if the text is something else, saying what is wrong with it
   */
  static Parsed read(String text) throws NoKeystore {
    try {
      JsonNode file = JsonMapper.shared().readTree(text);
      if (file.path("version").asInt(0) != VERSION) {
        throw new NoKeystore("\"version\" is not 3");
      }
      JsonNode crypto = file.path(file.has("Crypto") ? "Crypto" : "crypto");
      if (!crypto.path("cipher").asString("").equals(CIPHER)) {
        throw new NoKeystore("\"crypto.cipher\" is not " + CIPHER);
      }
      WalletFile.CipherParams cipher = new WalletFile.CipherParams();
      cipher.setIv(hex(crypto.path("cipherparams"), "iv", IV_BYTES, IV_BYTES));
      WalletFile.Crypto content = new WalletFile.Crypto();
      content.setCipher(CIPHER);
      content.setCipherparams(cipher);
      content.setCiphertext(hex(crypto, "ciphertext", KEY_BYTES, KEY_BYTES));
      content.setKdf(text(crypto, "kdf"));
      setParameters(content, crypto.path("kdfparams"));
      content.setMac(hex(crypto, "mac", KEY_BYTES, KEY_BYTES));
      WalletFile keystore = new WalletFile();
      keystore.setVersion(VERSION);
      keystore.setCrypto(content);
      return new Parsed(keystore, address(file));
    } catch (JacksonException e) {
      throw new NoKeystore("it is not JSON, or a member has another type");
    }
  }

  private static Optional<Address> address(JsonNode file) throws NoKeystore {
    String written = file.path("address").asString("");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Address.parse(written.startsWith("0x") ? written : "0x" + written));
    } catch (ProtocolException e) {
      throw new NoKeystore("\"address\" is no address");
    }
  }

  private static void setParameters(WalletFile.Crypto content, JsonNode written) throws NoKeystore {
    switch (content.getKdf()) {
      case SCRYPT -> {
        WalletFile.ScryptKdfParams scrypt = new WalletFile.ScryptKdfParams();
        scrypt.setDklen(number(written, "dklen", KEY_BYTES, KEY_BYTES));
        scrypt.setN(number(written, "n", 2, 1 << 30));
        scrypt.setP(number(written, "p", 1, MAX_SCRYPT_ROUNDS));
        scrypt.setR(number(written, "r", 1, 1 << 20));
        scrypt.setSalt(hex(written, "salt", 1, MAX_SALT_BYTES));
        if (Integer.bitCount(scrypt.getN()) != 1) {
          throw new NoKeystore("\"n\" is " + scrypt.getN() + ", which is no power of 2");
        }
        if (scrypt.getR() == 1 && scrypt.getN() >= SCRYPT_N_BOUND_FOR_R_1) {
          throw new NoKeystore(
              "\"n\" is "
                  + scrypt.getN()
                  + ", but with \"r\" 1 scrypt is defined below "
                  + SCRYPT_N_BOUND_FOR_R_1);
        }
        long memory = 128L * scrypt.getN() * scrypt.getR();
        if (memory > MAX_SCRYPT_BYTES) {
          throw new NoKeystore(
              "opening it would take %d MB of memory; at most %d are allowed"
                  .formatted(memory >> 20, MAX_SCRYPT_BYTES >> 20));
        }
        content.setKdfparams(scrypt);
      }
      case PBKDF2 -> {
        WalletFile.Aes128CtrKdfParams pbkdf2 = new WalletFile.Aes128CtrKdfParams();
        pbkdf2.setDklen(number(written, "dklen", KEY_BYTES, KEY_BYTES));
        pbkdf2.setC(number(written, "c", 1, MAX_PBKDF2_ROUNDS));
        pbkdf2.setPrf(text(written, "prf"));
        pbkdf2.setSalt(hex(written, "salt", 1, MAX_SALT_BYTES));
        if (!pbkdf2.getPrf().equals(PRF)) {
          throw new NoKeystore("\"prf\" is not " + PRF);
        }
        content.setKdfparams(pbkdf2);
      }
      default -> throw new NoKeystore("\"crypto.kdf\" is neither scrypt nor pbkdf2");
    }
  }

  private static String text(JsonNode parent, String member) throws NoKeystore {
    JsonNode value = parent.path(member);
    if (!value.isString()) {
      throw new NoKeystore("\"" + member + "\" is missing");
    }
    return value.asString();
  }

  private static String hex(JsonNode parent, String member, int least, int most) throws NoKeystore {
    String digits = text(parent, member);
    int bytes = digits.length() / 2;
    if (!HEX.matcher(digits).matches() || bytes < least || bytes > most) {
      throw new NoKeystore(
          "\"%s\" is not %s in hex"
              .formatted(member, least == most ? least + " bytes" : least + " to " + most));
    }
    return digits;
  }

  private static int number(JsonNode parent, String member, int least, int most) throws NoKeystore {
    JsonNode value = parent.path(member);
    if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
      throw new NoKeystore(
          "\"%s\" is %s, but must be %s"
              .formatted(
                  member,
                  value.isMissingNode() ? "missing" : value.isNumber() ? value : "no number",
                  least == most ? least : least + " to " + most));
    }
    return value.asInt();
  }

  /**
   * @param content what web3j encrypted by scrypt
   * @param address whose it is
   * @return the JSON text
   */
  static String write(WalletFile content, Address address) {
    WalletFile.Crypto crypto = content.getCrypto();
    WalletFile.ScryptKdfParams scrypt = (WalletFile.ScryptKdfParams) crypto.getKdfparams();
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("version", VERSION);
    file.put("id", content.getId());
    // As geth writes it: without 0x, in lower case.
    file.put("address", address.toString().substring(2).toLowerCase(java.util.Locale.ROOT));
    ObjectNode written = file.putObject("crypto");
    written.put("cipher", crypto.getCipher());
    written.putObject("cipherparams").put("iv", crypto.getCipherparams().getIv());
    written.put("ciphertext", crypto.getCiphertext());
    written.put("kdf", crypto.getKdf());
    written
        .putObject("kdfparams")
        .put("dklen", scrypt.getDklen())
        .put("n", scrypt.getN())
        .put("p", scrypt.getP())
        .put("r", scrypt.getR())
        .put("salt", scrypt.getSalt());
    written.put("mac", crypto.getMac());
    return file.toPrettyString() + "\n";
  }

  /** The text is no keystore; caught where the file's name is known. */
  static final class NoKeystore extends Exception {
    private static final long serialVersionUID = 1L;

    NoKeystore(String problem) {
      super(problem);
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }
}
