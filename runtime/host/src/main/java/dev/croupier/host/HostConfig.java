package dev.croupier.host;

import dev.croupier.host.delivery.DeliveryLimits;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The limits of a host. Every one has a default; see {@link #DEFAULTS}.
 *
 * @param mailboxSize inputs from outside that wait per seat and session; further messages are
 *     refused and reported; default 1000
 * @param sessionsPerSeat sessions of a seat that may have messages waiting at once; what the host
 *     itself has to tell them takes none of that room; default 10000
 * @param messageBytes size of one message's data, UTF-8 bytes; default 64 * 1024
 * @param stateBytes size of one session's state, UTF-8 bytes; default 256 * 1024
 * @param effectsPerTurn effects one turn may ask for; default 1000
 * @param timersPerSession timers set at once per session, and per app instance without a session;
 *     default 100
 * @param rememberedMessages handled messages remembered of each sender in a session, to tell
 *     repeated deliveries; default 4096
 * @param uncommittedTurns turns of a seat that wait for the journal before it takes no further one;
 *     default 256
 * @param pendingInvites invites that wait for a seat's app at once; default 64
 * @param inviteTimeout how long a seat's app may take to answer an invite; default 10 s
 * @param collectingTime how long the signatures under a new session may take to collect; its text
 *     is dated so that the node still takes it then; default 30 s
 * @param stopTimeout how long a stopping seat goes on with what waits before its app's last turn;
 *     default 5 s, and as long again for turns that are under way in lanes with threads
 * @param reloadLinger how long a version that was replaced stays to take the answers to its calls;
 *     default 30 s
 * @param delivery the bounds of keeping, holding back and asking for messages; default {@link
 *     DeliveryLimits#DEFAULTS}
 * @param watch how closely sessions are watched at the node; default {@link WatchLimits#DEFAULTS}
 */
public record HostConfig(
    int mailboxSize,
    int sessionsPerSeat,
    int messageBytes,
    int stateBytes,
    int effectsPerTurn,
    int timersPerSession,
    int rememberedMessages,
    int uncommittedTurns,
    int pendingInvites,
    Duration inviteTimeout,
    Duration collectingTime,
    Duration stopTimeout,
    Duration reloadLinger,
    DeliveryLimits delivery,
    WatchLimits watch) {

  /** The default of every limit. */
  public static final HostConfig DEFAULTS =
      new HostConfig(
          1_000,
          10_000,
          64 * 1024,
          256 * 1024,
          1_000,
          100,
          4_096,
          256,
          64,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          DeliveryLimits.DEFAULTS,
          WatchLimits.DEFAULTS);

  /** Checks that every limit lets something through. */
  public HostConfig {
    atLeastOne("mailboxSize", mailboxSize);
    atLeastOne("sessionsPerSeat", sessionsPerSeat);
    atLeastOne("messageBytes", messageBytes);
    atLeastOne("stateBytes", stateBytes);
    atLeastOne("effectsPerTurn", effectsPerTurn);
    atLeastOne("timersPerSession", timersPerSession);
    atLeastOne("rememberedMessages", rememberedMessages);
    atLeastOne("uncommittedTurns", uncommittedTurns);
    atLeastOne("pendingInvites", pendingInvites);
    atLeastOne("inviteTimeout in ms", inviteTimeout.toMillis());
    atLeastOne("collectingTime in ms", collectingTime.toMillis());
    atLeastOne("stopTimeout in ms", stopTimeout.toMillis());
    atLeastOne("reloadLinger in ms", reloadLinger.toMillis());
  }

  private static void atLeastOne(String limit, long value) {
    if (value < 1) {
      throw new HostConfigException(limit + " is " + value + ", must be at least 1");
    }
  }

  /**
   * @param mailboxSize inputs from outside that wait per seat and session; further messages are
   *     refused and reported
   * @return these limits with that one changed
   */
  public HostConfig withMailboxSize(int mailboxSize) {
    return changed(edit -> edit.mailboxSize = mailboxSize);
  }

  /**
   * @param sessionsPerSeat sessions of a seat that may have messages waiting at once
   * @return these limits with that one changed
   */
  public HostConfig withSessionsPerSeat(int sessionsPerSeat) {
    return changed(edit -> edit.sessionsPerSeat = sessionsPerSeat);
  }

  /**
   * @param messageBytes size of one message's data, UTF-8 bytes
   * @return these limits with that one changed
   */
  public HostConfig withMessageBytes(int messageBytes) {
    return changed(edit -> edit.messageBytes = messageBytes);
  }

  /**
   * @param stateBytes size of one session's state, UTF-8 bytes
   * @return these limits with that one changed
   */
  public HostConfig withStateBytes(int stateBytes) {
    return changed(edit -> edit.stateBytes = stateBytes);
  }

  /**
   * @param effectsPerTurn effects one turn may ask for
   * @return these limits with that one changed
   */
  public HostConfig withEffectsPerTurn(int effectsPerTurn) {
    return changed(edit -> edit.effectsPerTurn = effectsPerTurn);
  }

  /**
   * @param timersPerSession timers set at once per session, and per app instance without a session
   * @return these limits with that one changed
   */
  public HostConfig withTimersPerSession(int timersPerSession) {
    return changed(edit -> edit.timersPerSession = timersPerSession);
  }

  /**
   * @param uncommittedTurns turns of a seat that wait for the journal before it takes no further
   *     one
   * @return these limits with that one changed
   */
  public HostConfig withUncommittedTurns(int uncommittedTurns) {
    return changed(edit -> edit.uncommittedTurns = uncommittedTurns);
  }

  /**
   * @param inviteTimeout how long a seat's app may take to answer an invite
   * @return these limits with that one changed
   */
  public HostConfig withInviteTimeout(Duration inviteTimeout) {
    return changed(edit -> edit.inviteTimeout = inviteTimeout);
  }

  /**
   * @param reloadLinger how long a version that was replaced stays to take the answers to its calls
   * @return these limits with that one changed
   */
  public HostConfig withReloadLinger(Duration reloadLinger) {
    return changed(edit -> edit.reloadLinger = reloadLinger);
  }

  /**
   * @param delivery the bounds of keeping, holding back and asking for messages
   * @return these limits with those changed
   */
  public HostConfig withDelivery(DeliveryLimits delivery) {
    return changed(edit -> edit.delivery = delivery);
  }

  /**
   * @param watch how closely sessions are watched at the node
   * @return these limits with those changed
   */
  public HostConfig withWatch(WatchLimits watch) {
    return changed(edit -> edit.watch = watch);
  }

  private HostConfig changed(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  /** Everything, for some of it to be changed. */
  private static final class Edit {
    private int mailboxSize;
    private int sessionsPerSeat;
    private int messageBytes;
    private int stateBytes;
    private int effectsPerTurn;
    private int timersPerSession;
    private int rememberedMessages;
    private int uncommittedTurns;
    private int pendingInvites;
    private Duration inviteTimeout;
    private Duration collectingTime;
    private Duration stopTimeout;
    private Duration reloadLinger;
    private DeliveryLimits delivery;
    private WatchLimits watch;

    Edit(HostConfig from) {
      mailboxSize = from.mailboxSize;
      sessionsPerSeat = from.sessionsPerSeat;
      messageBytes = from.messageBytes;
      stateBytes = from.stateBytes;
      effectsPerTurn = from.effectsPerTurn;
      timersPerSession = from.timersPerSession;
      rememberedMessages = from.rememberedMessages;
      uncommittedTurns = from.uncommittedTurns;
      pendingInvites = from.pendingInvites;
      inviteTimeout = from.inviteTimeout;
      collectingTime = from.collectingTime;
      stopTimeout = from.stopTimeout;
      reloadLinger = from.reloadLinger;
      delivery = from.delivery;
      watch = from.watch;
    }

    HostConfig done() {
      return new HostConfig(
          mailboxSize,
          sessionsPerSeat,
          messageBytes,
          stateBytes,
          effectsPerTurn,
          timersPerSession,
          rememberedMessages,
          uncommittedTurns,
          pendingInvites,
          inviteTimeout,
          collectingTime,
          stopTimeout,
          reloadLinger,
          delivery,
          watch);
    }
  }
}
