package dev.croupier.node;

import java.time.Duration;

/**
 * How long things are good for.
 *
 * @param requestLifetime how old the timestamp of a private call may be (clearnode-0.x 4). Default
 *     60 s
 * @param challengeLifetime how long a login may take from challenge to signature (5.1). Default 5
 *     minutes
 * @param activityLimit how long a wallet may be silent before it must log in again (5.5). Default
 *     24 h
 * @param tokenLifetime how long a token logs in again (5.4). Default 24 h
 * @param proposalLifetime longest time a proposal may wait for answers. Default 10 minutes
 */
public record NodeTimes(
    Duration requestLifetime,
    Duration challengeLifetime,
    Duration activityLimit,
    Duration tokenLifetime,
    Duration proposalLifetime) {

  /** The times of the public servers. */
  public static final NodeTimes DEFAULT =
      new NodeTimes(
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          Duration.ofHours(24),
          Duration.ofMinutes(10));

  /** Checks that all are positive. */
  public NodeTimes {
    requirePositive("times.request", requestLifetime);
    requirePositive("times.challenge", challengeLifetime);
    requirePositive("times.activity", activityLimit);
    requirePositive("times.token", tokenLifetime);
    requirePositive("times.proposal", proposalLifetime);
  }

  private static void requirePositive(String setting, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new InvalidNodeConfigException(setting, value.toString(), "must be positive");
    }
  }
}
