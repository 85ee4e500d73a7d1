package dev.croupier.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the service is.
 *
 * @param serving whether it serves clients
 * @param details more about it, for people: text, numbers or booleans; no secrets
 */
public record Health(boolean serving, Map<String, Object> details) {

  /** Keeps a copy of the details. */
  public Health {
    details = Map.copyOf(details);
  }

  /** The answer's members: {@code status} first, then the details by name. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("status", serving ? "ok" : "unavailable");
    details.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(detail -> members.put(detail.getKey(), detail.getValue()));
    return members;
  }
}
