package dev.croupier.host.turn.json;

import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.host.turn.Input;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
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
        json.put("kind", proposal.kind().name().toLowerCase(Locale.ROOT));
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
    }
    return json;
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
      default -> throw new UnreadableTurnException("input type \"" + type + "\" is unknown");
    };
  }

  private static Proposal.Kind kind(JsonNode json) {
    String word = ValueJson.text(json, "kind");
    return switch (word) {
      case "close" -> Proposal.Kind.CLOSE;
      case "operate" -> Proposal.Kind.OPERATE;
      case "deposit" -> Proposal.Kind.DEPOSIT;
      case "withdraw" -> Proposal.Kind.WITHDRAW;
      default -> throw new UnreadableTurnException("kind of proposal \"" + word + "\" is unknown");
    };
  }
}
