package dev.croupier.host.delivery;

import java.util.List;

/**
 * The bounds within which messages are kept, held back and asked for.
 *
 * @param keptMessages a session's own messages that are kept for those who have missed them; older
 *     ones are told as lost; default 256
 * @param keptBytes their size together, UTF-8 bytes of data; default 256 KiB
 * @param unsent a session's own messages that may wait for the connection; a further one is
 *     refused; default 100
 * @param earlyMessages messages of one sender in one session held back until those before them have
 *     come; further ones are dropped and asked for again; default 256
 * @param earlyBytes their size together, UTF-8 bytes of data; default 1 MiB
 * @param partMessages messages in one control message; default 64
 * @param partBytes their signed texts together, in characters, unless it is one; default 64 Ki
 * @param answerParts control messages in one answer; whoever lacks more asks again; default 8
 * @param reorderMs how long a missing message may be just late before it is asked for; default 500
 * @param longestAskMs the longest pause between two askings, which begin at {@code reorderMs} and
 *     double; default 8 s
 * @param gapTimeoutMs how long missing messages are asked for before they count as lost; default 60
 *     s
 * @param answerPauseMs the shortest time between two answers in one session; default 1 s
 * @param quietMs how long a session is quiet before the others are asked whether they have
 *     everything; doubles at every repetition up to a minute; default 3 s
 * @param quietAsks how often at most, while some Croupier participant has not confirmed; default 8
 * @param strangerAsks how often at most in a session whose other participants have not shown what
 *     they are; default 3
 */
public record DeliveryLimits(
    int keptMessages,
    int keptBytes,
    int unsent,
    int earlyMessages,
    int earlyBytes,
    int partMessages,
    int partBytes,
    int answerParts,
    long reorderMs,
    long longestAskMs,
    long gapTimeoutMs,
    long answerPauseMs,
    long quietMs,
    int quietAsks,
    int strangerAsks) {

  /** The default of every limit. */
  public static final DeliveryLimits DEFAULTS =
      new DeliveryLimits(
          256,
          256 * 1024,
          100,
          256,
          1 << 20,
          64,
          64 * 1024,
          8,
          500,
          8_000,
          60_000,
          1_000,
          3_000,
          8,
          3);

  /**
   * @param unsent a session's own messages that may wait for the connection
   * @return these limits with that one changed
   */
  public DeliveryLimits withUnsent(int unsent) {
    return new DeliveryLimits(
        keptMessages,
        keptBytes,
        unsent,
        earlyMessages,
        earlyBytes,
        partMessages,
        partBytes,
        answerParts,
        reorderMs,
        longestAskMs,
        gapTimeoutMs,
        answerPauseMs,
        quietMs,
        quietAsks,
        strangerAsks);
  }

  /**
   * @param keptMessages a session's own messages that are kept for others
   * @param keptBytes their size together
   * @return these limits with those changed
   */
  public DeliveryLimits withKept(int keptMessages, int keptBytes) {
    return new DeliveryLimits(
        keptMessages,
        keptBytes,
        unsent,
        earlyMessages,
        earlyBytes,
        partMessages,
        partBytes,
        answerParts,
        reorderMs,
        longestAskMs,
        gapTimeoutMs,
        answerPauseMs,
        quietMs,
        quietAsks,
        strangerAsks);
  }

  /**
   * @param partMessages messages in one control message
   * @param partBytes their signed texts together
   * @return these limits with those changed
   */
  public DeliveryLimits withParts(int partMessages, int partBytes) {
    return new DeliveryLimits(
        keptMessages,
        keptBytes,
        unsent,
        earlyMessages,
        earlyBytes,
        partMessages,
        partBytes,
        answerParts,
        reorderMs,
        longestAskMs,
        gapTimeoutMs,
        answerPauseMs,
        quietMs,
        quietAsks,
        strangerAsks);
  }

  /** Checks that every limit lets something through. */
  public DeliveryLimits {
    if (keptMessages < 1
        || keptBytes < 1
        || unsent < 1
        || earlyMessages < 1
        || earlyBytes < 1
        || partMessages < 1
        || partBytes < 1
        || answerParts < 1
        || reorderMs < 1
        || quietMs < 1) {
      throw new DeliveryLimitsException(
          "limits of delivery must be at least 1: "
              + List.of(
                  keptMessages,
                  keptBytes,
                  unsent,
                  earlyMessages,
                  earlyBytes,
                  partMessages,
                  partBytes,
                  answerParts,
                  reorderMs,
                  quietMs));
    }
  }

  /** The pause before the askings double no further, as {@code quietMs} goes. */
  static final long LONGEST_QUIET_MS = 60_000;
}
