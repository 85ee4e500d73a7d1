package dev.croupier.cli.bench.node;

import java.time.Duration;
import java.util.List;

/**
 * How much load, and for how long.
 *
 * @param clients how many operations are under way at a time, 2 or more
 * @param warmUp unmeasured load before each figure
 * @param perFigure measured load of each repetition of a figure
 * @param repeats how often each figure is measured
 * @param groupSizes numbers of participants for which the relay is measured, each 2 or more
 */
public record LoadSettings(
    int clients, Duration warmUp, Duration perFigure, int repeats, List<Integer> groupSizes) {
  /** Group sizes of the published figures. */
  public static final List<Integer> GROUP_SIZES = List.of(2, 10, 100);

  /** Copies the list. */
  public LoadSettings {
    groupSizes = List.copyOf(groupSizes);
  }
}
