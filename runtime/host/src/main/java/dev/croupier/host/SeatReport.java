package dev.croupier.host;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** Tells the listener what happens to one seat. Safe for use by many threads. */
final class SeatReport {

  private final String seat;
  private final InstantSource clock;
  private final HostListener listener;

  SeatReport(String seat, InstantSource clock, HostListener listener) {
    this.seat = seat;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param event makes the event from time and seat
   */
  void tell(BiFunction<Instant, String, HostEvent> event) {
    listener.on(event.apply(clock.instant(), seat));
  }
}
