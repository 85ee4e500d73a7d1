package dev.croupier.worker.pipe;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import java.util.List;
import java.util.Optional;

/** What an app in a worker asks of its seat within a turn. */
public sealed interface SeatQuestion {

  /** Where the connection stands. */
  record Status() implements SeatQuestion {}

  /** Which sessions are open. */
  record ActiveSessions() implements SeatQuestion {}

  /** The address book. */
  record Contacts() implements SeatQuestion {}

  /** The seat's settings. */
  record Settings() implements SeatQuestion {}

  /**
   * Complete and write out a session request.
   *
   * @param terms who takes part and who decides
   * @param allocations what each participant pays in
   * @param sessionData free text to store
   * @param timeMs the time of the turn, Unix milliseconds
   */
  record Prepare(
      SessionTerms terms, List<Allocation> allocations, Optional<String> sessionData, long timeMs)
      implements SeatQuestion {
    /** Copies the list. */
    public Prepare {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Does this message fit the app's message types?
   *
   * @param type the message type
   * @param dataJson the data
   */
  record Check(String type, String dataJson) implements SeatQuestion {}

  /** A secret, please. */
  record Secret() implements SeatQuestion {}
}
