package dev.croupier.relay;

import java.time.Duration;

/**
 * How long things are good for at a relay.
 *
 * @param sessionFreshness for how long the node's word that a session is open is believed; a closed
 *     session takes messages no longer than this. Asked again after half of it. Default 30 s
 * @param absence for how long the node's word that a session is not open is believed. Default 2 s
 * @param challengeLifetime how long a login may take from the challenge on. Default 60 s
 * @param loginTimeout after which a connection without a login is closed. Default 10 s
 * @param requestLifetime how old a request may be. Default 60 s
 * @param proposalLifetime how long a proposal may wait. Default 10 min
 * @param history how long messages are kept for those who come back; zero keeps none. Default 10
 *     min
 * @param nodeTimeout how long to wait for an answer of the node. Default 5 s
 */
public record RelayTimes(
    Duration sessionFreshness,
    Duration absence,
    Duration challengeLifetime,
    Duration loginTimeout,
    Duration requestLifetime,
    Duration proposalLifetime,
    Duration history,
    Duration nodeTimeout) {

  /** The times named above. */
  public static final RelayTimes DEFAULT =
      new RelayTimes(
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));

  /** Checks the ranges. */
  public RelayTimes {
    requireMillis("session_freshness", sessionFreshness, 1);
    requireMillis("absence", absence, 0);
    requireMillis("challenge_lifetime", challengeLifetime, 1);
    requireMillis("login_timeout", loginTimeout, 1);
    requireMillis("request_lifetime", requestLifetime, 1);
    requireMillis("proposal_lifetime", proposalLifetime, 1);
    requireMillis("history", history, 0);
    requireMillis("node_timeout", nodeTimeout, 1);
  }

  private static void requireMillis(String setting, Duration value, long least) {
    InvalidRelayConfigException.requireRange(
        setting + " in milliseconds", value.toMillis(), least, Duration.ofDays(1).toMillis());
  }
}
