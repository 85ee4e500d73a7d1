package dev.croupier.host.journal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/**
 * Which messages of a session were handled: the latest of each sender, by request id, in the order
 * they were handled. Not safe for use by many threads.
 *
 * <p>There may be thousands of them in each of thousands of sessions, and they stay for as long as
 * the session is open. As objects they would be most of what a garbage collector has to follow, so
 * they are kept as bare numbers.
 */
public final class HandledMessages {

  private final int perSender;
  private final Map<String, Latest> senders = new LinkedHashMap<>();

  /**
   * @param perSender how many are remembered of each sender, at least 1
   */
  public HandledMessages(int perSender) {
    this.perSender = perSender;
  }

  /**
   * Remembers a message.
   *
   * @param sender who sent it, EIP-55 text
   * @param requestId the sender's request id
   * @return false if it was there already
   */
  public boolean add(String sender, long requestId) {
    return senders.computeIfAbsent(sender, key -> new Latest()).add(requestId, perSender);
  }

  /**
   * @param sender who sent it, EIP-55 text
   * @param requestId the sender's request id
   * @return whether that message is among those that are remembered
   */
  public boolean contains(String sender, long requestId) {
    Latest latest = senders.get(sender);
    return latest != null && latest.contains(requestId);
  }

  /**
   * @param sender who sent it, EIP-55 text
   * @return the request id of that sender's message that was handled last, empty if none was
   */
  public OptionalLong last(String sender) {
    Latest latest = senders.get(sender);
    return latest == null ? OptionalLong.empty() : OptionalLong.of(latest.last());
  }

  /**
   * @return how many are remembered
   */
  public int size() {
    return senders.values().stream().mapToInt(latest -> latest.size).sum();
  }

  /**
   * Shows all of them.
   *
   * @param reader takes each sender and the request ids of its messages, in order
   */
  public void forEach(BiConsumer<String, LongStream> reader) {
    senders.forEach((sender, latest) -> reader.accept(sender, latest.inOrder()));
  }

  /**
   * Remembers what others have remembered.
   *
   * @param others of the same session
   */
  public void addAll(HandledMessages others) {
    others.forEach((sender, ids) -> ids.forEach(id -> add(sender, id)));
  }

  /** A ring of the latest ids of one sender. */
  private static final class Latest {
    private static final int FIRST_ROOM = 8;

    private long[] ids = new long[FIRST_ROOM];
    private int oldest;
    private int size;
    private long highest = Long.MIN_VALUE;

    boolean add(long id, int most) {
      if (contains(id)) {
        return false;
      }
      highest = Math.max(highest, id);
      if (size == most) {
        oldest = (oldest + 1) % ids.length;
        size--;
      } else if (size == ids.length) {
        ids = Arrays.copyOf(inOrder().toArray(), 2 * size);
        oldest = 0;
      }
      ids[(oldest + size) % ids.length] = id;
      size++;
      return true;
    }

    /** Senders number upwards, so that hardly one has to be looked for. */
    boolean contains(long id) {
      return id <= highest && inOrder().anyMatch(known -> known == id);
    }

    long last() {
      return ids[(oldest + size - 1) % ids.length];
    }

    LongStream inOrder() {
      int untilEnd = Math.min(size, ids.length - oldest);
      return LongStream.concat(
          Arrays.stream(ids, oldest, oldest + untilEnd), Arrays.stream(ids, 0, size - untilEnd));
    }
  }
}
