package dev.croupier.testkit;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message in a session as a test sees it.
 *
 * @param at when it was sent or heard
 * @param seat who sent or heard it
 * @param sessionId the session
 * @param type the message type
 * @param from the name of the wallet that sent it, established from its signature; its address if
 *     it is nobody at the table
 * @param json the data as JSON text
 */
public record TestMessage(
    Instant at, String seat, String sessionId, String type, String from, String json) {

  /**
   * @param <T> the type
   * @param target a class of the test's or the app's, usually a record
   * @return the data as a value of it
   */
  public <T> T as(Class<T> target) {
    return JsonMapper.shared().readValue(json, target);
  }

  /**
   * @return the data as a tree
   */
  public JsonNode data() {
    return JsonMapper.shared().readTree(json);
  }

  /** Short enough for a line: {@code ping {"n":1} from server}. */
  @Override
  public String toString() {
    return type + " " + json + " from " + from;
  }
}
