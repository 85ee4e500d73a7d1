package dev.croupier.relay;

/**
 * How much a relay takes. What concerns bytes and connections is in {@link
 * dev.croupier.transport.TransportLimits}.
 *
 * @param connectionsPerWallet connections one wallet may have logged in. Default 16
 * @param sessions sessions in memory; the one longest unused gives way, and with it the memory of
 *     its request ids. Default 10,000
 * @param rememberedRequestIds request ids remembered of each sender in each session. Default 4096
 * @param signaturesPerRequest signatures one request may carry. Default 128
 * @param proposalsPerWallet proposals one wallet may have waiting at a time. Default 100
 * @param proposals proposals that may wait at a time. Default 10,000
 * @param proposalChars characters they may have in all. Default 64 Mi
 * @param historyMessages messages kept of one session. Default 256
 * @param historyCharsPerSession characters kept of one session. Default 1 Mi
 * @param historyChars characters kept in all. Default 64 Mi
 * @param nodeQuestions questions that may be under way at the node at a time. Default 32
 * @param waitingQuestions questions that may wait for that. Default 1000
 */
public record RelayLimits(
    int connectionsPerWallet,
    int sessions,
    int rememberedRequestIds,
    int signaturesPerRequest,
    int proposalsPerWallet,
    int proposals,
    long proposalChars,
    int historyMessages,
    int historyCharsPerSession,
    long historyChars,
    int nodeQuestions,
    int waitingQuestions) {

  /** The limits named above. */
  public static final RelayLimits DEFAULT =
      new RelayLimits(
          16, 10_000, 4096, 128, 100, 10_000, 64L << 20, 256, 1 << 20, 64L << 20, 32, 1000);

  /** Checks the ranges. */
  public RelayLimits {
    requireAtLeast("connections_per_wallet", connectionsPerWallet, 1);
    requireAtLeast("sessions", sessions, 1);
    requireAtLeast("remembered_request_ids", rememberedRequestIds, 16);
    requireAtLeast("signatures_per_request", signaturesPerRequest, 2);
    requireAtLeast("proposals_per_wallet", proposalsPerWallet, 1);
    requireAtLeast("proposals", proposals, 1);
    requireAtLeast("proposal_chars", proposalChars, 1024);
    requireAtLeast("history_messages", historyMessages, 0);
    requireAtLeast("history_chars_per_session", historyCharsPerSession, 0);
    requireAtLeast("history_chars", historyChars, 0);
    requireAtLeast("node_questions", nodeQuestions, 1);
    requireAtLeast("waiting_questions", waitingQuestions, 0);
  }

  private static void requireAtLeast(String setting, long value, long least) {
    InvalidRelayConfigException.requireRange("limits." + setting, value, least, Integer.MAX_VALUE);
  }
}
