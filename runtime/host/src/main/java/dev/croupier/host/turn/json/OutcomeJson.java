package dev.croupier.host.turn.json;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.TurnOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The written form of what came of a turn. */
public final class OutcomeJson {

  private OutcomeJson() {}

  /**
   * @param outcome what came of a turn
   * @return its written form
   */
  public static ObjectNode write(TurnOutcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("effects", write(outcome.effects()));
    outcome.stateJson().ifPresent(state -> json.put("state", state));
    outcome.failure().ifPresent(failure -> json.set("failure", write(failure)));
    ArrayNode unhandled = json.putArray("unhandled");
    outcome.unhandled().forEach(failure -> unhandled.add(write(failure)));
    return json;
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
   * @param effects effects, in order
   * @return their written form
   */
  public static ArrayNode write(List<Effect> effects) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    effects.forEach(effect -> json.add(EffectJson.write(effect)));
    return json;
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
   * @param failure an error in an author's code
   * @return its written form
   */
  public static ObjectNode write(AppFailure failure) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("message", failure.message())
        .put("location", failure.location())
        .put("trace", failure.trace());
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
