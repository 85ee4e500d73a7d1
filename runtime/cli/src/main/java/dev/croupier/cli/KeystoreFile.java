package dev.croupier.cli;

import org.web3j.crypto.WalletFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads keystores (Web3 Secret Storage, version 3) into what web3j decrypts. Its own reader loses
 * the {@code kdf} member under the Jackson release that is used here.
 */
final class KeystoreFile {
  private static final int VERSION = 3;
  private static final String CIPHER = "aes-128-ctr";

  private KeystoreFile() {}

  /**
   * @param text the file's JSON
   * @return the keystore, still encrypted
   * @throws NoKeystore if the text is something else
   */
  static WalletFile read(String text) throws NoKeystore {
    try {
      JsonNode file = JsonMapper.shared().readTree(text);
      JsonNode crypto = file.path(file.has("Crypto") ? "Crypto" : "crypto");
      if (file.path("version").asInt(0) != VERSION
          || !crypto.path("cipher").asString("").equals(CIPHER)) {
        throw new NoKeystore();
      }
      WalletFile.CipherParams cipher = new WalletFile.CipherParams();
      cipher.setIv(crypto.required("cipherparams").required("iv").asString());
      WalletFile.Crypto content = new WalletFile.Crypto();
      content.setCipher(CIPHER);
      content.setCipherparams(cipher);
      content.setCiphertext(crypto.required("ciphertext").asString());
      content.setKdf(crypto.required("kdf").asString());
      setParameters(content, crypto.required("kdfparams"));
      content.setMac(crypto.required("mac").asString());
      WalletFile keystore = new WalletFile();
      keystore.setVersion(VERSION);
      keystore.setCrypto(content);
      return keystore;
    } catch (JacksonException e) {
      throw new NoKeystore();
    }
  }

  private static void setParameters(WalletFile.Crypto content, JsonNode written) throws NoKeystore {
    switch (content.getKdf()) {
      case "scrypt" -> {
        WalletFile.ScryptKdfParams scrypt = new WalletFile.ScryptKdfParams();
        scrypt.setDklen(written.required("dklen").asInt());
        scrypt.setN(written.required("n").asInt());
        scrypt.setP(written.required("p").asInt());
        scrypt.setR(written.required("r").asInt());
        scrypt.setSalt(written.required("salt").asString());
        content.setKdfparams(scrypt);
      }
      case "pbkdf2" -> {
        WalletFile.Aes128CtrKdfParams pbkdf2 = new WalletFile.Aes128CtrKdfParams();
        pbkdf2.setDklen(written.required("dklen").asInt());
        pbkdf2.setC(written.required("c").asInt());
        pbkdf2.setPrf(written.required("prf").asString());
        pbkdf2.setSalt(written.required("salt").asString());
        content.setKdfparams(pbkdf2);
      }
      default -> throw new NoKeystore();
    }
  }

  /** The text is no keystore; caught where the file's name is known. */
  static final class NoKeystore extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
