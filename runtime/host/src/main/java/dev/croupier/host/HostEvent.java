package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.client.RelayedMessage;
import dev.croupier.client.SessionDefinition;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.message.BrokenSchemaException;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened in a host, as an operator may want to see it. Holds no secrets. */
public sealed interface HostEvent {

  /**
   * @return when it happened
   */
  Instant at();

  /**
   * @return the name of the seat it happened to; of an app's seats all, separated by commas
   */
  String seat();

  /**
   * A seat is logged in, for the first time or again.
   *
   * @param at when
   * @param seat the seat
   * @param wallet the seat's wallet
   * @param node what the node says it is
   * @param app the app's name
   */
  record SeatConnected(Instant at, String seat, Address wallet, String node, String app)
      implements HostEvent {}

  /**
   * A seat lost its connection, or closed it.
   *
   * @param at when
   * @param seat the seat
   * @param reason why
   */
  record SeatDisconnected(Instant at, String seat, String reason) implements HostEvent {}

  /**
   * A seat has ended as asked.
   *
   * @param at when
   * @param seat the seat
   */
  record SeatStopped(Instant at, String seat) implements HostEvent {}

  /**
   * A seat has ended because it cannot go on; nothing leaves it any more.
   *
   * @param at when
   * @param seat the seat
   * @param reason why
   */
  record SeatFailed(Instant at, String seat, String reason) implements HostEvent {}

  /**
   * The node told the seat's balances.
   *
   * @param at when
   * @param seat the seat
   * @param balances all of them
   */
  record Balances(Instant at, String seat, List<AssetAmount> balances) implements HostEvent {
    /** Copies the list. */
    public Balances {
      balances = List.copyOf(balances);
    }
  }

  /**
   * Somebody asks for the seat's signature, its policy has admitted them and the terms keep the
   * rules; the app is asked now.
   *
   * @param at when
   * @param seat the seat that is asked
   * @param sessionId the id the session will have
   * @param initiator who asks
   */
  record InviteReceived(Instant at, String seat, SessionId sessionId, Address initiator)
      implements HostEvent {}

  /**
   * The seat signed.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session it signed for; empty for a transfer
   * @param operation what: {@code create}, {@code submit}, {@code close}, {@code transfer}, or
   *     {@code text} for what an operator signed for others to send
   * @param initiator who asked for it; the seat's own wallet if its app did
   */
  record SignatureGiven(
      Instant at, String seat, Optional<SessionId> sessionId, String operation, Address initiator)
      implements HostEvent {}

  /**
   * The seat did not sign what another wallet asked it to.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the id the session would have had, where the request got as far as that
   * @param initiator who asked
   * @param code a stable word: {@code policy}, {@code app}, {@code no-answer}, {@code too-many}, or
   *     the guard's rule
   * @param reason why, for people
   */
  record SignatureRefused(
      Instant at,
      String seat,
      Optional<SessionId> sessionId,
      Address initiator,
      String code,
      String reason)
      implements HostEvent {}

  /**
   * An answer to a proposal of this seat has come in, or its time is over.
   *
   * @param at when
   * @param seat the seat that proposes
   * @param sessionId the session
   * @param operation what is proposed: {@code create}, {@code close}, {@code operate}, {@code
   *     deposit} or {@code withdraw}
   * @param signed who has signed so far, the proposer not counted
   * @param refused who has refused, and why
   * @param waitingFor who has not answered
   * @param left how long they still have
   */
  record SignaturesCollected(
      Instant at,
      String seat,
      SessionId sessionId,
      String operation,
      List<Address> signed,
      Map<Address, String> refused,
      List<Address> waitingFor,
      Duration left)
      implements HostEvent {
    /** Copies the collections. */
    public SignaturesCollected {
      signed = List.copyOf(signed);
      refused = Map.copyOf(refused);
      waitingFor = List.copyOf(waitingFor);
    }
  }

  /**
   * Another participant wants this seat's signature under a new state or the close of a session.
   *
   * @param at when
   * @param seat the seat that is asked
   * @param sessionId the session
   * @param initiator who asks
   * @param operation what is proposed: {@code close}, {@code operate}, {@code deposit} or {@code
   *     withdraw}
   * @param shares everybody's share afterwards
   */
  record ProposalReceived(
      Instant at,
      String seat,
      SessionId sessionId,
      Address initiator,
      String operation,
      List<Allocation> shares)
      implements HostEvent {
    /** Copies the list. */
    public ProposalReceived {
      shares = List.copyOf(shares);
    }
  }

  /**
   * The seat takes part in a session from now on.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param definition who takes part and who decides
   * @param shares what the session holds, empty if the node has not told
   * @param entry how the seat came to know it
   */
  record SessionCreated(
      Instant at,
      String seat,
      SessionId sessionId,
      SessionDefinition definition,
      Optional<List<Allocation>> shares,
      SessionEntry entry)
      implements HostEvent {}

  /**
   * A session's shares were replaced.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param version its version now
   * @param shares what it holds, empty if the node has not told
   */
  record StateUpdated(
      Instant at, String seat, SessionId sessionId, long version, Optional<List<Allocation>> shares)
      implements HostEvent {}

  /**
   * A session is over; once per seat and session.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param finalAllocations who got what
   * @param byThisSeat whether this seat closed it
   */
  record SessionClosed(
      Instant at,
      String seat,
      SessionId sessionId,
      List<Allocation> finalAllocations,
      boolean byThisSeat)
      implements HostEvent {
    /** Copies the list. */
    public SessionClosed {
      finalAllocations = List.copyOf(finalAllocations);
    }
  }

  /**
   * A message left for the relay.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param type the message type
   * @param dataJson the data
   */
  record MessageSent(Instant at, String seat, SessionId sessionId, String type, String dataJson)
      implements HostEvent {}

  /**
   * A message reached the seat's app.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param type the message type
   * @param sender the verified wallet
   * @param proof how the sender is known
   * @param dataJson the data
   * @param own whether the seat itself sent it
   */
  record MessageReceived(
      Instant at,
      String seat,
      SessionId sessionId,
      String type,
      Address sender,
      RelayedMessage.Proof proof,
      String dataJson,
      boolean own)
      implements HostEvent {}

  /**
   * A message did not reach the seat's app, or did not leave it.
   *
   * @param at when
   * @param seat the seat
   * @param direction which way it was going
   * @param sessionId the session as far as it is one
   * @param type the message type
   * @param sender who sent it
   * @param code a stable word: {@code schema}, {@code mailbox-full}, {@code too-many-unsent},
   *     {@code not-participant}, {@code unknown-session}, {@code session-not-open}, {@code control}
   *     or {@code seat-stopped}
   * @param reason why, with place, value and rule
   */
  record MessageRefused(
      Instant at,
      String seat,
      Direction direction,
      String sessionId,
      String type,
      Address sender,
      String code,
      String reason)
      implements HostEvent {}

  /**
   * Messages of another participant are lost to the seat: they were asked for and did not come, or
   * their sender keeps them no more.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param sender who sent them
   * @param after the request id above which they are
   * @param upTo the request id up to which they are
   */
  record MessagesLost(
      Instant at, String seat, SessionId sessionId, Address sender, long after, long upTo)
      implements HostEvent {}

  /**
   * A session is over in which messages have come more than once; its app has seen each once.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session
   * @param count how many repetitions were dropped
   */
  record RepeatsDropped(Instant at, String seat, SessionId sessionId, long count)
      implements HostEvent {}

  /**
   * An app's handler ended with an error; once per error.
   *
   * @param at when
   * @param seat the seat
   * @param app the app's name
   * @param sessionId the session, empty for the seat's own turns
   * @param turn the turn's number, counted per instance of the app
   * @param input what was being handled, for people
   * @param failure the error with its place
   * @param late true if the turn itself ended well, such as for an unhandled rejection
   */
  record TurnFailed(
      Instant at,
      String seat,
      String app,
      Optional<SessionId> sessionId,
      long turn,
      String input,
      AppFailure failure,
      boolean late)
      implements HostEvent {}

  /**
   * The worker process of a seat's app has ended; another one is started, unless that happened too
   * often, which is a {@link SeatFailed}.
   *
   * @param at when
   * @param seat the seat
   * @param app the app's name
   * @param reason why
   * @param location the best known place in the author's code, {@code ""} if unknown
   */
  record WorkerEnded(Instant at, String seat, String app, String reason, String location)
      implements HostEvent {}

  /**
   * A seat's app runs again, in a new worker process. Its sessions go on from their states.
   *
   * @param at when
   * @param seat the seat
   * @param app the app's name
   * @param tookMs how long the start took, milliseconds
   */
  record WorkerRestarted(Instant at, String seat, String app, long tookMs) implements HostEvent {}

  /**
   * Something an app asked for was refused or failed; the app is told too where it can be.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session whose turn asked, empty for the seat's own turns
   * @param call what was asked for: {@code sendMessage}, {@code createSession}, …
   * @param code a stable word for the kind of failure
   * @param reason who refused what, and why
   */
  record CallFailed(
      Instant at,
      String seat,
      Optional<SessionId> sessionId,
      String call,
      String code,
      String reason)
      implements HostEvent {}

  /**
   * The answer to a call was lost, and the node was asked what became of it.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session whose turn asked, empty for the seat's own turns
   * @param call what was asked for: {@code createSession}, {@code transfer}, …
   * @param done whether the node had done it
   * @param text what was found, and what is done about it
   */
  record CallFound(
      Instant at,
      String seat,
      Optional<SessionId> sessionId,
      String call,
      boolean done,
      String text)
      implements HostEvent {}

  /**
   * The seat paid another wallet.
   *
   * @param at when
   * @param seat the seat
   * @param destination the receiver
   * @param amount what it got
   */
  record TransferSent(Instant at, String seat, Address destination, AssetAmount amount)
      implements HostEvent {}

  /**
   * A new version of an app has taken over; calls of the old one are still answered to it.
   *
   * @param at when
   * @param seat the seats that run it
   * @param app the app as written in the configuration
   * @param previousVersion the version before
   * @param version the version now
   * @param changed names of the files that were changed, added or removed, as far as known
   * @param tookMs from the beginning of the load until every seat had it
   * @param sessions open sessions that go on under it
   */
  record AppReloaded(
      Instant at,
      String seat,
      String app,
      String previousVersion,
      String version,
      List<String> changed,
      long tookMs,
      int sessions)
      implements HostEvent {
    /** Copies the list. */
    public AppReloaded {
      changed = List.copyOf(changed);
    }
  }

  /**
   * A new version of an app is broken; the old one goes on, or, where none runs yet, nothing of the
   * host does.
   *
   * @param at when
   * @param seat the seats that run it
   * @param app the app as written in the configuration
   * @param version the version that goes on; {@code ""} if none has run yet
   * @param location where the mistake is, {@code file:line:column}; {@code ""} if unknown
   * @param reason what is wrong
   */
  record ReloadRefused(
      Instant at, String seat, String app, String version, String location, String reason)
      implements HostEvent {

    /**
     * @param at when
     * @param seat the seats that run it
     * @param app the app as written in the configuration
     * @param version the version that goes on; {@code ""} if none has run yet
     * @param error what is wrong with the new one
     * @return the event
     */
    public static ReloadRefused of(
        Instant at, String seat, String app, String version, CroupierException error) {
      return switch (error) {
        case AppLoadException broken ->
            new ReloadRefused(at, seat, app, version, broken.location(), broken.reason());
        case BrokenSchemaException broken ->
            new ReloadRefused(
                at,
                seat,
                app,
                version,
                broken.location().isEmpty()
                    ? broken.source()
                    : broken.source() + " at " + broken.location(),
                broken.reason());
        default ->
            new ReloadRefused(at, seat, app, version, "", String.valueOf(error.getMessage()));
      };
    }
  }

  /**
   * An app whose new version was broken is again what runs.
   *
   * @param at when
   * @param seat the seats that run it
   * @param app the app as written in the configuration
   * @param version the version that runs
   */
  record ReloadUnneeded(Instant at, String seat, String app, String version) implements HostEvent {}

  /**
   * A version that had been replaced was closed before all its calls were answered; those answers
   * will reach nobody.
   *
   * @param at when
   * @param seat the seat
   * @param version the version
   * @param unanswered how many calls
   */
  record VersionClosed(Instant at, String seat, String version, int unanswered)
      implements HostEvent {}

  /**
   * An app wrote a line.
   *
   * @param at when
   * @param seat the seat
   * @param sessionId the session, empty for the seat's own turns
   * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
   * @param text the line
   */
  record AppLog(Instant at, String seat, Optional<SessionId> sessionId, String level, String text)
      implements HostEvent {}

  /**
   * The node sent something unusable; the seat goes on.
   *
   * @param at when
   * @param seat the seat
   * @param reason what was wrong with it
   */
  record NodeProblem(Instant at, String seat, String reason) implements HostEvent {}

  /** Which way a message was going. */
  enum Direction {
    /** To the seat's app. */
    IN,
    /** From the seat's app. */
    OUT
  }

  /** How a seat came to know a session. */
  enum SessionEntry {
    /** Its own app created it. */
    CREATED,
    /** Another seat of this host created it. */
    ANNOUNCED,
    /** The node or a message told of it. */
    JOINED,
    /** The journal has it open; the node too, or it was closed meanwhile, which is told next. */
    RESUMED
  }
}
