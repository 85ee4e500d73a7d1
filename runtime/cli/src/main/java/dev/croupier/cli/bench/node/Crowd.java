package dev.croupier.cli.bench.node;

import dev.croupier.cli.bench.run.BenchException;
import dev.croupier.protocol.crypto.Secp256k1;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Makes funded players and logs them in. */
final class Crowd {
  /** What every player gets. */
  private static final String FUNDS = "100000000";

  private final NodeLinks links;
  private final Faucet faucet;
  private final String asset;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** A player and its connection. */
  record Seated(Player player, NodeLink link) {}

  Crowd(NodeLinks links, Faucet faucet, String asset, Clock clock) {
    this.links = links;
    this.faucet = faucet;
    this.asset = asset;
    this.clock = clock;
  }

  NodeLinks links() {
    return links;
  }

  String asset() {
    return asset;
  }

  Clock clock() {
    return clock;
  }

  /** Players without money and connections. */
  List<Player> players(int count) {
    List<Player> players = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      players.add(new Player(Secp256k1.best(), random, asset, clock));
    }
    return players;
  }

  /**
   * Players with money, logged in.
   *
   * @throws BenchException if the node does not let them
   */
  List<Seated> seated(int count, boolean funded) throws InterruptedException {
    List<Seated> seated = new ArrayList<>(count);
    for (Player player : players(count)) {
      if (funded) {
        faucet.fund(player.address(), asset, FUNDS);
      }
      try {
        NodeLink link = links.open().thenCompose(player::logIn).join();
        seated.add(new Seated(player, link));
      } catch (CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new BenchException("a player cannot log in: " + cause.getMessage(), cause);
      }
    }
    return seated;
  }
}
