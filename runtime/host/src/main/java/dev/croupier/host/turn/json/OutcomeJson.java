package dev.croupier.host.turn.json;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.TurnOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The written form of what came of a turn. */
public final class OutcomeJson {

  private OutcomeJson() {}

  /**
   * Writes what came of a turn.
   *
   * @param json takes the written form
   * @param outcome what came of a turn
   */
  public static void write(JsonGenerator json, TurnOutcome outcome) {
    json.writeStartObject().writeName("effects");
    write(json, outcome.effects());
    outcome.stateJson().ifPresent(state -> json.writeStringProperty("state", state));
    outcome
        .failure()
        .ifPresent(
            failure -> {
              json.writeName("failure");
              write(json, failure);
            });
    json.writeArrayPropertyStart("unhandled");
    outcome.unhandled().forEach(failure -> write(json, failure));
    json.writeEndArray().writeEndObject();
  }

  /**
   * @param json a written outcome
   * @return the outcome
   * @throws UnreadableTurnException if it is none
   */
  public static TurnOutcome read(JsonNode json) {
    List<AppFailure> unhandled = new ArrayList<>();
    ValueJson.list(json, "unhandled").forEach(failure -> unhandled.add(readFailure(failure)));
    return new TurnOutcome(
        readEffects(ValueJson.list(json, "effects")),
        ValueJson.optionalText(json, "state"),
        json.has("failure")
            ? Optional.of(readFailure(ValueJson.member(json, "failure")))
            : Optional.empty(),
        unhandled);
  }

  /**
   * Writes effects.
   *
   * @param json takes the written form
   * @param effects effects, in order
   */
  public static void write(JsonGenerator json, List<Effect> effects) {
    json.writeStartArray();
    effects.forEach(effect -> EffectJson.write(json, effect));
    json.writeEndArray();
  }

  /**
   * @param json written effects
   * @return the effects, in order
   * @throws UnreadableTurnException if one is none
   */
  public static List<Effect> readEffects(JsonNode json) {
    List<Effect> effects = new ArrayList<>();
    json.forEach(effect -> effects.add(EffectJson.read(effect)));
    return effects;
  }

  /**
   * Writes an error in an author's code.
   *
   * @param json takes the written form
   * @param failure the error
   */
  public static void write(JsonGenerator json, AppFailure failure) {
    json.writeStartObject()
        .writeStringProperty("message", failure.message())
        .writeStringProperty("location", failure.location())
        .writeStringProperty("trace", failure.trace())
        .writeEndObject();
  }

  /**
   * @param json a written failure
   * @return the failure
   * @throws UnreadableTurnException if it is none
   */
  public static AppFailure readFailure(JsonNode json) {
    return new AppFailure(
        ValueJson.text(json, "message"),
        ValueJson.text(json, "location"),
        ValueJson.text(json, "trace"));
  }
}
