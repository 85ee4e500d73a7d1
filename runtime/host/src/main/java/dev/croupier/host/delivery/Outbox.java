package dev.croupier.host.delivery;

import dev.croupier.client.MessageStamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One seat's own messages in one session, in the order of their numbers: those that have not left,
 * those whose own app has not seen them come back, and the latest of the others, for participants
 * who have missed them. Not safe for use by many threads.
 *
 * <p>They are a chain, each with its number above those before, and what happens to them happens
 * near its end: places in it are kept, so that a message costs the same however many are.
 */
public final class Outbox {

  private final DeliveryLimits limits;
  private @Nullable Letter oldest;
  private @Nullable Letter latest;

  /** The last of those that are all settled, from the oldest on; null as long as that is not. */
  private @Nullable Letter settled;

  /** The last that the own app has seen, or will never see; null if there is none. */
  private @Nullable Letter fed;

  private int size;
  private long bytes;
  private long lastId;
  private long forgottenUpTo;
  private long settledUpTo;
  private long fedUpTo;
  private int unaccepted;

  Outbox(DeliveryLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes in a message that will be sent once it is recorded.
   *
   * @param type the message type
   * @param dataJson the data
   * @param requestId its number, above all before
   * @param timestampMs when
   * @return the letter, with the one before named in it
   */
  public Letter write(String type, String dataJson, long requestId, long timestampMs) {
    return add(
        new Letter(
            type, dataJson, new MessageStamp(requestId, timestampMs, OptionalLong.of(lastId))));
  }

  /**
   * Takes in what an earlier run of this host has recorded.
   *
   * @param type the message type
   * @param dataJson the data
   * @param stamp as recorded
   * @return the letter
   */
  public Letter restore(String type, String dataJson, MessageStamp stamp) {
    return add(new Letter(type, dataJson, stamp));
  }

  private Letter add(Letter letter) {
    Letter last = latest;
    if (last == null) {
      oldest = letter;
    } else {
      last.next = letter;
      letter.previous = last;
    }
    latest = letter;
    size++;
    bytes += letter.bytes();
    unaccepted++;
    lastId = Math.max(lastId, letter.id());
    return letter;
  }

  /**
   * Says that an earlier run has sent messages up to a number that are kept no more.
   *
   * @param id the number
   */
  public void restoreForgotten(long id) {
    forgottenUpTo = Math.max(forgottenUpTo, id);
    lastId = Math.max(lastId, id);
    settledUpTo = Math.max(settledUpTo, id);
    fedUpTo = Math.max(fedUpTo, id);
  }

  /**
   * @return how many messages the relay has not taken yet
   */
  public int unaccepted() {
    return unaccepted;
  }

  /**
   * @return the number of the latest message, 0 if there is none
   */
  public long lastId() {
    return lastId;
  }

  /** The number up to which everything is settled: taken by the relay, or void. */
  long settledId() {
    return settledUpTo;
  }

  /** The number up to which messages are kept no more, 0 if all are. */
  long forgottenUpTo() {
    return forgottenUpTo;
  }

  /**
   * @param letter one that is recorded now
   */
  public void recorded(Letter letter) {
    letter.stage = Letter.Stage.WAITING;
  }

  /**
   * @param letter one that is being sent
   */
  public void underWay(Letter letter) {
    letter.stage = Letter.Stage.UNDER_WAY;
    letter.tries++;
  }

  /**
   * @param letter one that has to be sent again
   */
  public void failed(Letter letter) {
    letter.stage = Letter.Stage.WAITING;
  }

  /**
   * @param letter one that the relay has taken
   */
  public void accepted(Letter letter) {
    settle(letter, Letter.Stage.ACCEPTED);
  }

  /**
   * @param letter one that will not be sent any more
   */
  public void voided(Letter letter) {
    settle(letter, Letter.Stage.VOID);
  }

  private void settle(Letter letter, Letter.Stage stage) {
    if (!letter.settled()) {
      unaccepted--;
      letter.stage = stage;
      Letter next = after(settled);
      while (next != null && next.settled()) {
        settled = next;
        settledUpTo = next.id();
        next = next.next;
      }
      forget();
    }
  }

  private @Nullable Letter after(@Nullable Letter place) {
    return place == null ? oldest : place.next;
  }

  /** Only what is settled and was seen by the own app can go; the oldest goes first. */
  private void forget() {
    Letter first = oldest;
    while (first != null
        && first.id() <= Math.min(settledUpTo, fedUpTo)
        && (size > limits.keptMessages() || bytes > limits.keptBytes())) {
      forgottenUpTo = first.id();
      bytes -= first.bytes();
      size--;
      first = first.next;
      oldest = first;
    }
    if (first != null) {
      first.previous = null;
    } else {
      latest = null;
      settled = null;
      fed = null;
    }
  }

  /**
   * @return what waits to be sent, in order
   */
  public List<Letter> waiting() {
    return unsettled(letter -> letter.stage == Letter.Stage.WAITING);
  }

  /**
   * @return what is neither taken by the relay nor void, in order
   */
  public List<Letter> open() {
    return unsettled(letter -> !letter.settled());
  }

  private List<Letter> unsettled(Predicate<Letter> wanted) {
    List<Letter> found = new ArrayList<>();
    for (Letter letter = after(settled); letter != null; letter = letter.next) {
      if (wanted.test(letter)) {
        found.add(letter);
      }
    }
    return found;
  }

  /** What the relay has taken above a number, in order, up to {@link #settledId}. */
  Collection<Letter> acceptedAfter(long id) {
    List<Letter> found = new ArrayList<>();
    for (Letter letter = oldest;
        letter != null && letter.id() <= settledUpTo;
        letter = letter.next) {
      if (letter.id() > id && letter.stage == Letter.Stage.ACCEPTED) {
        found.add(letter);
      }
    }
    return found;
  }

  /**
   * A message of this seat has come back.
   *
   * @param id its number
   * @return whether it is one of these or was; false if another host of this wallet sent it
   */
  public boolean echoed(long id) {
    // It is among the latest, unless it comes back again.
    Letter letter = latest;
    while (letter != null && letter.id() > id) {
      letter = letter.previous;
    }
    if (letter == null || letter.id() != id) {
      return id <= forgottenUpTo;
    }
    letter.echoed = true;
    return true;
  }

  /**
   * Notes that the own app has seen a message in an earlier run.
   *
   * @param letter the message
   */
  public void restoreFed(Letter letter) {
    letter.fed = true;
  }

  /**
   * Takes the next message that the own app is to see: its messages come back to it in order, once
   * the relay has taken them, whether the relay sends them back or not.
   *
   * @return the message, empty if there is none yet
   */
  public Optional<Letter> nextOwn() {
    for (Letter letter = after(fed); letter != null; letter = letter.next) {
      boolean theirs = letter.stage == Letter.Stage.ACCEPTED || letter.echoed;
      if (letter.stage != Letter.Stage.VOID && !theirs) {
        return Optional.empty();
      }
      fed = letter;
      fedUpTo = letter.id();
      if (letter.stage != Letter.Stage.VOID && !letter.fed) {
        letter.fed = true;
        return Optional.of(letter);
      }
    }
    return Optional.empty();
  }
}
