package dev.croupier.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the {@link AdminServer} sends back.
 *
 * @param status HTTP status
 * @param contentType HTTP content type
 * @param body the whole body as text
 */
public record AdminAnswer(int status, String contentType, String body) {

  /**
   * An answer with a JSON object.
   *
   * @param status HTTP status
   * @param members members in the map's order: text, numbers, booleans or maps of these
   * @return the answer
   */
  public static AdminAnswer json(int status, Map<String, ?> members) {
    return new AdminAnswer(status, "application/json; charset=utf-8", AdminJson.write(members));
  }

  /**
   * A refusal: {@code {"error": text, "field": name}}.
   *
   * @param status HTTP status, 400 or more
   * @param error what is wrong, with the value and the rule
   * @param field the member of the request it concerns; empty when it is none in particular
   * @return the answer
   */
  public static AdminAnswer error(int status, String error, String field) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", error);
    if (!field.isEmpty()) {
      members.put("field", field);
    }
    return json(status, members);
  }

  /**
   * A page of metrics.
   *
   * @param metrics what was measured
   * @return the answer with the content type of the Prometheus text format
   */
  public static AdminAnswer metrics(PrometheusText metrics) {
    return new AdminAnswer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.toString());
  }
}
