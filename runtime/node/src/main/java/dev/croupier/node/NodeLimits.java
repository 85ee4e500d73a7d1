package dev.croupier.node;

/**
 * How much the node takes. What concerns bytes and connections is in {@link
 * dev.croupier.transport.TransportLimits}.
 *
 * @param pendingChallenges logins that may wait for a signature at a time (clearnode-0.x 5.1).
 *     Default 1000
 * @param signaturesPerRequest signatures one request may carry. Default 128
 * @param participantsPerSession participants one session may have. Default 128
 * @param relayedSessions sessions the relay keeps in memory; the one longest unused gives way, and
 *     with it the memory of its request ids. Default 10,000
 * @param rememberedRequestIds request ids the relay remembers of each sender in each session.
 *     Default 4096
 * @param pendingProposals proposals one wallet may have waiting at a time. Default 100
 */
public record NodeLimits(
    int pendingChallenges,
    int signaturesPerRequest,
    int participantsPerSession,
    int relayedSessions,
    int rememberedRequestIds,
    int pendingProposals) {

  /** Limits that no ordinary use reaches. */
  public static final NodeLimits DEFAULT = new NodeLimits(1000, 128, 128, 10_000, 4096, 100);

  /** Checks the ranges. */
  public NodeLimits {
    requireAtLeast("limits.pending_challenges", pendingChallenges, 1);
    requireAtLeast("limits.signatures_per_request", signaturesPerRequest, 2);
    requireAtLeast("limits.participants_per_session", participantsPerSession, 2);
    requireAtLeast("limits.relayed_sessions", relayedSessions, 1);
    requireAtLeast("limits.remembered_request_ids", rememberedRequestIds, 16);
    requireAtLeast("limits.pending_proposals", pendingProposals, 1);
  }

  private static void requireAtLeast(String setting, int value, int least) {
    if (value < least) {
      throw new InvalidNodeConfigException(
          setting, Integer.toString(value), "must be " + least + " or more");
    }
  }
}
