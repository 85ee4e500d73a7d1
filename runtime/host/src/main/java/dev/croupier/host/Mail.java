package dev.croupier.host;

import dev.croupier.client.RelayedMessage;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.host.turn.Input;
import java.util.Optional;

/** What waits in a seat's mailboxes; each becomes at most one turn. */
sealed interface Mail {

  /** A message as it arrived; checked when it is its turn. */
  record Relayed(RelayedMessage message) implements Mail {}

  /** A message that is the next of its sender's. */
  record Passed(ActiveSession session, RelayedMessage message) implements Mail {}

  /** The relay has taken messages of this seat, so its own app may see them. */
  record OwnTaken(ActiveSession session) implements Mail {}

  /** A timer that ran out; dropped if it is cancelled before its turn. */
  record Ring(TimerQueue.Entry<TimerOwner> timer) implements Mail {}

  /** Something the host itself has to say, to whichever version of the app is the current one. */
  record Own(Input input, Optional<ActiveSession> session) implements Mail {}

  /** A reason to look whether a session goes on under other code; maybe no turn at all. */
  record Moved(ActiveSession session) implements Mail {}

  /** What came of a call, for the instance that made it. */
  record Answer(Input.Answered answered, Origin origin) implements Mail {}
}
