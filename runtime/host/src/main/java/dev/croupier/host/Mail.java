package dev.croupier.host;

import dev.croupier.client.RelayedMessage;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.host.turn.Input;
import dev.croupier.protocol.SessionId;
import java.util.Optional;

/** What waits in a seat's mailboxes; each becomes at most one turn. */
sealed interface Mail {

  /** A message as it arrived; checked when it is its turn. */
  record Relayed(RelayedMessage message) implements Mail {}

  /** A timer that ran out; dropped if it is cancelled before its turn. */
  record Ring(TimerQueue.Entry<Optional<SessionId>> timer) implements Mail {}

  /** Something the host itself has to say. */
  record Own(Input input, Optional<ActiveSession> session) implements Mail {}
}
