package dev.croupier.worker.pipe;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The written form of questions to the seat and of its answers. */
final class QuestionJson {

  private static final String KIND = "kind";

  private QuestionJson() {}

  static void write(JsonGenerator json, SeatQuestion question) {
    json.writeStartObject();
    switch (question) {
      case SeatQuestion.Status() -> kind(json, "status");
      case SeatQuestion.ActiveSessions() -> kind(json, "activeSessions");
      case SeatQuestion.Contacts() -> kind(json, "contacts");
      case SeatQuestion.Settings() -> kind(json, "settings");
      case SeatQuestion.Prepare prepare -> {
        kind(json, "prepare").writeNumberProperty("timeMs", prepare.timeMs()).writeName("terms");
        TurnJson.write(json, prepare.terms());
        json.writeName("allocations");
        ValueJson.write(json, prepare.allocations());
        prepare.sessionData().ifPresent(data -> json.writeStringProperty("sessionData", data));
      }
      case SeatQuestion.Check check ->
          kind(json, "check")
              .writeStringProperty("messageType", check.type())
              .writeStringProperty("data", check.dataJson());
      case SeatQuestion.Secret() -> kind(json, "secret");
    }
    json.writeEndObject();
  }

  private static JsonGenerator kind(JsonGenerator json, String kind) {
    return json.writeStringProperty(KIND, kind);
  }

  static SeatQuestion readQuestion(JsonNode json) {
    String kind = ValueJson.text(json, KIND);
    return switch (kind) {
      case "status" -> new SeatQuestion.Status();
      case "activeSessions" -> new SeatQuestion.ActiveSessions();
      case "contacts" -> new SeatQuestion.Contacts();
      case "settings" -> new SeatQuestion.Settings();
      case "prepare" ->
          new SeatQuestion.Prepare(
              TurnJson.readTerms(ValueJson.member(json, "terms")),
              ValueJson.readAllocations(ValueJson.member(json, "allocations")),
              ValueJson.optionalText(json, "sessionData"),
              ValueJson.number(json, "timeMs"));
      case "check" ->
          new SeatQuestion.Check(ValueJson.text(json, "messageType"), ValueJson.text(json, "data"));
      case "secret" -> new SeatQuestion.Secret();
      default -> throw new UnreadableTurnException("question kind \"" + kind + "\" is unknown");
    };
  }

  static void write(JsonGenerator json, SeatAnswer answer) {
    json.writeStartObject();
    switch (answer) {
      case SeatAnswer.Status(ConnectionStatus status) ->
          kind(json, "status").writeStringProperty("status", status.name());
      case SeatAnswer.ActiveSessions sessions -> {
        kind(json, "activeSessions");
        ValueJson.writeTexts(json, "sessions", sessions.ids());
      }
      case SeatAnswer.Contacts contacts -> {
        kind(json, "contacts");
        ValueJson.writeTexts(json, "contacts", contacts.addresses());
      }
      case SeatAnswer.Settings(String settings) ->
          kind(json, "settings").writeStringProperty("settings", settings);
      case SeatAnswer.Prepared(var request) -> {
        kind(json, "prepared").writeName("request");
        ValueJson.write(json, request);
      }
      case SeatAnswer.Secret(String text) ->
          kind(json, "secret").writeStringProperty("secret", text);
      case SeatAnswer.Fits() -> kind(json, "fits");
      case SeatAnswer.Refused(String code, String reason) ->
          kind(json, "refused")
              .writeStringProperty("code", code)
              .writeStringProperty("reason", reason);
    }
    json.writeEndObject();
  }

  static SeatAnswer readAnswer(JsonNode json) {
    String kind = ValueJson.text(json, KIND);
    return switch (kind) {
      case "status" -> new SeatAnswer.Status(status(ValueJson.text(json, "status")));
      case "activeSessions" -> new SeatAnswer.ActiveSessions(ValueJson.texts(json, "sessions"));
      case "contacts" -> new SeatAnswer.Contacts(textsByName(ValueJson.member(json, "contacts")));
      case "settings" -> new SeatAnswer.Settings(ValueJson.text(json, "settings"));
      case "prepared" ->
          new SeatAnswer.Prepared(ValueJson.readRequest(ValueJson.member(json, "request")));
      case "secret" -> new SeatAnswer.Secret(ValueJson.text(json, "secret"));
      case "fits" -> new SeatAnswer.Fits();
      case "refused" ->
          new SeatAnswer.Refused(ValueJson.text(json, "code"), ValueJson.text(json, "reason"));
      default -> throw new UnreadableTurnException("answer kind \"" + kind + "\" is unknown");
    };
  }

  private static ConnectionStatus status(String text) {
    for (ConnectionStatus status : ConnectionStatus.values()) {
      if (status.name().equals(text)) {
        return status;
      }
    }
    throw new UnreadableTurnException("status \"" + text + "\" is unknown");
  }

  static Map<String, String> textsByName(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : json.propertyNames()) {
      texts.put(name, ValueJson.text(json, name));
    }
    return texts;
  }
}
