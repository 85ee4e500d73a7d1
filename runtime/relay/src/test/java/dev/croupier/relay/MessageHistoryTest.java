package dev.croupier.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.SessionId;
import dev.croupier.rpc.messages.RelayedSession;
import dev.croupier.rpc.messages.RelayedSessions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageHistoryTest {
  private static final long START = 1000;

  private final RelayedSessions sessions = new RelayedSessions(100, 16);
  private final RelayedSession chess = session(1);
  private final RelayedSession dice = session(2);

  private RelayedSession session(int number) {
    return sessions.add(SessionId.parse("0x" + "%064x".formatted(number)), List.of());
  }

  private static MessageHistory history(int messages, int charsPerSession, long chars) {
    RelayLimits usual = RelayLimits.DEFAULT;
    RelayLimits limits =
        new RelayLimits(
            usual.connectionsPerWallet(),
            usual.sessions(),
            usual.rememberedRequestIds(),
            usual.signaturesPerRequest(),
            usual.proposalsPerWallet(),
            usual.proposals(),
            usual.proposalChars(),
            messages,
            charsPerSession,
            chars,
            usual.nodeQuestions(),
            usual.waitingQuestions());
    return new MessageHistory(Duration.ofSeconds(10), limits, START);
  }

  private static void requireExtract(
      MessageHistory history, RelayedSession session, long since, boolean complete, String... all) {
    MessageHistory.Extract extract = history.since(session.id(), since);
    assertThat(extract.frames()).containsExactly(all);
    assertThat(extract.complete()).isEqualTo(complete);
  }

  @Test
  void since_leavesOutWhatIsOlder() {
    MessageHistory history = history(10, 1000, 1000);
    history.keep(chess, 1001, "a");
    history.keep(dice, 1002, "b");
    history.keep(chess, 1003, "c");

    requireExtract(history, chess, 1001, true, "a", "c");
    requireExtract(history, chess, 1002, true, "c");
    requireExtract(history, dice, 1002, true, "b");
    requireExtract(history, dice, 1003, true);
    // Nothing is known of the time before the start.
    requireExtract(history, chess, START, false, "a", "c");
  }

  @Test
  void tooManyOfASession_theOldestOfItGo() {
    MessageHistory history = history(2, 1000, 1000);
    history.keep(dice, 1001, "d");
    for (int i = 0; i < 4; i++) {
      history.keep(chess, 1002 + i, "c" + i);
    }

    requireExtract(history, chess, 1003, false, "c2", "c3");
    requireExtract(history, chess, 1004, true, "c2", "c3");
    requireExtract(history, dice, 1001, true, "d");
  }

  @Test
  void tooMuchInAll_theOldestOfAllGo() {
    MessageHistory history = history(10, 1000, 6);
    history.keep(dice, 1001, "ddd");
    history.keep(chess, 1002, "ccc");
    history.keep(chess, 1003, "x");

    requireExtract(history, dice, 1001, false);
    requireExtract(history, chess, 1002, true, "ccc", "x");
    assertThat(history.count()).isEqualTo(2);
  }

  @Test
  void messageLargerThanAllBounds_isNotKept() {
    MessageHistory history = history(10, 3, 100);
    history.keep(chess, 1001, "far too long");

    requireExtract(history, chess, 1001, false);
    requireExtract(history, chess, 1002, true);
    assertThat(history.count()).isZero();
  }

  @Test
  void tooOld_isForgotten() {
    MessageHistory history = history(10, 1000, 1000);
    history.keep(chess, 1001, "a");
    history.keep(dice, 11_001, "b");

    requireExtract(history, chess, 1001, false);
    requireExtract(history, dice, 11_001, true, "b");
  }

  @Test
  void closedSession_isForgotten() {
    MessageHistory history = history(10, 1000, 1000);
    history.keep(chess, 1001, "a");
    history.keep(dice, 1002, "b");
    history.forget(chess.id());

    assertThat(history.count()).isEqualTo(1);
    history.keep(dice, 1003, "c");
    requireExtract(history, dice, 1002, true, "b", "c");
  }
}
