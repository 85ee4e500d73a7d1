package dev.croupier.host.fake;

import java.util.random.RandomGenerator;

/** Loses, repeats, delays and reorders frames, until it is told to behave. */
public final class BadNetwork implements FakeNetwork {

  private static final long LONGEST_DELAY_MS = 900;

  private final RandomGenerator random;
  private final int lossPercent;
  private final int repeatPercent;

  /** Whether frames are spoilt. */
  public boolean bad = true;

  public BadNetwork(RandomGenerator random, int lossPercent, int repeatPercent) {
    this.random = random;
    this.lossPercent = lossPercent;
    this.repeatPercent = repeatPercent;
  }

  @Override
  public void carry(FakeNode node, FakeConnection connection, Runnable arrival) {
    if (!bad) {
      PERFECT.carry(node, connection, arrival);
      return;
    }
    if (!connection.isReachable() || random.nextInt(100) < lossPercent) {
      return;
    }
    int copies = random.nextInt(100) < repeatPercent ? 2 : 1;
    int login = connection.login();
    for (int i = 0; i < copies; i++) {
      node.later(
          random.nextInt(3) == 0 ? random.nextLong(LONGEST_DELAY_MS) : 0,
          () -> {
            if (connection.login() == login) {
              arrival.run();
            }
          });
    }
  }
}
