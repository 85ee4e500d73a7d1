package dev.croupier.script;

/**
 * A script whose top level has run, before its first turn: it belongs to no seat yet.
 *
 * @param functions the host's side of the context
 * @param recorder where reports of its turns go
 * @param context where it runs
 */
record OpenScript(HostFunctions functions, TurnRecorder recorder, ScriptContext context) {}
