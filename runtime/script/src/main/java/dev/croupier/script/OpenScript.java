package dev.croupier.script;

import org.graalvm.polyglot.Engine;

/**
 * A context before its first turn, which belongs to no seat yet: with the prelude alone, or with an
 * app whose top level has run.
 *
 * @param functions the host's side of the context
 * @param recorder where reports of its turns go
 * @param context where it runs
 */
record OpenScript(HostFunctions functions, TurnRecorder recorder, ScriptContext context) {

  /**
   * Opens a context in which no author's code has run yet.
   *
   * @param engine shared by all contexts
   * @param limits for every turn
   * @return the context with the prelude
   */
  static OpenScript open(Engine engine, ScriptLimits limits) {
    TurnRecorder recorder = new TurnRecorder(limits);
    HostFunctions functions = new HostFunctions(recorder);
    return new OpenScript(
        functions, recorder, new ScriptContext(engine, functions, recorder, limits));
  }
}
