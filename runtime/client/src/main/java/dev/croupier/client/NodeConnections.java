package dev.croupier.client;

import dev.croupier.client.v0.RelayServiceConnection;
import dev.croupier.client.v0.V0Connection;
import dev.croupier.client.v0.V0Reader;

/** Makes connections; the place where a dialect is chosen. */
public final class NodeConnections {

  private NodeConnections() {}

  /**
   * Prepares a connection; nothing is dialled before {@link NodeConnection#connect}.
   *
   * @param config where to, as whom, and with which bounds
   * @param listener hears what the node tells unasked
   * @return a connection that speaks the node's protocol
   */
  public static NodeConnection open(ClientConfig config, NodeListener listener) {
    return new V0Connection(config, listener);
  }

  /**
   * Prepares a connection without a login; nothing is dialled before {@link NodeReader#connect}.
   *
   * @param config where to and with which bounds; its wallet signs nothing
   * @param listener hears of comings and goings
   * @return a connection that speaks the node's protocol
   */
  public static NodeReader openReader(ClientConfig config, NodeListener listener) {
    return new V0Reader(config, listener);
  }

  /**
   * Prepares a connection to a relay service; nothing is dialled before {@link
   * RelayConnection#connect}.
   *
   * @param config where the relay listens, as whom to log in, and with which bounds; its {@link
   *     ClientConfig#brokerAddress} is the relay's key
   * @param listener hears what the relay tells unasked
   * @return a connection to the relay
   */
  public static RelayConnection openRelay(ClientConfig config, NodeListener listener) {
    return new RelayServiceConnection(config, listener);
  }
}
