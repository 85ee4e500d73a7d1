package dev.croupier.client;

import dev.croupier.client.v0.V0Connection;

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
}
