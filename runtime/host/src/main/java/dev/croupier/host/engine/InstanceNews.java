package dev.croupier.host.engine;

/** Something that happened to an app's instances beside their turns, for the operator. */
public sealed interface InstanceNews {

  /**
   * What runs the instances has ended; it will be started anew.
   *
   * @param reason why
   * @param location the best known place in the author's code, {@code ""} if unknown
   */
  record Ended(String reason, String location) implements InstanceNews {}

  /**
   * It runs again.
   *
   * @param tookMs how long that took
   */
  record Restarted(long tookMs) implements InstanceNews {}

  /**
   * It will not be started any more.
   *
   * @param reason why
   */
  record Lost(String reason) implements InstanceNews {}
}
