package dev.croupier.rpc;

import dev.croupier.protocol.Address;
import dev.croupier.transport.Peer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All open connections, and which of them belong to a wallet: a wallet may have any number
 * (clearnode-0.x 1). Safe for concurrent use.
 */
public final class Connections {
  private final Map<Long, Connection> open = new ConcurrentHashMap<>();
  private final Map<Address, List<Connection>> byWallet = new ConcurrentHashMap<>();

  /**
   * @param peer a new connection
   * @return its entry
   */
  public Connection add(Peer peer) {
    Connection connection = new Connection(peer);
    open.put(peer.id(), connection);
    return connection;
  }

  /**
   * @param peer an open connection
   * @return its entry, or null if it is gone
   */
  public @Nullable Connection find(Peer peer) {
    return open.get(peer.id());
  }

  /**
   * @param peer a connection that is gone
   */
  public void remove(Peer peer) {
    Connection connection = open.remove(peer.id());
    if (connection != null && connection.wallet() != null) {
      detach(connection, connection.wallet());
    }
  }

  /**
   * Gives a connection to a wallet; what it was before is forgotten.
   *
   * @param connection the connection
   * @param wallet the wallet that logged in on it
   * @return false if it belonged to this wallet already, or is gone
   */
  public boolean logIn(Connection connection, Address wallet) {
    Address before = connection.wallet();
    if (wallet.equals(before)) {
      return false;
    }
    if (before != null) {
      detach(connection, before);
    }
    connection.wallet(wallet);
    byWallet.compute(
        wallet,
        (same, others) -> {
          List<Connection> all = others == null ? new CopyOnWriteArrayList<>() : others;
          all.add(connection);
          return all;
        });
    if (!open.containsKey(connection.peer().id())) {
      detach(connection, wallet);
      return false;
    }
    return true;
  }

  /**
   * @param wallet a wallet
   * @return its connections, possibly none
   */
  public Collection<Connection> of(Address wallet) {
    return byWallet.getOrDefault(wallet, List.of());
  }

  /**
   * @return how many connections are open
   */
  public int count() {
    return open.size();
  }

  private void detach(Connection connection, Address wallet) {
    byWallet.computeIfPresent(
        wallet,
        (same, all) -> {
          all.remove(connection);
          return all.isEmpty() ? null : all;
        });
  }
}
