package dev.croupier.rpc.messages;

import java.util.Arrays;

/**
 * Remembers which request ids one wallet has used in one session, in bounded memory: the highest
 * ids seen, and that everything up to the highest forgotten one counts as used.
 *
 * <p>A window of numbers below the highest id would not do. The TypeScript SDKs take their ids at
 * random from the ten seconds after now, in milliseconds, so an id may be ten thousand below the
 * one before and still be fresh. Not safe for concurrent use.
 */
final class UsedRequestIds {
  private static final int FIRST_CAPACITY = 16;

  private final int remembered;

  /** Sorted as unsigned numbers; the first {@code count} are in use. */
  private long[] ids = new long[FIRST_CAPACITY];

  private int count;
  private boolean forgetful;
  private long floor;

  /**
   * @param remembered how many ids to remember at most, 16 or more
   */
  UsedRequestIds(int remembered) {
    this.remembered = remembered;
  }

  /**
   * Notes an id as used.
   *
   * @param id a request id, an unsigned 64-bit number
   * @return whether it was fresh; false leaves everything as it is
   */
  boolean use(long id) {
    if (forgetful && Long.compareUnsigned(id, floor) <= 0) {
      return false;
    }
    int place = count;
    while (place > 0 && Long.compareUnsigned(ids[place - 1], id) > 0) {
      place--;
    }
    if (place > 0 && ids[place - 1] == id) {
      return false;
    }
    if (count == ids.length) {
      place -= makeRoom();
    }
    if (place < 0) {
      // The id lies below what has just been forgotten; it was fresh and must not come again.
      return true;
    }
    System.arraycopy(ids, place, ids, place + 1, count - place);
    ids[place] = id;
    count++;
    return true;
  }

  /** Grows, or forgets the lowest quarter; tells by how much the rest moved down. */
  private int makeRoom() {
    if (ids.length < remembered) {
      ids = Arrays.copyOf(ids, Math.min(remembered, ids.length * 2));
      return 0;
    }
    int forgotten = Math.max(1, count / 4);
    forgetful = true;
    floor = ids[forgotten - 1];
    System.arraycopy(ids, forgotten, ids, 0, count - forgotten);
    count -= forgotten;
    return forgotten;
  }
}
