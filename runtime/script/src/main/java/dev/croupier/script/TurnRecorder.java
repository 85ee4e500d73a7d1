package dev.croupier.script;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Collects what a script asks for and reports during one turn, within the limits. */
final class TurnRecorder {
  private final ScriptLimits limits;
  private final List<Effect> effects = new ArrayList<>();
  private final List<AppFailure> unhandled = new ArrayList<>();
  private Optional<AppFailure> failure = Optional.empty();
  private long lastCallId;
  private int logLines;

  TurnRecorder(ScriptLimits limits) {
    this.limits = limits;
  }

  void begin() {
    effects.clear();
    unhandled.clear();
    failure = Optional.empty();
    logLines = 0;
  }

  /**
   * @param make makes the effect from its call id
   * @return the call id
   */
  long call(LongFunction<Effect> make) {
    add(make.apply(lastCallId + 1));
    return ++lastCallId;
  }

  void add(Effect effect) {
    if (effects.size() - logLines >= limits.maxEffects()) {
      throw new TooManyEffectsException(limits.maxEffects());
    }
    effects.add(effect);
  }

  void log(String level, String text) {
    if (logLines < limits.maxLogLines()) {
      effects.add(new Effect.Log(level, text));
    } else if (logLines == limits.maxLogLines()) {
      effects.add(
          new Effect.Log(
              "warn", "further log lines of this turn are dropped; at most " + logLines));
    } else {
      return;
    }
    logLines++;
  }

  void fail(AppFailure reason) {
    failure = Optional.of(reason);
  }

  void report(AppFailure reason) {
    unhandled.add(reason);
  }

  List<Effect> effects() {
    return effects;
  }

  List<AppFailure> unhandled() {
    return unhandled;
  }

  Optional<AppFailure> failure() {
    return failure;
  }

  /**
   * @return what stays of a failed turn: its log lines, which change nothing but help the author
   */
  List<Effect> logsOnly() {
    return effects.stream().filter(Effect.Log.class::isInstance).toList();
  }
}
