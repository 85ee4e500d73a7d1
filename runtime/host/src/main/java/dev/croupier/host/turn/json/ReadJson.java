package dev.croupier.host.turn.json;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SeatRead.Preparation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The written form of what apps ask their seat: an object whose {@code type} names the question.
 */
public final class ReadJson {

  private ReadJson() {}

  /**
   * @param read a question and its answer
   * @return their written form
   */
  public static ObjectNode write(SeatRead read) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (read) {
      case SeatRead.Status(ConnectionStatus answer) ->
          json.put("type", "status").put("status", answer.name().toLowerCase(Locale.ROOT));
      case SeatRead.ActiveSessions sessions -> {
        ArrayNode ids = json.put("type", "activeSessions").putArray("sessions");
        sessions.answer().forEach(ids::add);
      }
      case SeatRead.Contacts contacts -> {
        ObjectNode names = json.put("type", "contacts").putObject("contacts");
        contacts.answer().forEach(names::put);
      }
      case SeatRead.Settings(String answer) -> json.put("type", "settings").put("settings", answer);
      case SeatRead.PreparedSession prepared -> {
        json.put("type", "preparedSession");
        json.set("terms", TurnJson.write(prepared.terms()));
        json.set("allocations", ValueJson.write(prepared.allocations()));
        prepared.sessionData().ifPresent(data -> json.put("sessionData", data));
        json.put("timeMs", prepared.timeMs());
        switch (prepared.answer()) {
          case Preparation.Written(var request) -> json.set("request", ValueJson.write(request));
          case Preparation.Refused(String code, String message) ->
              json.put("code", code).put("error", message);
        }
      }
      case SeatRead.CheckedMessage checked -> {
        json.put("type", "checkedMessage").put("messageType", checked.type());
        json.put("data", checked.dataJson());
        checked.refusal().ifPresent(refusal -> json.put("refusal", refusal));
      }
      case SeatRead.Secret(String answer) -> json.put("type", "secret").put("secret", answer);
    }
    return json;
  }

  /**
   * @param json a written question with its answer
   * @return both
   * @throws UnreadableTurnException if it is none
   */
  public static SeatRead read(JsonNode json) {
    String type = ValueJson.text(json, "type");
    return switch (type) {
      case "status" -> new SeatRead.Status(status(ValueJson.text(json, "status")));
      case "activeSessions" -> new SeatRead.ActiveSessions(ValueJson.texts(json, "sessions"));
      case "contacts" -> new SeatRead.Contacts(contacts(ValueJson.member(json, "contacts")));
      case "settings" -> new SeatRead.Settings(ValueJson.text(json, "settings"));
      case "preparedSession" ->
          new SeatRead.PreparedSession(
              TurnJson.readTerms(ValueJson.member(json, "terms")),
              ValueJson.readAllocations(ValueJson.member(json, "allocations")),
              ValueJson.optionalText(json, "sessionData"),
              ValueJson.number(json, "timeMs"),
              json.has("request")
                  ? new Preparation.Written(
                      ValueJson.readRequest(ValueJson.member(json, "request")))
                  : new Preparation.Refused(
                      ValueJson.text(json, "code"), ValueJson.text(json, "error")));
      case "checkedMessage" ->
          new SeatRead.CheckedMessage(
              ValueJson.text(json, "messageType"),
              ValueJson.text(json, "data"),
              ValueJson.optionalText(json, "refusal"));
      case "secret" -> new SeatRead.Secret(ValueJson.text(json, "secret"));
      default -> throw new UnreadableTurnException("read type \"" + type + "\" is unknown");
    };
  }

  private static ConnectionStatus status(String text) {
    for (ConnectionStatus status : ConnectionStatus.values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
        return status;
      }
    }
    throw new UnreadableTurnException("status \"" + text + "\" is unknown");
  }

  private static Map<String, String> contacts(JsonNode json) {
    Map<String, String> contacts = new LinkedHashMap<>();
    for (String name : json.propertyNames()) {
      contacts.put(name, ValueJson.text(json, name));
    }
    return contacts;
  }
}
