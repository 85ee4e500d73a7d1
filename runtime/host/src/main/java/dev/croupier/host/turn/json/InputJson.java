package dev.croupier.host.turn.json;

import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentRequest;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The written form of inputs: an object whose {@code type} names the kind. */
public final class InputJson {

  private InputJson() {}

  /**
   * @param input an input
   * @return its written form
   */
  public static ObjectNode write(Input input) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (input) {
      case Input.Started() -> json.put("type", "started");
      case Input.Stopped() -> json.put("type", "stopped");
      case Input.Invited(long inviteId, Invite invite) -> {
        json.put("type", "invited").put("inviteId", inviteId).put("from", invite.from());
        json.put("sessionId", invite.sessionId());
        json.set("request", ValueJson.write(invite.request()));
      }
      case Input.Proposed(long proposalId, Proposal proposal) -> {
        json.put("type", "proposed").put("proposalId", proposalId).put("from", proposal.from());
        json.put("sessionId", proposal.sessionId());
        json.put("kind", word(proposal.kind()));
        json.put("version", proposal.version());
        json.set("allocations", ValueJson.write(proposal.allocations()));
        proposal.sessionData().ifPresent(data -> json.put("sessionData", data));
      }
      case Input.Reloaded(String previous) ->
          json.put("type", "reloaded").put("previousVersion", previous);
      case Input.SessionCreated() -> json.put("type", "sessionCreated");
      case Input.SessionResumed() -> json.put("type", "sessionResumed");
      case Input.Disconnected(String reason) ->
          json.put("type", "disconnected").put("reason", reason);
      case Input.Reconnected() -> json.put("type", "reconnected");
      case Input.MessageReceived message -> {
        json.put("type", "message").put("messageType", message.type());
        json.put("sender", message.sender()).put("requestId", message.requestId());
        json.put("data", message.dataJson());
      }
      case Input.StateUpdated(StateUpdate update) -> {
        json.put("type", "stateUpdated").put("version", update.version());
        json.set("allocations", ValueJson.write(update.allocations()));
        update.kind().ifPresent(kind -> json.put("kind", word(kind)));
        update.sessionData().ifPresent(data -> json.put("sessionData", data));
      }
      case Input.RequestSettled(String run, int lane, long callId, SettledRequest request) -> {
        json.put("type", "requestSettled").put("run", run).put("lane", lane).put("callId", callId);
        json.put("kind", word(request.kind()));
        request.sessionId().ifPresent(id -> json.put("sessionId", id));
        json.set("allocations", ValueJson.write(request.allocations()));
        json.put("done", request.done());
        if (!request.done()) {
          json.put("code", request.code()).put("error", request.reason());
        }
      }
      case Input.TimerFired(String name, String data) ->
          json.put("type", "timer").put("name", name).put("data", data);
      case Input.Answered(long callId, Input.CallResult.Succeeded(String value)) ->
          json.put("type", "answered").put("callId", callId).put("value", value);
      case Input.Answered(long callId, Input.CallResult.Failed(String code, String text)) ->
          json.put("type", "answered").put("callId", callId).put("code", code).put("error", text);
      case Input.SessionClosed closed -> {
        json.put("type", "sessionClosed");
        json.set("finalAllocations", ValueJson.write(closed.finalAllocations()));
      }
      case Input.Operator(String command, String detail) ->
          json.put("type", "operator").put("command", command).put("detail", detail);
      case Input.Leaving(long callId, SentRequest request) ->
          json.put("type", "leaving").put("callId", callId).set("request", write(request));
    }
    return json;
  }

  /**
   * @param request a request that leaves
   * @return its written form
   */
  public static ObjectNode write(SentRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("timeMs", request.timeMs()).put("text", request.text());
    ArrayNode signatures = json.putArray("signatures");
    request.signatures().forEach(signatures::add);
    return json.put("version", request.version()).put("expiresAtMs", request.expiresAtMs());
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
