package dev.croupier.client.wire;

import dev.croupier.client.ConfigurationException;
import java.time.Duration;

/**
 * Sizes and times a wire holds to.
 *
 * @param connectTimeout from dialling to an open wire; positive
 * @param closeTimeout how long a polite close may take before the wire is cut; positive
 * @param keepAlive how often an idle wire is pinged; a peer that leaves pings unanswered for about
 *     twice as long is taken for lost; whole seconds, at least one
 * @param maxFrameBytes the largest frame read or written, in bytes of UTF-8; at least 1024
 * @param maxQueuedFrames how many frames may wait to be written; positive
 * @param maxQueuedBytes how many bytes may wait to be written; at least {@code maxFrameBytes}
 */
public record WireLimits(
    Duration connectTimeout,
    Duration closeTimeout,
    Duration keepAlive,
    int maxFrameBytes,
    int maxQueuedFrames,
    long maxQueuedBytes) {

  /** 10 s to connect, 2 s to close, pings every 15 s, frames of 4 MiB, 1024 frames or 16 MiB. */
  public static final WireLimits DEFAULTS =
      new WireLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          4 << 20,
          1024,
          16L << 20);

  /**
   * Checks the ranges.
   *
   * @throws ConfigurationException naming the value that is out of range
   */
  public WireLimits {
    ConfigurationException.requireAtLeast(
        "connectTimeout", connectTimeout.toMillis(), 1, "milliseconds");
    ConfigurationException.requireAtLeast(
        "closeTimeout", closeTimeout.toMillis(), 1, "milliseconds");
    ConfigurationException.requireAtLeast("keepAlive", keepAlive.toSeconds(), 1, "seconds");
    ConfigurationException.requireAtLeast("maxFrameBytes", maxFrameBytes, 1024, "bytes");
    ConfigurationException.requireAtLeast("maxQueuedFrames", maxQueuedFrames, 1, "frames");
    ConfigurationException.requireAtLeast("maxQueuedBytes", maxQueuedBytes, maxFrameBytes, "bytes");
  }
}
