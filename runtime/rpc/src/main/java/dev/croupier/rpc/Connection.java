package dev.croupier.rpc;

import dev.croupier.protocol.Address;
import dev.croupier.transport.Peer;
import org.jspecify.annotations.Nullable;

/** One connection and the wallet that logged in on it, if any. */
public final class Connection {
  private final Peer peer;
  private volatile @Nullable Address wallet;

  Connection(Peer peer) {
    this.peer = peer;
  }

  /**
   * @return where frames to this connection go
   */
  public Peer peer() {
    return peer;
  }

  /**
   * @return the wallet that logged in, or null
   */
  public @Nullable Address wallet() {
    return wallet;
  }

  void wallet(Address loggedIn) {
    this.wallet = loggedIn;
  }

  @Override
  public String toString() {
    return "connection " + peer.id();
  }
}
