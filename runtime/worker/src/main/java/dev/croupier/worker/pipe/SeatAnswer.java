package dev.croupier.worker.pipe;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.SessionRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a seat says to a {@link SeatQuestion}. */
public sealed interface SeatAnswer {

  /**
   * @param status where the connection stands
   */
  record Status(ConnectionStatus status) implements SeatAnswer {}

  /**
   * @param ids the open sessions
   */
  record ActiveSessions(List<String> ids) implements SeatAnswer {
    /** Copies the list. */
    public ActiveSessions {
      ids = List.copyOf(ids);
    }
  }

  /**
   * @param addresses name to EIP-55 text, in the order it was told
   */
  record Contacts(Map<String, String> addresses) implements SeatAnswer {
    /** Copies the map. */
    public Contacts {
      addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
    }
  }

  /**
   * @param json the settings as JSON text
   */
  record Settings(String json) implements SeatAnswer {}

  /**
   * @param request the whole request
   */
  record Prepared(SessionRequest request) implements SeatAnswer {}

  /**
   * @param text 32 random bytes as hex text
   */
  record Secret(String text) implements SeatAnswer {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Secret[]";
    }
  }

  /** The message fits. */
  record Fits() implements SeatAnswer {}

  /**
   * The request or the message breaks a rule.
   *
   * @param code a stable word for the rule; for a message its type
   * @param reason what is wrong, fit for authors' eyes
   */
  record Refused(String code, String reason) implements SeatAnswer {}
}
