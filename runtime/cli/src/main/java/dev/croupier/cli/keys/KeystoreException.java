package dev.croupier.cli.keys;

import dev.croupier.app.CroupierException;
import java.nio.file.Path;

/** A keystore cannot be read, opened or written. Messages name the file, never what is in it. */
public abstract sealed class KeystoreException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  private KeystoreException(Path file, String problem) {
    super(file + " " + problem);
    this.file = file;
    this.problem = problem;
  }

  /**
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * @return what is wrong with it, a sentence whose subject is the file
   */
  public String problem() {
    return problem;
  }

  /** There is no such file, or the operating system does not let it be read or written. */
  public static final class Unusable extends KeystoreException {
    private static final long serialVersionUID = 1L;

    Unusable(Path file, String problem) {
      super(file, problem);
    }
  }

  /** The file is something else than a keystore, or was damaged. */
  public static final class NotKeystore extends KeystoreException {
    private static final long serialVersionUID = 1L;

    NotKeystore(Path file, String reason) {
      super(file, "is no keystore of version 3 (Web3 Secret Storage): " + reason);
    }
  }

  /** The password does not open it. A damaged secret looks the same, so both are said. */
  public static final class WrongPassword extends KeystoreException {
    private static final long serialVersionUID = 1L;

    WrongPassword(Path file) {
      super(file, "does not open with this password (a damaged file looks the same)");
    }
  }

  /** What the keystore holds belongs to another address than it says. */
  public static final class OtherAddress extends KeystoreException {
    private static final long serialVersionUID = 1L;

    OtherAddress(Path file, String written, String actual) {
      super(file, "says it holds the key of " + written + ", but holds that of " + actual);
    }
  }

  /** Other users of the machine may read or change it. */
  public static final class OpenToOthers extends KeystoreException {
    private static final long serialVersionUID = 1L;

    OpenToOthers(Path file, String permissions, String remedy) {
      super(file, "is open to other users (" + permissions + "); " + remedy);
    }
  }

  /** Nothing is ever written over a keystore. */
  public static final class AlreadyThere extends KeystoreException {
    private static final long serialVersionUID = 1L;

    AlreadyThere(Path file) {
      super(file, "is there already, and keystores are never written over; take another name");
    }
  }
}
