package dev.croupier.worker.pipe;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The written form of questions to the seat and of its answers. */
final class QuestionJson {

  private static final String KIND = "kind";

  private QuestionJson() {}

  static ObjectNode write(SeatQuestion question) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (question) {
      case SeatQuestion.Status() -> json.put(KIND, "status");
      case SeatQuestion.ActiveSessions() -> json.put(KIND, "activeSessions");
      case SeatQuestion.Contacts() -> json.put(KIND, "contacts");
      case SeatQuestion.Settings() -> json.put(KIND, "settings");
      case SeatQuestion.Prepare prepare -> {
        json.put(KIND, "prepare").put("timeMs", prepare.timeMs());
        json.set("terms", TurnJson.write(prepare.terms()));
        json.set("allocations", ValueJson.write(prepare.allocations()));
        prepare.sessionData().ifPresent(data -> json.put("sessionData", data));
      }
      case SeatQuestion.Check check ->
          json.put(KIND, "check").put("messageType", check.type()).put("data", check.dataJson());
      case SeatQuestion.Secret() -> json.put(KIND, "secret");
    }
    return json;
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

  static ObjectNode write(SeatAnswer answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (answer) {
      case SeatAnswer.Status(ConnectionStatus status) ->
          json.put(KIND, "status").put("status", status.name());
      case SeatAnswer.ActiveSessions sessions -> {
        ArrayNode ids = json.put(KIND, "activeSessions").putArray("sessions");
        sessions.ids().forEach(ids::add);
      }
      case SeatAnswer.Contacts contacts -> {
        ObjectNode addresses = json.put(KIND, "contacts").putObject("contacts");
        contacts.addresses().forEach(addresses::put);
      }
      case SeatAnswer.Settings(String settings) ->
          json.put(KIND, "settings").put("settings", settings);
      case SeatAnswer.Prepared(var request) ->
          json.put(KIND, "prepared").set("request", ValueJson.write(request));
      case SeatAnswer.Secret(String text) -> json.put(KIND, "secret").put("secret", text);
      case SeatAnswer.Fits() -> json.put(KIND, "fits");
      case SeatAnswer.Refused(String code, String reason) ->
          json.put(KIND, "refused").put("code", code).put("reason", reason);
    }
    return json;
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
