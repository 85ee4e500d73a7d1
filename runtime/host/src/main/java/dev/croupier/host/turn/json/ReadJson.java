package dev.croupier.host.turn.json;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SeatRead.Preparation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The written form of what apps ask their seat: an object whose {@code type} names the question.
 */
public final class ReadJson {

  private ReadJson() {}

  /**
   * Writes a question and its answer.
   *
   * @param json takes the written form
   * @param read both
   */
  public static void write(JsonGenerator json, SeatRead read) {
    json.writeStartObject();
    switch (read) {
      case SeatRead.Status(ConnectionStatus answer) ->
          type(json, "status")
              .writeStringProperty("status", answer.name().toLowerCase(Locale.ROOT));
      case SeatRead.ActiveSessions sessions -> {
        type(json, "activeSessions");
        ValueJson.writeTexts(json, "sessions", sessions.answer());
      }
      case SeatRead.Contacts contacts -> {
        type(json, "contacts");
        ValueJson.writeTexts(json, "contacts", contacts.answer());
      }
      case SeatRead.Settings(String answer) ->
          type(json, "settings").writeStringProperty("settings", answer);
      case SeatRead.PreparedSession prepared -> {
        type(json, "preparedSession").writeName("terms");
        TurnJson.write(json, prepared.terms());
        json.writeName("allocations");
        ValueJson.write(json, prepared.allocations());
        prepared.sessionData().ifPresent(data -> json.writeStringProperty("sessionData", data));
        json.writeNumberProperty("timeMs", prepared.timeMs());
        switch (prepared.answer()) {
          case Preparation.Written(var request) -> {
            json.writeName("request");
            ValueJson.write(json, request);
          }
          case Preparation.Refused(String code, String message) ->
              json.writeStringProperty("code", code).writeStringProperty("error", message);
        }
      }
      case SeatRead.CheckedMessage checked -> {
        type(json, "checkedMessage")
            .writeStringProperty("messageType", checked.type())
            .writeStringProperty("data", checked.dataJson());
        checked.refusal().ifPresent(refusal -> json.writeStringProperty("refusal", refusal));
      }
      case SeatRead.Secret(String answer) ->
          type(json, "secret").writeStringProperty("secret", answer);
    }
    json.writeEndObject();
  }

  private static JsonGenerator type(JsonGenerator json, String type) {
    return json.writeStringProperty("type", type);
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
