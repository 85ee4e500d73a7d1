package dev.croupier.host.loop;

/** The strand that is the caller's own thread. */
record InlineStrand() implements Strand {

  @Override
  public boolean inline() {
    return true;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void close() {}
}
