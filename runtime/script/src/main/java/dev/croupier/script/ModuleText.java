package dev.croupier.script;

import java.nio.file.Path;

/** One file of an app: as the author wrote it and as it runs. The arrays are never changed. */
final class ModuleText {
  private final Path path;
  private final byte[] written;
  private final byte[] runnable;
  private final Positions positions;

  /**
   * @param path its virtual path
   * @param written the file's bytes
   * @param runnable what the engine is given; for JavaScript the same bytes
   * @param positions leads from places in the runnable text back to the author's
   */
  ModuleText(Path path, byte[] written, byte[] runnable, Positions positions) {
    this.path = path;
    this.written = written;
    this.runnable = runnable;
    this.positions = positions;
  }

  Path path() {
    return path;
  }

  byte[] written() {
    return written;
  }

  byte[] runnable() {
    return runnable;
  }

  Positions positions() {
    return positions;
  }

  /**
   * @param path a virtual path
   * @param written the file's bytes
   * @return the file, translated if it is TypeScript
   */
  static ModuleText of(Path path, byte[] written) {
    return path.toString().endsWith(".ts")
        ? TypeScript.translate(path, written)
        : new ModuleText(path, written, written, Positions.SAME);
  }

  /** Leads from a place in the running text to the one in the author's text. */
  @FunctionalInterface
  interface Positions {
    /** The running text is the author's. */
    Positions SAME = (line, column) -> new Position(line, column);

    /**
     * @param line from 1
     * @param column from 1
     * @return the author's place
     */
    Position authors(int line, int column);
  }

  /**
   * A place in a text.
   *
   * @param line from 1
   * @param column from 1
   */
  record Position(int line, int column) {}
}
