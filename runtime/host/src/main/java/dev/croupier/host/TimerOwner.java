package dev.croupier.host;

import dev.croupier.protocol.SessionId;

/** Whose timer it is. */
sealed interface TimerOwner {

  /** A session's: durable, and carried over to a new version of the app. */
  record Session(SessionId id) implements TimerOwner {}

  /** An app instance's own ({@code setTimeout}): gone with the instance. */
  record Instance(String run, int lane) implements TimerOwner {}
}
