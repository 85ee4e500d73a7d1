package dev.croupier.host.journal;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.SessionView;
import dev.croupier.protocol.Utf8;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a seat's journal says about one open session. Changed by {@link SeatMemory} only; not safe
 * for use by many threads.
 */
public final class SessionMemory {

  /** How many handled messages are remembered per sender. */
  public static final int HANDLED_PER_SENDER = 4_096;

  /** How many of the seat's own messages are kept to be sent again. */
  public static final int SENT_MESSAGES = 256;

  /** How large, together, the seat's own messages are that are kept to be sent again, UTF-8. */
  public static final int SENT_BYTES = 262_144;

  private static final int FACTS_CHARS = 600;
  private static final int NUMBER_CHARS = 14;
  private static final int STAMP_CHARS = 180;

  private final String id;
  private final HandledMessages handled = new HandledMessages(HANDLED_PER_SENDER);
  private final Map<String, TimerMemory> timers = new LinkedHashMap<>();
  private final Deque<SentMemory> sent = new ArrayDeque<>();
  private Optional<SessionTerms> terms = Optional.empty();
  private List<Allocation> allocations = List.of();
  private String stateJson = "null";
  private long nodeVersion;
  private long toldVersion;
  private Optional<CodeVersion> code = Optional.empty();
  private long sentBytes;

  SessionMemory(String id) {
    this.id = id;
  }

  SessionMemory copy() {
    SessionMemory copy = new SessionMemory(id);
    copy.handled.addAll(handled);
    copy.timers.putAll(timers);
    copy.sent.addAll(sent);
    copy.terms = terms;
    copy.allocations = allocations;
    copy.stateJson = stateJson;
    copy.nodeVersion = nodeVersion;
    copy.toldVersion = toldVersion;
    copy.code = code;
    copy.sentBytes = sentBytes;
    return copy;
  }

  void seen(Optional<SessionView> view, long versionAtNode) {
    if (view.isPresent()) {
      facts(Optional.of(view.get().terms()), view.get().allocations(), versionAtNode);
      stateJson = view.get().stateJson();
    } else if (versionAtNode > 0) {
      nodeVersion = versionAtNode;
    }
  }

  void facts(Optional<SessionTerms> who, List<Allocation> shares, long versionAtNode) {
    terms = who;
    allocations = List.copyOf(shares);
    nodeVersion = versionAtNode;
  }

  void told(long version) {
    toldVersion = Math.max(toldVersion, version);
  }

  void state(String json) {
    stateJson = json;
  }

  void handledBy(CodeVersion latest) {
    code = Optional.of(latest);
  }

  void handled(String sender, long requestId) {
    handled.add(sender, requestId);
  }

  void timerSet(TimerMemory timer) {
    timers.remove(timer.name());
    timers.put(timer.name(), timer);
  }

  void timerGone(String name) {
    timers.remove(name);
  }

  /**
   * Notes a message of the seat itself. They are numbered upwards; one that is not above the latest
   * was noted before, and comes again where records are folded over a snapshot that knows them.
   */
  void sent(SentMemory message) {
    if (!sent.isEmpty() && message.stamp().requestId() <= sent.getLast().stamp().requestId()) {
      return;
    }
    sent.addLast(message);
    sentBytes += message.bytes();
    while (sent.size() > SENT_MESSAGES || (sentBytes > SENT_BYTES && sent.size() > 1)) {
      sentBytes -= sent.removeFirst().bytes();
    }
  }

  void notSent(String run, int lane, long callId) {
    sent.removeIf(
        message -> {
          boolean same =
              message.run().equals(run)
                  && message.lane() == lane
                  && message.stamp().callId() == callId;
          sentBytes -= same ? message.bytes() : 0;
          return same;
        });
  }

  /**
   * @return the session id
   */
  public String id() {
    return id;
  }

  /**
   * @return who takes part and who decides; empty where only records of format 1 tell of it
   */
  public Optional<SessionTerms> terms() {
    return terms;
  }

  /**
   * @return the shares when its last recorded turn began, empty if unknown
   * @see #nodeVersion
   */
  public List<Allocation> allocations() {
    return allocations;
  }

  /**
   * @return the session's version at the node to which the {@link #allocations} belong, 0 if
   *     unknown
   */
  public long nodeVersion() {
    return nodeVersion;
  }

  /**
   * @return the latest version of the session at the node of which its app has heard
   */
  public long toldVersion() {
    return toldVersion;
  }

  /**
   * @return the last state as JSON text, {@code null} as text if there was none
   */
  public String stateJson() {
    return stateJson;
  }

  /**
   * @return the code that handled the session last, leaving aside answers to earlier calls
   */
  public Optional<CodeVersion> code() {
    return code;
  }

  /**
   * @return the messages that were handled, the latest {@value #HANDLED_PER_SENDER} of each sender,
   *     in order
   */
  public HandledMessages handled() {
    return handled;
  }

  /**
   * @return the timers that are set, in the order they were set
   */
  public List<TimerMemory> timers() {
    return List.copyOf(timers.values());
  }

  /**
   * @return the seat's own messages in this session that may still be asked for, in the order they
   *     were sent: the latest {@value #SENT_MESSAGES}, at most {@value #SENT_BYTES} bytes, without
   *     those whose sending failed
   */
  public List<SentMemory> sent() {
    return List.copyOf(sent);
  }

  /**
   * @return about how long its snapshot is
   */
  long chars() {
    return FACTS_CHARS
        + stateJson.length()
        + (long) handled.size() * NUMBER_CHARS
        + sentBytes
        + (long) sent.size() * STAMP_CHARS;
  }

  /**
   * A timer that is set.
   *
   * @param name unique in its session
   * @param dueMs when it runs out, Unix milliseconds
   * @param dataJson handed back when it fires
   */
  public record TimerMemory(String name, long dueMs, String dataJson) {}

  /**
   * A message of this seat's that was recorded to be sent.
   *
   * @param run the run whose turn sent it
   * @param lane the lane it was in
   * @param stamp what its text and signature follow from
   * @param type the message type
   * @param dataJson the data as JSON text
   */
  public record SentMemory(String run, int lane, SentMessage stamp, String type, String dataJson) {

    static SentMemory of(JournalRecord record, SentMessage stamp, Effect.SendMessage message) {
      return new SentMemory(record.run(), record.lane(), stamp, message.type(), message.dataJson());
    }

    private long bytes() {
      return Utf8.length(dataJson);
    }
  }
}
