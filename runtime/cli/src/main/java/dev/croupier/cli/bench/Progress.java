package dev.croupier.cli.bench;

/** Hears how a benchmark gets on. Called from the thread that runs it. */
public interface Progress {

  /**
   * A figure is being measured.
   *
   * @param figure its name
   * @param number which one, from 1
   * @param total how many there are
   * @param stage what is being done for it
   */
  void at(String figure, int number, int total, String stage);

  /**
   * A figure is there.
   *
   * @param figure the figure
   */
  void done(Figure figure);
}
