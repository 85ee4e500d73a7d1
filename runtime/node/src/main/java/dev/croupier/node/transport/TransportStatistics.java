package dev.croupier.node.transport;

/**
 * What a {@link WebSocketServer} has seen since it started; totals, except {@code connections}.
 *
 * @param connections WebSocket connections open now
 * @param accepted WebSocket handshakes completed
 * @param refused connections turned away: too many, wrong path, no WebSocket handshake
 * @param framesIn messages received, fragments counted together
 * @param bytesIn their payload
 * @param framesOut frames handed to sockets
 * @param bytesOut their payload
 * @param slowReceivers connections closed because their queue overflowed or their socket stalled
 * @param violations connections closed because of oversized or malformed frames
 */
public record TransportStatistics(
    int connections,
    long accepted,
    long refused,
    long framesIn,
    long bytesIn,
    long framesOut,
    long bytesOut,
    long slowReceivers,
    long violations) {

  /**
   * Writes them as metrics named {@code croupier_node_…}.
   *
   * @param text where to
   */
  public void describe(PrometheusText text) {
    text.gauge("croupier_node_connections", "WebSocket connections open now.", connections);
    text.counter("croupier_node_connections_total", "WebSocket handshakes completed.", accepted);
    text.counter("croupier_node_connections_refused_total", "Connections turned away.", refused);
    text.counter("croupier_node_frames_received_total", "Messages received.", framesIn);
    text.counter("croupier_node_received_bytes_total", "Payload of messages received.", bytesIn);
    text.counter("croupier_node_frames_sent_total", "Frames sent.", framesOut);
    text.counter("croupier_node_sent_bytes_total", "Payload of frames sent.", bytesOut);
    text.counter(
        "croupier_node_slow_receivers_total",
        "Connections closed because they did not take what was sent to them.",
        slowReceivers);
    text.counter(
        "croupier_node_violations_total",
        "Connections closed because of oversized or malformed frames.",
        violations);
  }
}
