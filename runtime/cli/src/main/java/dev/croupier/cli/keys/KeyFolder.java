package dev.croupier.cli.keys;

import dev.croupier.protocol.crypto.PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of keystores, each named after its file: {@code player} is in {@code player.json}. */
final class KeyFolder {
  private static final String ENDING = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @param name a text
   * @return whether a key may be called so: 1 to 64 letters, digits, {@code . _ -}
   */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * @param name the key's name
   * @return where it is kept
   */
  Path fileOf(String name) {
    return folder.resolve(name.endsWith(ENDING) ? name : name + ENDING);
  }

  /**
   * @param reference a key's name, or a path to its file
   * @return the keystore
   * @throws KeystoreException if there is none
   */
  Keystore find(String reference) {
    Path named = isName(reference) ? fileOf(reference) : Path.of(reference);
    Path file =
        Files.exists(named) || !Files.exists(Path.of(reference)) ? named : Path.of(reference);
    return Keystore.read(file);
  }

  /**
   * Refuses a name that is taken, before anybody types a password for it.
   *
   * @param name the new key's name
   */
  void requireFree(String name) {
    if (Files.exists(fileOf(name))) {
      throw new KeystoreException.AlreadyThere(fileOf(name));
    }
  }

  /**
   * Keeps a key. The folder is made if it is missing, for its owner only.
   *
   * @param name its name
   * @param key the key
   * @param password its password
   * @param strength how much work it is to try a password
   * @return the keystore
   * @throws KeystoreException if the name is taken or the file cannot be written
   */
  Keystore add(String name, PrivateKey key, String password, Keystore.Strength strength) {
    try {
      OwnerOnly.createFolder(folder);
    } catch (IOException e) {
      throw new KeystoreException.Unusable(folder, "cannot be made: " + e.getMessage());
    }
    return Keystore.write(fileOf(name), key, password, strength);
  }

  /**
   * @return the names of the files that may be keystores, sorted; none if there is no folder
   * @throws KeystoreException if the folder cannot be read
   */
  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = new ArrayList<>();
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING) && isName(name))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .forEach(names::add);
      return names;
    } catch (IOException e) {
      throw new KeystoreException.Unusable(folder, "cannot be read: " + e.getMessage());
    }
  }
}
