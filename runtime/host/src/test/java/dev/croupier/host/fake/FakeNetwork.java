package dev.croupier.host.fake;

/** What becomes of frames between a relay and its users. */
public interface FakeNetwork {

  /** Every frame arrives at once and in order. */
  FakeNetwork PERFECT =
      (node, connection, arrival) -> {
        if (!connection.isReachable()) {
          return;
        }
        int login = connection.login();
        node.later(
            () -> {
              if (connection.login() == login) {
                arrival.run();
              }
            });
      };

  /**
   * Carries a frame to or from a connection.
   *
   * @param arrival what happens when it arrives; may be called never, once or several times, and
   *     must not be called when that connection has ended meanwhile
   */
  void carry(FakeNode node, FakeConnection connection, Runnable arrival);
}
