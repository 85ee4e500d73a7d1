package dev.croupier.host;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.Relay;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.carrier.StateCarrier;
import dev.croupier.host.guard.GuardedSigner;
import dev.croupier.host.loop.TaskQueue;
import dev.croupier.host.loop.TimerQueue;
import dev.croupier.protocol.Address;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What the parts of one seat share. Mail, tasks and report are safe for many threads; the rest
 * belongs to the seat's loop.
 *
 * @param config the seat
 * @param limits the host's limits
 * @param connection the seat's connection; signed and submitted through the signer only
 * @param signer the guard before the connection
 * @param carrier carries messages where the node has no relay, if the seat wants that
 * @param sessions the seat's sessions
 * @param mail what waits to become turns; a session's under its id, the seat's own under empty
 * @param timers the app's timers
 * @param tasks the way back to the loop
 * @param clock the time
 * @param report what the operator hears
 * @param addressBook contacts and the other seats of this host
 */
record SeatContext(
    SeatConfig config,
    HostConfig limits,
    NodeConnection connection,
    GuardedSigner signer,
    Optional<StateCarrier> carrier,
    SeatSessions sessions,
    SeatMail mail,
    TimerQueue<TimerOwner> timers,
    TaskQueue tasks,
    InstantSource clock,
    SeatReport report,
    Map<String, Address> addressBook) {

  Address wallet() {
    return connection.wallet();
  }

  /** The text kept with a session as its app is to see it; a message in it is none of that. */
  Optional<String> sessionData(SessionSnapshot session) {
    return Optional.of(
        carrier.map(states -> states.textBeside(session)).orElseGet(session::sessionData));
  }

  /** What carries messages, empty where nothing does. */
  Optional<Relay> relay() {
    Optional<Relay> relay = connection.relay();
    return relay.isPresent() || carrier.isEmpty()
        ? relay
        : carrier.filter(StateCarrier::active).map(active -> active);
  }
}
