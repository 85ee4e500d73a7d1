package dev.croupier.transport;

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
   * Writes them as metrics.
   *
   * @param prefix how their names begin, such as {@code croupier_node}
   * @param text where to
   */
  public void describe(String prefix, PrometheusText text) {
    text.gauge(prefix + "_connections", "WebSocket connections open now.", connections);
    text.counter(prefix + "_connections_total", "WebSocket handshakes completed.", accepted);
    text.counter(prefix + "_connections_refused_total", "Connections turned away.", refused);
    text.counter(prefix + "_frames_received_total", "Messages received.", framesIn);
    text.counter(prefix + "_received_bytes_total", "Payload of messages received.", bytesIn);
    text.counter(prefix + "_frames_sent_total", "Frames sent.", framesOut);
    text.counter(prefix + "_sent_bytes_total", "Payload of frames sent.", bytesOut);
    text.counter(
        prefix + "_slow_receivers_total",
        "Connections closed because they did not take what was sent to them.",
        slowReceivers);
    text.counter(
        prefix + "_violations_total",
        "Connections closed because of oversized or malformed frames.",
        violations);
  }
}
