package dev.croupier.testkit;

import java.time.Duration;

/**
 * How a connection treats what goes one way over it. Delays, cuts, repetitions and garbling concern
 * every frame; losses, duplicates and reordering the messages of sessions only, as a relay may
 * bring them about.
 *
 * @param shortest the least time a frame takes
 * @param longest the most; each frame's is drawn between the two. Frames keep their order
 * @param drop how likely a message is lost, 0 to 1
 * @param duplicate how likely a message arrives twice, 0 to 1
 * @param reorder how likely a message is overtaken by later ones, 0 to 1
 * @param cut how likely the connection breaks at a frame, which is lost with all that are under
 *     way, 0 to 1
 * @param repeat how likely a frame arrives twice, of whatever kind it is, 0 to 1
 * @param garble how likely a frame arrives with a letter changed, an unsigned one cut short, 0 to 1
 */
public record Faults(
    Duration shortest,
    Duration longest,
    double drop,
    double duplicate,
    double reorder,
    double cut,
    double repeat,
    double garble) {

  /** One millisecond each way, nothing is lost: what a table starts with. */
  public static final Faults NONE =
      new Faults(Duration.ofMillis(1), Duration.ofMillis(1), 0, 0, 0, 0, 0, 0);

  /**
   * Checks the values.
   *
   * @throws TestTableException if one is out of range
   */
  public Faults {
    if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
      throw new TestTableException(
          "frames take "
              + shortest
              + " to "
              + longest
              + "; the first must not be negative nor"
              + " above the second");
    }
    requireChance("drop", drop);
    requireChance("duplicate", duplicate);
    requireChance("reorder", reorder);
    requireChance("cut", cut);
    requireChance("repeat", repeat);
    requireChance("garble", garble);
  }

  private static void requireChance(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new TestTableException(name + " is " + value + ", must be 0 to 1");
    }
  }

  /**
   * @param from the least time a frame takes
   * @param to the most
   * @return these with that delay
   */
  public Faults withDelay(Duration from, Duration to) {
    return new Faults(from, to, drop, duplicate, reorder, cut, repeat, garble);
  }

  /**
   * @param chance how likely a message is lost
   * @return these with that chance
   */
  public Faults withDrop(double chance) {
    return new Faults(shortest, longest, chance, duplicate, reorder, cut, repeat, garble);
  }

  /**
   * @param chance how likely a message arrives twice
   * @return these with that chance
   */
  public Faults withDuplicate(double chance) {
    return new Faults(shortest, longest, drop, chance, reorder, cut, repeat, garble);
  }

  /**
   * @param chance how likely a message is overtaken
   * @return these with that chance
   */
  public Faults withReorder(double chance) {
    return new Faults(shortest, longest, drop, duplicate, chance, cut, repeat, garble);
  }

  /**
   * @param chance how likely the connection breaks at a frame
   * @return these with that chance
   */
  public Faults withCut(double chance) {
    return new Faults(shortest, longest, drop, duplicate, reorder, chance, repeat, garble);
  }

  /**
   * @param chance how likely a frame of whatever kind arrives twice
   * @return these with that chance
   */
  public Faults withRepeat(double chance) {
    return new Faults(shortest, longest, drop, duplicate, reorder, cut, chance, garble);
  }

  /**
   * @param chance how likely a frame arrives with a letter changed
   * @return these with that chance
   */
  public Faults withGarble(double chance) {
    return new Faults(shortest, longest, drop, duplicate, reorder, cut, repeat, chance);
  }
}
