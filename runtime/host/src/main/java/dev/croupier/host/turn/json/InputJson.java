package dev.croupier.host.turn.json;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The written form of inputs: an object whose {@code type} names the kind. */
public final class InputJson {

  private InputJson() {}

  /**
   * Writes an input.
   *
   * @param json takes the written form
   * @param input an input
   */
  public static void write(JsonGenerator json, Input input) {
    json.writeStartObject();
    switch (input) {
      case Input.Started() -> type(json, "started");
      case Input.Stopped() -> type(json, "stopped");
      case Input.Invited(long inviteId, Invite invite) -> {
        type(json, "invited")
            .writeNumberProperty("inviteId", inviteId)
            .writeStringProperty("from", invite.from())
            .writeStringProperty("sessionId", invite.sessionId())
            .writeName("request");
        ValueJson.write(json, invite.request());
      }
      case Input.Proposed(long proposalId, Proposal proposal) -> {
        type(json, "proposed")
            .writeNumberProperty("proposalId", proposalId)
            .writeStringProperty("from", proposal.from())
            .writeStringProperty("sessionId", proposal.sessionId())
            .writeStringProperty("kind", word(proposal.kind()))
            .writeNumberProperty("version", proposal.version());
        allocations(json, "allocations", proposal.allocations());
        proposal.sessionData().ifPresent(data -> json.writeStringProperty("sessionData", data));
      }
      case Input.Reloaded(String previous) ->
          type(json, "reloaded").writeStringProperty("previousVersion", previous);
      case Input.SessionCreated() -> type(json, "sessionCreated");
      case Input.SessionResumed() -> type(json, "sessionResumed");
      case Input.Disconnected(String reason) ->
          type(json, "disconnected").writeStringProperty("reason", reason);
      case Input.Reconnected() -> type(json, "reconnected");
      case Input.MessageReceived message ->
          type(json, "message")
              .writeStringProperty("messageType", message.type())
              .writeStringProperty("sender", message.sender())
              .writeNumberProperty("requestId", message.requestId())
              .writeStringProperty("data", message.dataJson());
      case Input.StateUpdated(StateUpdate update) -> {
        type(json, "stateUpdated").writeNumberProperty("version", update.version());
        allocations(json, "allocations", update.allocations());
        update.kind().ifPresent(kind -> json.writeStringProperty("kind", word(kind)));
        update.sessionData().ifPresent(data -> json.writeStringProperty("sessionData", data));
      }
      case Input.RequestSettled(String run, int lane, long callId, SettledRequest request) -> {
        type(json, "requestSettled")
            .writeStringProperty("run", run)
            .writeNumberProperty("lane", lane)
            .writeNumberProperty("callId", callId)
            .writeStringProperty("kind", word(request.kind()));
        request.sessionId().ifPresent(id -> json.writeStringProperty("sessionId", id));
        allocations(json, "allocations", request.allocations());
        json.writeBooleanProperty("done", request.done());
        if (!request.done()) {
          json.writeStringProperty("code", request.code());
          json.writeStringProperty("error", request.reason());
        }
      }
      case Input.TimerFired(String name, String data) ->
          type(json, "timer").writeStringProperty("name", name).writeStringProperty("data", data);
      case Input.Answered(long callId, Input.CallResult.Succeeded(String value)) ->
          type(json, "answered")
              .writeNumberProperty("callId", callId)
              .writeStringProperty("value", value);
      case Input.Answered(long callId, Input.CallResult.Failed(String code, String text)) ->
          type(json, "answered")
              .writeNumberProperty("callId", callId)
              .writeStringProperty("code", code)
              .writeStringProperty("error", text);
      case Input.SessionClosed closed -> {
        type(json, "sessionClosed");
        allocations(json, "finalAllocations", closed.finalAllocations());
      }
      case Input.Operator(String command, String detail) ->
          type(json, "operator")
              .writeStringProperty("command", command)
              .writeStringProperty("detail", detail);
      case Input.Leaving(long callId, SentRequest request) -> {
        type(json, "leaving").writeNumberProperty("callId", callId).writeName("request");
        write(json, request);
      }
    }
    json.writeEndObject();
  }

  private static JsonGenerator type(JsonGenerator json, String type) {
    return json.writeStringProperty("type", type);
  }

  private static void allocations(JsonGenerator json, String name, List<Allocation> allocations) {
    json.writeName(name);
    ValueJson.write(json, allocations);
  }

  /**
   * Writes a request that leaves.
   *
   * @param json takes the written form
   * @param request the request
   */
  public static void write(JsonGenerator json, SentRequest request) {
    json.writeStartObject()
        .writeNumberProperty("timeMs", request.timeMs())
        .writeStringProperty("text", request.text());
    ValueJson.writeTexts(json, "signatures", request.signatures());
    json.writeNumberProperty("version", request.version())
        .writeNumberProperty("expiresAtMs", request.expiresAtMs())
        .writeEndObject();
  }

  /**
   * @param json a written request
   * @return the request
   * @throws UnreadableTurnException if it is none
   */
  public static SentRequest readRequest(JsonNode json) {
    return new SentRequest(
        ValueJson.number(json, "timeMs"),
        ValueJson.text(json, "text"),
        ValueJson.texts(json, "signatures"),
        ValueJson.number(json, "version"),
        ValueJson.number(json, "expiresAtMs"));
  }

  /**
   * @param json a written input
   * @return the input
   * @throws UnreadableTurnException if it is none
   */
  public static Input read(JsonNode json) {
    String type = ValueJson.text(json, "type");
    return switch (type) {
      case "started" -> new Input.Started();
      case "stopped" -> new Input.Stopped();
      case "invited" ->
          new Input.Invited(
              ValueJson.number(json, "inviteId"),
              new Invite(
                  ValueJson.text(json, "from"),
                  ValueJson.text(json, "sessionId"),
                  ValueJson.readRequest(ValueJson.member(json, "request"))));
      case "proposed" ->
          new Input.Proposed(
              ValueJson.number(json, "proposalId"),
              new Proposal(
                  ValueJson.text(json, "from"),
                  ValueJson.text(json, "sessionId"),
                  kind(json),
                  ValueJson.number(json, "version"),
                  ValueJson.readAllocations(ValueJson.member(json, "allocations")),
                  ValueJson.optionalText(json, "sessionData")));
      case "reloaded" -> new Input.Reloaded(ValueJson.text(json, "previousVersion"));
      case "sessionCreated" -> new Input.SessionCreated();
      case "sessionResumed" -> new Input.SessionResumed();
      case "disconnected" -> new Input.Disconnected(ValueJson.text(json, "reason"));
      case "reconnected" -> new Input.Reconnected();
      case "message" ->
          new Input.MessageReceived(
              ValueJson.text(json, "messageType"),
              ValueJson.text(json, "sender"),
              ValueJson.text(json, "data"),
              ValueJson.number(json, "requestId"));
      case "timer" ->
          new Input.TimerFired(ValueJson.text(json, "name"), ValueJson.text(json, "data"));
      case "answered" ->
          new Input.Answered(
              ValueJson.number(json, "callId"),
              json.has("value")
                  ? new Input.CallResult.Succeeded(ValueJson.text(json, "value"))
                  : new Input.CallResult.Failed(
                      ValueJson.text(json, "code"), ValueJson.text(json, "error")));
      case "sessionClosed" ->
          new Input.SessionClosed(
              ValueJson.readAllocations(ValueJson.member(json, "finalAllocations")));
      case "operator" ->
          new Input.Operator(ValueJson.text(json, "command"), ValueJson.text(json, "detail"));
      case "stateUpdated" ->
          new Input.StateUpdated(
              new StateUpdate(
                  ValueJson.number(json, "version"),
                  ValueJson.readAllocations(ValueJson.member(json, "allocations")),
                  json.has("kind") ? Optional.of(kind(json)) : Optional.empty(),
                  ValueJson.optionalText(json, "sessionData")));
      case "requestSettled" ->
          new Input.RequestSettled(
              ValueJson.text(json, "run"),
              (int) ValueJson.number(json, "lane"),
              ValueJson.number(json, "callId"),
              readSettled(json));
      case "leaving" ->
          new Input.Leaving(
              ValueJson.number(json, "callId"), readRequest(ValueJson.member(json, "request")));
      default -> throw new UnreadableTurnException("input type \"" + type + "\" is unknown");
    };
  }

  private static SettledRequest readSettled(JsonNode json) {
    boolean done = ValueJson.flag(json, "done");
    return new SettledRequest(
        choice(json, "kind", SettledRequest.Kind.class),
        ValueJson.optionalText(json, "sessionId"),
        ValueJson.readAllocations(ValueJson.member(json, "allocations")),
        done,
        done ? "" : ValueJson.text(json, "code"),
        done ? "" : ValueJson.text(json, "error"));
  }

  private static Proposal.Kind kind(JsonNode json) {
    return choice(json, "kind", Proposal.Kind.class);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E choice(JsonNode json, String name, Class<E> choices) {
    String word = ValueJson.text(json, name);
    for (E choice : choices.getEnumConstants()) {
      if (word(choice).equals(word)) {
        return choice;
      }
    }
    throw new UnreadableTurnException(name + " \"" + word + "\" is unknown");
  }
}
