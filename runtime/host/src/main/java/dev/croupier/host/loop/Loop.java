package dev.croupier.host.loop;

import java.util.OptionalLong;

/** Work that is done one step at a time, always by the same thread. */
public interface Loop {

  /**
   * @return a name for the thread
   */
  String name();

  /**
   * Says how to tell the driver that there is work again. Called once, before the first step.
   *
   * @param wake may be called on any thread, does not block
   */
  void onWork(Runnable wake);

  /**
   * Does some of the waiting work.
   *
   * @return how much was done; 0 means that there is nothing to do now
   */
  int step();

  /**
   * @return when there is work although nothing new arrives, Unix milliseconds; empty if never
   */
  OptionalLong nextDueMs();

  /**
   * @return whether the work is over for good
   */
  boolean finished();

  /**
   * A step ended with an error that it did not handle itself.
   *
   * @param error the error
   */
  void crashed(Throwable error);
}
