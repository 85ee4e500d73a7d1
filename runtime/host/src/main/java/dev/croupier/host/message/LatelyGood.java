package dev.croupier.host.message;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were found good lately. A relay gives each sender its own messages back, and
 * what is word for word what was checked before it left need not be checked again.
 *
 * <p>Each message has one place, given by its hash; a newer one takes it from the older. So the
 * memory is bounded, nothing waits for anything, and forgetting costs a second check and no more.
 * Safe for use by many threads.
 */
final class LatelyGood {
  private static final int PLACES = 512;
  private static final int LONGEST_CHARS = 8_192;

  private final AtomicReferenceArray<@Nullable Good> places = new AtomicReferenceArray<>(PLACES);

  private record Good(String type, String dataJson) {}

  /** Whether exactly this was found good, and is still remembered. */
  boolean contains(String type, String dataJson) {
    Good good = places.get(place(dataJson));
    return good != null && good.type.equals(type) && good.dataJson.equals(dataJson);
  }

  void add(String type, String dataJson) {
    if (dataJson.length() <= LONGEST_CHARS) {
      places.set(place(dataJson), new Good(type, dataJson));
    }
  }

  private static int place(String dataJson) {
    int hash = dataJson.hashCode();
    return Math.floorMod(hash ^ hash >>> 16, PLACES);
  }
}
