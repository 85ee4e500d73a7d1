package dev.croupier.host.journal;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.SessionView;
import java.util.List;
import java.util.Optional;

/**
 * One turn as it is recorded.
 *
 * @param seat the seat's name
 * @param wallet the seat's wallet, EIP-55 text; {@code ""} in records of format 1
 * @param run names the loaded version of the app; turn numbers start again with each, per lane
 * @param lane which of the run's instances handled it, from 0
 * @param turn the turn's number within run and lane, from 1; {@link #NO_TURN} where none was run
 * @param session the session it happened in, empty for the seat's own turns
 * @param view that session as it stood when the turn began; left out where it stood as the record
 *     of its turn before, in the same run, leaves it
 * @param sessionVersion the session's version at the node when the turn began; 0 without a session,
 *     or where it changed during the turn
 * @param timeMs the time of the turn, Unix milliseconds
 * @param seed where the turn's randomness started
 * @param app the app's name
 * @param codeHash the hash of the app's code
 * @param version the version the app calls itself, the hash where it calls itself none
 * @param input what happened
 * @param signedText for another's message the text its sender signed, where the relay passed it on
 * @param reads what the app asked of its seat, in order
 * @param effects what the app asked for
 * @param sent how the messages among the effects go out
 * @param stateJson the session's new state as JSON text, empty if unchanged
 * @param failure the error the turn ended with; its state and its effects but log lines are not
 *     recorded
 */
public record JournalRecord(
    String seat,
    String wallet,
    String run,
    int lane,
    long turn,
    Optional<String> session,
    Optional<SessionView> view,
    long sessionVersion,
    long timeMs,
    long seed,
    String app,
    String codeHash,
    String version,
    Input input,
    Optional<String> signedText,
    List<SeatRead> reads,
    List<Effect> effects,
    List<SentMessage> sent,
    Optional<String> stateJson,
    Optional<AppFailure> failure) {

  /** The version of the written form. */
  public static final int FORMAT = 2;

  /** The oldest written form that is still read. */
  public static final int OLDEST_FORMAT = 1;

  /**
   * The {@link #turn} of a record that is no turn: that a call's request leaves, or the answer to a
   * call of an earlier run, settled by the host after a restart. No app hears of it.
   */
  public static final long NO_TURN = 0;

  /** Copies the lists. */
  public JournalRecord {
    reads = List.copyOf(reads);
    effects = List.copyOf(effects);
    sent = List.copyOf(sent);
  }

  /**
   * A record that is no turn: what the host itself did about a call.
   *
   * @param seat the seat's name
   * @param wallet its wallet, EIP-55 text
   * @param call the call
   * @param timeMs the time, Unix milliseconds
   * @param app the app's name
   * @param codeHash the hash of its code
   * @param version the version it calls itself
   * @param input what is recorded of the call
   * @return the record
   */
  public static JournalRecord ofCall(
      String seat,
      String wallet,
      CallRef call,
      long timeMs,
      String app,
      String codeHash,
      String version,
      Input input) {
    return new JournalRecord(
        seat,
        wallet,
        call.run(),
        call.lane(),
        NO_TURN,
        call.session(),
        Optional.empty(),
        0,
        timeMs,
        0,
        app,
        codeHash,
        version,
        input,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
