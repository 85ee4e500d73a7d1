package dev.croupier.host;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeListener;

/** Where seats get their connections from: it knows nodes and keys, the host knows neither. */
@FunctionalInterface
public interface NodeConnections {

  /**
   * Makes the connection of a seat, without dialling yet.
   *
   * @param seat the seat
   * @param listener told what the node tells
   * @return the connection, closed by the host
   */
  NodeConnection open(SeatConfig seat, NodeListener listener);
}
