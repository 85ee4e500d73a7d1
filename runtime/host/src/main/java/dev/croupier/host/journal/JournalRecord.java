package dev.croupier.host.journal;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import java.util.List;
import java.util.Optional;

/**
 * One turn as it is recorded.
 *
 * @param seat the seat's name
 * @param run names the app instance; turn numbers start again with each
 * @param turn the turn's number within the run
 * @param session the session it happened in, empty for the seat's own turns
 * @param timeMs the time of the turn, Unix milliseconds
 * @param seed where the turn's randomness started
 * @param app the app's name
 * @param codeHash the hash of the app's code
 * @param input what happened
 * @param signedText for a message the text its sender signed, where the relay passed it on
 * @param effects what the app asked for
 * @param stateJson the session's new state as JSON text, empty if unchanged
 * @param failure the error the turn ended with; its effects and state are not recorded
 */
public record JournalRecord(
    String seat,
    String run,
    long turn,
    Optional<String> session,
    long timeMs,
    long seed,
    String app,
    String codeHash,
    Input input,
    Optional<String> signedText,
    List<Effect> effects,
    Optional<String> stateJson,
    Optional<AppFailure> failure) {

  /** The version of the written form. */
  public static final int FORMAT = 1;

  /** Copies the list. */
  public JournalRecord {
    effects = List.copyOf(effects);
  }
}
