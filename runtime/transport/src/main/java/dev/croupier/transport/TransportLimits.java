package dev.croupier.transport;

import java.time.Duration;

/**
 * What one connection may cost. The defaults suit a node on a developer's machine and let every
 * well-behaved client of the protocol through.
 *
 * @param maxFrameBytes longest message from a client, fragments together, in bytes; a longer one
 *     closes the connection with code 1009. Default 1 MiB
 * @param maxConnections open connections, those still in their handshake included; further ones are
 *     refused with HTTP 503. Default 4096
 * @param framesPerSecond frames, pings included, that one connection may send per second in the
 *     long run; what comes faster waits in the client's socket. Default 20,000
 * @param burstFrames frames a connection that was quiet may send at once before {@code
 *     framesPerSecond} holds. Default 20,000
 * @param outgoingFrames frames that may wait for one receiver; one more closes its connection with
 *     code 1013. Default 4096
 * @param outgoingBytes bytes that may wait for one receiver; more closes its connection with code
 *     1013. Default 8 MiB
 * @param pendingFrames frames of one connection that may wait to be handled; then nothing more is
 *     read from it until there is room (clearnode-0.x 1). Default 10
 * @param handshakeTimeout from accepting a connection to the end of its WebSocket handshake.
 *     Default 10 s
 * @param idleTimeout silence of a client after which its connection is closed; zero is never, as on
 *     public servers (clearnode-0.x 1). Default zero
 * @param writeStall how long a receiver may take nothing while its socket is full, before its
 *     connection is cut. Default 5 s
 * @param closeTimeout how long the other side has to end the connection after a close frame, and
 *     how long stopping the server waits at most. Default 2 s
 */
public record TransportLimits(
    int maxFrameBytes,
    int maxConnections,
    int framesPerSecond,
    int burstFrames,
    int outgoingFrames,
    int outgoingBytes,
    int pendingFrames,
    Duration handshakeTimeout,
    Duration idleTimeout,
    Duration writeStall,
    Duration closeTimeout) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** The limits a node has when nothing is configured; see the members. */
  public static final TransportLimits DEFAULTS =
      new TransportLimits(
          1 << 20,
          4096,
          20_000,
          20_000,
          4096,
          8 << 20,
          10,
          Duration.ofSeconds(10),
          Duration.ZERO,
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  /**
   * Checks every member.
   *
   * @throws InvalidLimitException when a count is below 1, a frame would not fit, or a time is not
   *     positive or longer than a day ({@code idleTimeout} may be zero)
   */
  public TransportLimits {
    atLeast("maxFrameBytes", maxFrameBytes, 125);
    atLeast("maxConnections", maxConnections, 1);
    atLeast("framesPerSecond", framesPerSecond, 1);
    atLeast("burstFrames", burstFrames, 1);
    atLeast("outgoingFrames", outgoingFrames, 1);
    atLeast("outgoingBytes", outgoingBytes, 1024);
    atLeast("pendingFrames", pendingFrames, 1);
    positive("handshakeTimeout", handshakeTimeout);
    if (!idleTimeout.isZero()) {
      positive("idleTimeout", idleTimeout);
    }
    positive("writeStall", writeStall);
    positive("closeTimeout", closeTimeout);
  }

  /**
   * These limits with another size of frame.
   *
   * @param bytes new {@link #maxFrameBytes}, 125 or more
   * @return a changed copy
   */
  public TransportLimits withMaxFrameBytes(int bytes) {
    return copy(bytes, maxConnections, framesPerSecond, burstFrames, outgoingFrames, outgoingBytes);
  }

  /**
   * These limits with another number of connections.
   *
   * @param connections new {@link #maxConnections}, 1 or more
   * @return a changed copy
   */
  public TransportLimits withMaxConnections(int connections) {
    return copy(
        maxFrameBytes, connections, framesPerSecond, burstFrames, outgoingFrames, outgoingBytes);
  }

  /**
   * These limits with another rate.
   *
   * @param perSecond new {@link #framesPerSecond}, 1 or more
   * @param burst new {@link #burstFrames}, 1 or more
   * @return a changed copy
   */
  public TransportLimits withRate(int perSecond, int burst) {
    return copy(maxFrameBytes, maxConnections, perSecond, burst, outgoingFrames, outgoingBytes);
  }

  /**
   * These limits with another queue per receiver.
   *
   * @param frames new {@link #outgoingFrames}, 1 or more
   * @param bytes new {@link #outgoingBytes}, 1024 or more
   * @return a changed copy
   */
  public TransportLimits withOutgoing(int frames, int bytes) {
    return copy(maxFrameBytes, maxConnections, framesPerSecond, burstFrames, frames, bytes);
  }

  /**
   * These limits with another number of unhandled frames.
   *
   * @param frames new {@link #pendingFrames}, 1 or more
   * @return a changed copy
   */
  public TransportLimits withPendingFrames(int frames) {
    return new TransportLimits(
        maxFrameBytes,
        maxConnections,
        framesPerSecond,
        burstFrames,
        outgoingFrames,
        outgoingBytes,
        frames,
        handshakeTimeout,
        idleTimeout,
        writeStall,
        closeTimeout);
  }

  /**
   * These limits with other times.
   *
   * @param handshake new {@link #handshakeTimeout}
   * @param idle new {@link #idleTimeout}, zero for never
   * @param stall new {@link #writeStall}
   * @param close new {@link #closeTimeout}
   * @return a changed copy
   */
  public TransportLimits withTimeouts(
      Duration handshake, Duration idle, Duration stall, Duration close) {
    return new TransportLimits(
        maxFrameBytes,
        maxConnections,
        framesPerSecond,
        burstFrames,
        outgoingFrames,
        outgoingBytes,
        pendingFrames,
        handshake,
        idle,
        stall,
        close);
  }

  private TransportLimits copy(
      int frameBytes, int connections, int rate, int burst, int frames, int bytes) {
    return new TransportLimits(
        frameBytes,
        connections,
        rate,
        burst,
        frames,
        bytes,
        pendingFrames,
        handshakeTimeout,
        idleTimeout,
        writeStall,
        closeTimeout);
  }

  private static void atLeast(String limit, int value, int least) {
    if (value < least) {
      throw new InvalidLimitException(limit, value, least + " or more");
    }
  }

  private static void positive(String limit, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new InvalidLimitException(limit, value, "more than zero and at most a day");
    }
  }
}
