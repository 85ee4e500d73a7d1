package dev.croupier.cli.keys;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.exception.CipherException;
import org.web3j.utils.Numeric;

/**
 * One encrypted key in one file (Web3 Secret Storage, version 3), as geth, MetaMask, ethers and
 * web3j read and write it. Passwords are taken as the UTF-8 bytes of what was typed.
 */
public final class Keystore {
  /** More than any keystore; a file this large is something else. */
  private static final long MAX_FILE_BYTES = 64 << 10;

  private final Path file;
  private final KeystoreFormat.Parsed parsed;

  private Keystore(Path file, KeystoreFormat.Parsed parsed) {
    this.file = file;
    this.parsed = parsed;
  }

  /** How much work it is to try a password. */
  public enum Strength {
    /** 256 MB and about a second. */
    STANDARD(1 << 18, 1),
    /** 4 MB and some 50 ms; for long random passwords on small machines. */
    LIGHT(1 << 12, 6);

    private final int n;
    private final int p;

    Strength(int n, int p) {
      this.n = n;
      this.p = p;
    }
  }

  /**
   * @param file the file
   * @return what is in it, still encrypted
   * @throws KeystoreException if it cannot be read or is no keystore
   */
  public static Keystore read(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > MAX_FILE_BYTES) {
        throw new KeystoreException.NotKeystore(
            file, "it has more than " + MAX_FILE_BYTES + " bytes");
      }
      return new Keystore(file, KeystoreFormat.read(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new KeystoreException.Unusable(file, "does not exist");
    } catch (CharacterCodingException e) {
      throw new KeystoreException.NotKeystore(file, "it is not JSON");
    } catch (IOException e) {
      throw new KeystoreException.Unusable(file, "cannot be read: " + e.getMessage());
    } catch (KeystoreFormat.NoKeystore e) {
      throw new KeystoreException.NotKeystore(file, e.problem());
    }
  }

  /**
   * Refuses a file that other users may read or change.
   *
   * @return this
   * @throws KeystoreException.OpenToOthers if they may
   */
  public Keystore requireOwnerOnly() {
    openTo()
        .ifPresent(
            permissions -> {
              throw new KeystoreException.OpenToOthers(file, permissions, "chmod 600 " + file);
            });
    return this;
  }

  /**
   * @return the file's permissions if other users may read or change it
   */
  Optional<String> openTo() {
    try {
      return OwnerOnly.openTo(file);
    } catch (IOException e) {
      throw new KeystoreException.Unusable(file, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Encrypts a key, writes it and opens what was written, so that a key is lost now or never.
   *
   * @param file a file that is not there yet, in an existing folder
   * @param key the key
   * @param password the password
   * @param strength how much work it is to try a password
   * @return the keystore
   * @throws KeystoreException if it cannot be written
   */
  static Keystore write(Path file, PrivateKey key, String password, Strength strength) {
    byte[] secret = key.secretBytes();
    try {
      ECKeyPair pair = ECKeyPair.create(new BigInteger(1, secret));
      String text =
          KeystoreFormat.write(
              Wallet.create(password, pair, strength.n, strength.p), addressOf(key));
      OwnerOnly.writeNew(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new KeystoreException.AlreadyThere(file);
    } catch (IOException e) {
      throw new KeystoreException.Unusable(file, "cannot be written: " + e.getMessage());
    } catch (CipherException e) {
      throw new KeystoreException.Unusable(file, "cannot be encrypted: " + e.getMessage());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    Keystore written = read(file);
    written.open(password);
    return written;
  }

  /**
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * @return whose key it says it holds; sure only once it was opened
   */
  public Optional<Address> address() {
    return parsed.address();
  }

  /**
   * Decrypts the key; takes about a second.
   *
   * @param password the password
   * @return the key
   * @throws KeystoreException if the password is wrong, or the key is not that of the address
   */
  public PrivateKey open(String password) {
    PrivateKey key;
    try {
      ECKeyPair pair = Wallet.decrypt(password, parsed.content());
      key = PrivateKey.ofBytes(Numeric.toBytesPadded(pair.getPrivateKey(), PrivateKey.LENGTH));
    } catch (CipherException e) {
      throw new KeystoreException.WrongPassword(file);
    } catch (IllegalArgumentException e) {
      throw new KeystoreException.NotKeystore(
          file, "its parameters make no key: " + e.getMessage());
    }
    Address actual = addressOf(key);
    if (parsed.address().isPresent() && !parsed.address().get().equals(actual)) {
      throw new KeystoreException.OtherAddress(
          file, parsed.address().get().toString(), actual.toString());
    }
    return key;
  }

  private static Address addressOf(PrivateKey key) {
    return new LocalSigner(key, Secp256k1.best()).address();
  }
}
