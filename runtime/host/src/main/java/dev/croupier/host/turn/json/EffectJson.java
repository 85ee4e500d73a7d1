package dev.croupier.host.turn.json;

import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The written form of effects: an object whose {@code type} names the kind. */
public final class EffectJson {

  private EffectJson() {}

  /**
   * Writes an effect.
   *
   * @param json takes the written form
   * @param effect an effect
   */
  public static void write(JsonGenerator json, Effect effect) {
    json.writeStartObject();
    switch (effect) {
      case Effect.SendMessage send ->
          call(json, "sendMessage", send.callId())
              .writeStringProperty("sessionId", send.sessionId())
              .writeStringProperty("messageType", send.type())
              .writeStringProperty("data", send.dataJson());
      case Effect.SignSession sign -> {
        call(json, "signSession", sign.callId()).writeName("request");
        ValueJson.write(json, sign.request());
      }
      case Effect.SignText sign ->
          call(json, "signText", sign.callId()).writeStringProperty("text", sign.text());
      case Effect.CreateSession create -> {
        call(json, "createSession", create.callId()).writeName("request");
        ValueJson.write(json, create.request());
        ValueJson.writeTexts(json, "signatures", create.signatures());
      }
      case Effect.CloseSession close -> {
        call(json, "closeSession", close.callId())
            .writeStringProperty("sessionId", close.sessionId())
            .writeName("allocations");
        ValueJson.write(json, close.allocations());
      }
      case Effect.SubmitState submit -> {
        call(json, "submitState", submit.callId())
            .writeStringProperty("sessionId", submit.sessionId())
            .writeName("allocations");
        ValueJson.write(json, submit.allocations());
        if (submit.intent() != Intent.OPERATE) {
          json.writeStringProperty("intent", submit.intent().name().toLowerCase(Locale.ROOT));
        }
        submit.sessionData().ifPresent(data -> json.writeStringProperty("sessionData", data));
      }
      case Effect.GetBalances balances -> call(json, "getBalances", balances.callId());
      case Effect.Connect connect -> call(json, "connect", connect.callId());
      case Effect.Disconnect disconnect -> call(json, "disconnect", disconnect.callId());
      case Effect.Transfer transfer ->
          call(json, "transfer", transfer.callId())
              .writeStringProperty("destination", transfer.destination())
              .writeStringProperty("asset", transfer.asset())
              .writeStringProperty("amount", transfer.amount());
      case Effect.SetTimer timer -> {
        json.writeStringProperty("type", "setTimer");
        timer.sessionId().ifPresent(id -> json.writeStringProperty("sessionId", id));
        json.writeStringProperty("name", timer.name());
        json.writeNumberProperty("delayMs", timer.delayMs());
        json.writeStringProperty("data", timer.dataJson());
      }
      case Effect.CancelTimer timer -> {
        json.writeStringProperty("type", "cancelTimer");
        timer.sessionId().ifPresent(id -> json.writeStringProperty("sessionId", id));
        json.writeStringProperty("name", timer.name());
      }
      case Effect.AnswerInvite answer ->
          json.writeStringProperty("type", "answerInvite")
              .writeNumberProperty("inviteId", answer.inviteId())
              .writeBooleanProperty("accepted", answer.accepted())
              .writeStringProperty("reason", answer.reason());
      case Effect.AnswerProposal answer ->
          json.writeStringProperty("type", "answerProposal")
              .writeNumberProperty("proposalId", answer.proposalId())
              .writeBooleanProperty("accepted", answer.accepted())
              .writeStringProperty("reason", answer.reason());
      case Effect.Log log ->
          json.writeStringProperty("type", "log")
              .writeStringProperty("level", log.level())
              .writeStringProperty("text", log.text());
    }
    json.writeEndObject();
  }

  private static JsonGenerator call(JsonGenerator json, String type, long callId) {
    return json.writeStringProperty("type", type).writeNumberProperty("callId", callId);
  }

  /**
   * @param json a written effect
   * @return the effect
   * @throws UnreadableTurnException if it is none
   */
  public static Effect read(JsonNode json) {
    String type = ValueJson.text(json, "type");
    return switch (type) {
      case "sendMessage" ->
          new Effect.SendMessage(
              callId(json),
              ValueJson.text(json, "sessionId"),
              ValueJson.text(json, "messageType"),
              ValueJson.text(json, "data"));
      case "signSession" ->
          new Effect.SignSession(
              callId(json), ValueJson.readRequest(ValueJson.member(json, "request")));
      case "signText" -> new Effect.SignText(callId(json), ValueJson.text(json, "text"));
      case "createSession" ->
          new Effect.CreateSession(
              callId(json),
              ValueJson.readRequest(ValueJson.member(json, "request")),
              ValueJson.texts(json, "signatures"));
      case "closeSession" ->
          new Effect.CloseSession(
              callId(json),
              ValueJson.text(json, "sessionId"),
              ValueJson.readAllocations(ValueJson.member(json, "allocations")));
      case "submitState" ->
          new Effect.SubmitState(
              callId(json),
              ValueJson.text(json, "sessionId"),
              intent(json),
              ValueJson.readAllocations(ValueJson.member(json, "allocations")),
              ValueJson.optionalText(json, "sessionData"));
      case "getBalances" -> new Effect.GetBalances(callId(json));
      case "connect" -> new Effect.Connect(callId(json));
      case "disconnect" -> new Effect.Disconnect(callId(json));
      case "transfer" ->
          new Effect.Transfer(
              callId(json),
              ValueJson.text(json, "destination"),
              ValueJson.text(json, "asset"),
              ValueJson.text(json, "amount"));
      case "setTimer" ->
          new Effect.SetTimer(
              sessionId(json),
              ValueJson.text(json, "name"),
              ValueJson.number(json, "delayMs"),
              ValueJson.text(json, "data"));
      case "cancelTimer" -> new Effect.CancelTimer(sessionId(json), ValueJson.text(json, "name"));
      case "answerInvite" ->
          new Effect.AnswerInvite(
              ValueJson.number(json, "inviteId"),
              ValueJson.flag(json, "accepted"),
              ValueJson.text(json, "reason"));
      case "answerProposal" ->
          new Effect.AnswerProposal(
              ValueJson.number(json, "proposalId"),
              ValueJson.flag(json, "accepted"),
              ValueJson.text(json, "reason"));
      case "log" -> new Effect.Log(ValueJson.text(json, "level"), ValueJson.text(json, "text"));
      default -> throw new UnreadableTurnException("effect type \"" + type + "\" is unknown");
    };
  }

  private static Intent intent(JsonNode json) {
    String word = ValueJson.optionalText(json, "intent").orElse("operate");
    return switch (word) {
      case "operate" -> Intent.OPERATE;
      case "deposit" -> Intent.DEPOSIT;
      case "withdraw" -> Intent.WITHDRAW;
      default -> throw new UnreadableTurnException("intent \"" + word + "\" is unknown");
    };
  }

  private static long callId(JsonNode json) {
    return ValueJson.number(json, "callId");
  }

  private static Optional<String> sessionId(JsonNode json) {
    return ValueJson.optionalText(json, "sessionId");
  }
}
