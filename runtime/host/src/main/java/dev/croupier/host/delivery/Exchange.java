package dev.croupier.host.delivery;

import dev.croupier.host.delivery.ControlMessage.Resend;
import dev.croupier.host.delivery.ControlMessage.Resume;
import dev.croupier.protocol.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of one seat in one session: what it has sent, what it has had of the others, and what
 * has to be said about both. Says what to do and when; whoever owns it does it. Not safe for use by
 * many threads.
 *
 * <p>Control messages go out only where they can help. After a loss of the connection or a restart
 * they do, unless all others have shown themselves to be clients of another make, by sending
 * messages without a predecessor. When something is missing they do, since only Croupier's messages
 * show gaps. And when a session has become quiet and somebody has not confirmed the last message,
 * since the last one's loss leaves no gap; this is repeated a few times only, and less often as
 * long as nobody has shown what they are.
 *
 * @param <M> a message as it is passed on
 */
public final class Exchange<M> {

  /** No time. */
  static final long NEVER = Long.MAX_VALUE;

  private final DeliveryLimits limits;
  private final Outbox outbox;
  private final Map<Address, Peer<M>> peers = new LinkedHashMap<>();
  private final long quietShareMs;
  private boolean askNow;
  private long lastAskMs = -1;
  private long activityMs;
  private int quietAsks;
  private int strangerAsks;
  private long answerAfter = NEVER;
  private long answerAtMs = NEVER;
  private long lastAnswerMs = Long.MIN_VALUE / 2;
  private long repeats;

  /**
   * @param self this seat's wallet
   * @param participants the session's participants
   * @param limits the bounds
   * @param nowMs the time, Unix milliseconds
   */
  public Exchange(
      Address self, Collection<Address> participants, DeliveryLimits limits, long nowMs) {
    this.limits = limits;
    this.outbox = new Outbox(limits);
    this.activityMs = nowMs;
    List<Address> all = List.copyOf(participants);
    // So that not everybody asks at the same moment.
    this.quietShareMs = all.isEmpty() ? 0 : limits.quietMs() * all.indexOf(self) / all.size();
    for (Address participant : all) {
      if (!participant.equals(self)) {
        peers.put(participant, new Peer<>(new Inbox<>(limits, 0)));
      }
    }
  }

  /**
   * @return this seat's own messages
   */
  public Outbox outbox() {
    return outbox;
  }

  /**
   * @return messages that came again, and control messages nobody needed to have answered
   */
  public long repeats() {
    return repeats;
  }

  /**
   * Says up to which number a participant's messages were handled in an earlier run.
   *
   * @param sender a participant
   * @param last the number
   */
  public void restore(Address sender, long last) {
    Peer<M> peer = peers.get(sender);
    if (peer != null) {
      peers.put(sender, new Peer<>(new Inbox<>(limits, last)));
    }
  }

  /**
   * Takes a message of another participant.
   *
   * @param sender who sent it
   * @param requestId its number
   * @param previousId the sender's message before, empty if it names none
   * @param bytes its size
   * @param message the message
   * @param nowMs the time
   * @return what can be passed on now, in order; empty if it was a repetition or has to wait
   */
  public List<M> arrived(
      Address sender, long requestId, OptionalLong previousId, int bytes, M message, long nowMs) {
    Peer<M> peer = peers.get(sender);
    if (peer == null) {
      return List.of(message);
    }
    if (previousId.isEmpty()) {
      peer.foreign = !peer.croupier;
      return List.of(message);
    }
    peer.known();
    activityMs = nowMs;
    Optional<List<M>> passed =
        peer.inbox.arrived(requestId, previousId.getAsLong(), bytes, message, nowMs);
    if (passed.isEmpty()) {
      repeats++;
    }
    return passed.orElse(List.of());
  }

  /**
   * Somebody asks for what they have missed.
   *
   * @param sender who
   * @param resume the question
   * @param self this seat's wallet
   * @param nowMs the time
   */
  public void asked(Address sender, Resume resume, Address self, long nowMs) {
    Peer<M> peer = heard(sender, resume, self, nowMs);
    if (peer != null) {
      answerAfter = Math.min(answerAfter, resume.after().getOrDefault(self, outbox.lastId()));
      answerAtMs = Math.max(nowMs, lastAnswerMs + limits.answerPauseMs());
    }
  }

  /**
   * Somebody tells what they have sent.
   *
   * @param sender who
   * @param resend what they say
   * @param messages the messages in it, read and found to be of that sender
   * @param self this seat's wallet
   * @param nowMs the time
   * @return what can be passed on and what is lost
   */
  public Taken<M> told(
      Address sender, Resend resend, List<Forwarded<M>> messages, Address self, long nowMs) {
    Peer<M> peer = heard(sender, resend, self, nowMs);
    if (peer == null) {
      return new Taken<>(List.of(), Optional.empty());
    }
    Inbox<M> inbox = peer.inbox;
    long before = inbox.last();
    List<M> passed = new ArrayList<>();
    Optional<Lost> lost = Optional.empty();
    if (resend.lost().isPresent()
        && resend.from() <= inbox.last()
        && resend.lost().getAsLong() > inbox.last()) {
      lost = Optional.of(new Lost(sender, inbox.last(), resend.lost().getAsLong()));
      passed.addAll(inbox.complete(resend.from(), resend.lost().getAsLong(), nowMs));
    }
    for (Forwarded<M> message : messages) {
      passed.addAll(
          inbox
              .arrived(
                  message.id(), message.previousId(), message.bytes(), message.message(), nowMs)
              .orElse(List.of()));
    }
    passed.addAll(inbox.complete(resend.from(), resend.upTo(), nowMs));
    if (inbox.last() > before) {
      activityMs = nowMs;
    }
    return new Taken<>(passed, lost);
  }

  private @Nullable Peer<M> heard(
      Address sender, ControlMessage.Traffic message, Address self, long nowMs) {
    Peer<M> peer = peers.get(sender);
    if (peer != null) {
      peer.known();
      peer.hasOurs = Math.max(peer.hasOurs, message.after().getOrDefault(self, 0L));
      peer.inbox.told(message.last(), nowMs);
    }
    return peer;
  }

  /**
   * One of this seat's messages was taken by the relay.
   *
   * @param nowMs the time
   */
  public void sent(long nowMs) {
    activityMs = nowMs;
    quietAsks = 0;
  }

  /**
   * Messages may have been missed: the connection was lost and is there again, or the host was.
   *
   * @param nowMs the time
   */
  public void connected(long nowMs) {
    askNow = true;
    activityMs = nowMs;
    quietAsks = 0;
    peers.values().forEach(peer -> peer.inbox.connected(nowMs));
  }

  /**
   * @return when {@link #due} has something to say, empty if not by itself
   */
  public OptionalLong nextDueMs() {
    long next = Math.min(askAtMs(), answerAtMs);
    for (Peer<M> peer : peers.values()) {
      next = Math.min(next, peer.inbox.giveUpAtMs());
    }
    return next == NEVER ? OptionalLong.empty() : OptionalLong.of(next);
  }

  private long askAtMs() {
    if (askNow) {
      return helps() ? 0 : NEVER;
    }
    long next = quietAskAtMs();
    for (Peer<M> peer : peers.values()) {
      next = Math.min(next, peer.inbox.askAtMs());
    }
    return next;
  }

  /**
   * @return whether somebody may be there who understands control messages
   */
  public boolean helps() {
    return peers.values().stream().anyMatch(peer -> !peer.foreign);
  }

  private long quietAskAtMs() {
    boolean strangers = false;
    boolean croupier = false;
    for (Peer<M> peer : peers.values()) {
      boolean unconfirmed = peer.hasOurs < outbox.settledId();
      croupier |= unconfirmed && peer.croupier;
      strangers |= unconfirmed && !peer.croupier && !peer.foreign;
    }
    boolean ask =
        (croupier && quietAsks < limits.quietAsks())
            || (strangers && strangerAsks < limits.strangerAsks());
    if (!ask) {
      return NEVER;
    }
    int doublings = Math.min(croupier ? quietAsks : Math.max(quietAsks, strangerAsks), 20);
    long pauseMs = Math.min(limits.quietMs() << doublings, DeliveryLimits.LONGEST_QUIET_MS);
    return Math.max(activityMs, lastAskMs) + pauseMs + quietShareMs;
  }

  /**
   * Says what is to be sent now. Each is to be sent once; what gets lost is said again in time.
   *
   * @param nowMs the time
   * @return a question, an answer, both or neither; and what is given up
   */
  public Due<M> due(long nowMs) {
    List<Loss<M>> losses = new ArrayList<>();
    for (Map.Entry<Address, Peer<M>> entry : peers.entrySet()) {
      Inbox<M> inbox = entry.getValue().inbox;
      if (inbox.giveUpAtMs() <= nowMs) {
        inbox.giveUp(nowMs).ifPresent(loss -> losses.add(loss(entry.getKey(), loss)));
      }
    }
    Optional<Resume> question = Optional.empty();
    if (askAtMs() <= nowMs) {
      noteAsked(nowMs);
      question = Optional.of(new Resume(after(), outbox.settledId()));
    }
    askNow = false;
    Optional<Answer> answer = Optional.empty();
    if (answerAtMs <= nowMs) {
      answer = Optional.of(answer(nowMs));
    }
    return new Due<>(question, answer, losses);
  }

  /**
   * The session is over, so what is missing will not come any more.
   *
   * @param nowMs the time
   * @return what is given up
   */
  public List<Loss<M>> close(long nowMs) {
    List<Loss<M>> losses = new ArrayList<>();
    peers.forEach(
        (address, peer) -> {
          Optional<Inbox.Loss<M>> loss = peer.inbox.giveUp(nowMs);
          while (loss.isPresent()) {
            losses.add(loss(address, loss.get()));
            loss = peer.inbox.giveUp(nowMs);
          }
        });
    return losses;
  }

  private static <M> Loss<M> loss(Address sender, Inbox.Loss<M> loss) {
    return new Loss<>(new Lost(sender, loss.after(), loss.upTo()), loss.passed());
  }

  private void noteAsked(long nowMs) {
    if (quietAskAtMs() <= nowMs) {
      quietAsks++;
      if (peers.values().stream().noneMatch(peer -> peer.croupier)) {
        strangerAsks++;
      }
    }
    lastAskMs = nowMs;
    peers.values().forEach(peer -> peer.inbox.asked(nowMs));
  }

  private Map<Address, Long> after() {
    Map<Address, Long> after = new HashMap<>();
    peers.forEach(
        (address, peer) -> {
          if (!peer.foreign) {
            after.put(address, peer.inbox.last());
          }
        });
    return after;
  }

  private Answer answer(long nowMs) {
    long from = answerAfter;
    answerAfter = NEVER;
    answerAtMs = NEVER;
    lastAnswerMs = nowMs;
    List<Part> parts = new ArrayList<>();
    List<Letter> letters = new ArrayList<>();
    int chars = 0;
    boolean more = false;
    for (Letter letter : outbox.acceptedAfter(from)) {
      int size = letter.bytes() + ENVELOPE;
      boolean full = letters.size() >= limits.partMessages() || chars + size > limits.partBytes();
      if (full && !letters.isEmpty()) {
        if (parts.size() + 1 >= limits.answerParts()) {
          more = true;
          break;
        }
        parts.add(part(parts, from, letters, letters.getLast().id()));
        letters = new ArrayList<>();
        chars = 0;
      }
      letters.add(letter);
      chars += size;
    }
    long end = more ? letters.getLast().id() : Math.max(from, outbox.settledId());
    parts.add(part(parts, from, letters, end));
    return new Answer(parts, after(), outbox.settledId());
  }

  /** What a signed message has besides its data, about. */
  private static final int ENVELOPE = 300;

  private Part part(List<Part> before, long from, List<Letter> letters, long upTo) {
    boolean first = before.isEmpty();
    long start = first ? from : before.getLast().upTo();
    OptionalLong lost =
        first && outbox.forgottenUpTo() > from
            ? OptionalLong.of(outbox.forgottenUpTo())
            : OptionalLong.empty();
    return new Part(start, upTo, letters, lost);
  }

  /** What is known of another participant. */
  private static final class Peer<M> {
    final Inbox<M> inbox;
    boolean croupier;
    boolean foreign;
    long hasOurs;

    Peer(Inbox<M> inbox) {
      this.inbox = inbox;
    }

    void known() {
      croupier = true;
      foreign = false;
    }
  }

  /**
   * A message that came inside another.
   *
   * @param id its number
   * @param previousId the number of its sender's message before
   * @param bytes its size
   * @param message the message
   * @param <M> a message as it is passed on
   */
  public record Forwarded<M>(long id, long previousId, int bytes, M message) {}

  /**
   * What came of a {@link Resend}.
   *
   * @param passed what can be passed on, in order
   * @param lost what will not come any more
   * @param <M> a message as it is passed on
   */
  public record Taken<M>(List<M> passed, Optional<Lost> lost) {}

  /**
   * Messages that will not come any more.
   *
   * @param sender whose
   * @param after the number above which they are
   * @param upTo the number up to which they are
   */
  public record Lost(Address sender, long after, long upTo) {}

  /**
   * Messages given up, and what had waited for them.
   *
   * @param lost what will not come any more
   * @param passed what can be passed on, in order
   * @param <M> a message as it is passed on
   */
  public record Loss<M>(Lost lost, List<M> passed) {}

  /**
   * A part of an answer; becomes a {@link Resend} when its letters are signed.
   *
   * @param from the number above which it is complete
   * @param upTo the number up to which it is complete
   * @param letters the messages
   * @param lost as in {@link Resend}
   */
  public record Part(long from, long upTo, List<Letter> letters, OptionalLong lost) {}

  /**
   * An answer to those who asked.
   *
   * @param parts in order, at least one
   * @param after as in {@link Resend}
   * @param last as in {@link Resend}
   */
  public record Answer(List<Part> parts, Map<Address, Long> after, long last) {}

  /**
   * What is to be done now.
   *
   * @param question to be sent, empty if none
   * @param answer to be sent, empty if none
   * @param losses what is given up
   * @param <M> a message as it is passed on
   */
  public record Due<M>(Optional<Resume> question, Optional<Answer> answer, List<Loss<M>> losses) {}
}
