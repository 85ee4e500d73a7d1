package dev.croupier.host.turn;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something an app asked of its seat during a turn, and the answer. What a turn may not tell by
 * itself is recorded with it in the order it was asked, so that the turn can be run again; name and
 * wallet of the seat never change and are no reads.
 */
public sealed interface SeatRead {

  /**
   * Where the connection stood.
   *
   * @param answer what was answered
   */
  record Status(ConnectionStatus answer) implements SeatRead {}

  /**
   * Which sessions were open.
   *
   * @param answer their ids
   */
  record ActiveSessions(List<String> answer) implements SeatRead {
    /** Copies the list. */
    public ActiveSessions {
      answer = List.copyOf(answer);
    }
  }

  /**
   * The address book.
   *
   * @param answer name to EIP-55 text, in the order it was told
   */
  record Contacts(Map<String, String> answer) implements SeatRead {
    /** Copies the map. */
    public Contacts {
      answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
    }
  }

  /**
   * The seat's settings.
   *
   * @param answer JSON text
   */
  record Settings(String answer) implements SeatRead {}

  /**
   * A session request that was to be completed and written out.
   *
   * @param terms who was to take part
   * @param allocations what each was to pay in
   * @param sessionData free text to store
   * @param timeMs the time it was asked with, Unix milliseconds
   * @param answer the request, or why there is none
   */
  record PreparedSession(
      SessionTerms terms,
      List<Allocation> allocations,
      Optional<String> sessionData,
      long timeMs,
      Preparation answer)
      implements SeatRead {
    /** Copies the list. */
    public PreparedSession {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Whether a message fits the app's message types.
   *
   * @param type the message type
   * @param dataJson the data as JSON text
   * @param refusal the rule it breaks, empty if it fits
   */
  record CheckedMessage(String type, String dataJson, Optional<String> refusal)
      implements SeatRead {}

  /**
   * A secret that was drawn.
   *
   * @param answer 32 bytes as hex text
   */
  record Secret(String answer) implements SeatRead {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Secret[]";
    }
  }

  /** What came of preparing a session. */
  sealed interface Preparation {

    /**
     * It is prepared.
     *
     * @param request the whole request
     */
    record Written(SessionRequest request) implements Preparation {}

    /**
     * It breaks a rule.
     *
     * @param code a stable word for the rule
     * @param message what is wrong, fit for authors' eyes
     */
    record Refused(String code, String message) implements Preparation {}
  }
}
