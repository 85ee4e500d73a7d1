package dev.croupier.cli.bench.run;

import dev.croupier.cli.Terminal;

/**
 * Tells how a benchmark gets on: on a terminal one line that is written over, elsewhere a line per
 * figure on the error stream. Called from the thread that runs the benchmark.
 */
public final class Stages {
  private final Terminal terminal;
  private final int total;
  private int number;
  private String figure = "";

  /**
   * @param terminal where to tell it
   * @param total how many figures there will be
   */
  public Stages(Terminal terminal, int total) {
    this.terminal = terminal;
    this.total = total;
  }

  /**
   * The next figure is begun.
   *
   * @param name which
   */
  public void next(String name) {
    number++;
    figure = name;
    if (terminal.person()) {
      stage("");
    } else {
      terminal.note("[" + number + "/" + total + "] " + name);
    }
  }

  /**
   * Something is done for it.
   *
   * @param what what
   */
  public void stage(String what) {
    if (terminal.person()) {
      terminal.over(
          "[" + number + "/" + total + "] " + figure + (what.isEmpty() ? "" : ": " + what));
    }
  }

  /** Everything is done; the line goes away. */
  public void done() {
    if (terminal.person()) {
      terminal.over("");
    }
  }
}
