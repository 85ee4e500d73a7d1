package dev.croupier.cli.bench.node;

import java.util.List;

/**
 * Logins as clients do them: a new connection, the challenge, the wallet's signature, the session
 * key registered. Nothing can be signed ahead, since the challenge is new each time.
 */
final class Logins implements Workload {
  private final List<LoginLane> lanes;

  private Logins(List<LoginLane> lanes) {
    this.lanes = lanes;
  }

  static Workload of(Crowd crowd, int clients) {
    return new Logins(
        crowd.players(clients).stream()
            .map(player -> new LoginLane(player, crowd.links()))
            .toList());
  }

  @Override
  public String name() {
    return "logins, each on a new connection";
  }

  @Override
  public String unit() {
    return "logins";
  }

  @Override
  public List<? extends Lane> lanes() {
    return lanes;
  }

  @Override
  public void close() {}

  private record LoginLane(Player player, NodeLinks links) implements Lane {
    @Override
    public void prepare(int operations, long timestampMs) {}

    @Override
    public boolean start(Probe probe) {
      var _ =
          links
              .open()
              .thenCompose(player::logIn)
              .whenComplete(
                  (link, failure) -> {
                    if (failure == null) {
                      probe.happened();
                      link.close();
                      probe.end();
                    } else {
                      Throwable cause = failure.getCause();
                      probe.fail(String.valueOf((cause == null ? failure : cause).getMessage()));
                    }
                  });
      return true;
    }
  }
}
