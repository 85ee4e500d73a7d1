package dev.croupier.worker;

import dev.croupier.worker.pipe.FromWorker;
import java.util.Set;

/**
 * Why a worker's process is no more.
 *
 * @param reason for people
 * @param culprit the channel whose turn it was ended for, {@link FromWorker#NO_INSTANCE} if it
 *     ended by itself
 * @param location the best known place in the code that ran, {@code ""} if unknown
 * @param busy channels that waited for it when it ended
 */
record Ending(String reason, int culprit, String location, Set<Integer> busy) {

  /** Copies the set. */
  Ending {
    busy = Set.copyOf(busy);
  }

  /** The host ended it. */
  static Ending because(String reason) {
    return because(FromWorker.NO_INSTANCE, reason, "");
  }

  /** The host ended it for what a channel did. */
  static Ending because(int culprit, String reason, String location) {
    return new Ending(reason, culprit, location, Set.of());
  }

  /** It ended while some channels were busy. */
  static Ending byItself(String reason, String location, Set<Integer> busy) {
    return new Ending(reason, FromWorker.NO_INSTANCE, location, busy);
  }

  /** Whether it was this channel's turn that ended the worker, beyond doubt. */
  boolean causedBy(int channel) {
    return culprit == channel
        || (culprit == FromWorker.NO_INSTANCE && busy.equals(Set.of(channel)));
  }
}
