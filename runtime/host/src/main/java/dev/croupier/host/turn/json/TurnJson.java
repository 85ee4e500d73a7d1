package dev.croupier.host.turn.json;

import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The written form of turns and of the sessions they happen in. */
public final class TurnJson {

  private TurnJson() {}

  /**
   * @param turn a turn
   * @return its written form
   */
  public static ObjectNode write(Turn turn) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", turn.number());
    json.set("input", InputJson.write(turn.input()));
    turn.session().ifPresent(session -> json.set("session", write(session)));
    json.put("timeMs", turn.timeMs()).put("seed", Long.toString(turn.seed()));
    return json;
  }

  /**
   * @param json a written turn
   * @return the turn
   * @throws UnreadableTurnException if it is none
   */
  public static Turn read(JsonNode json) {
    return new Turn(
        ValueJson.number(json, "number"),
        InputJson.read(ValueJson.member(json, "input")),
        json.has("session")
            ? Optional.of(readSession(ValueJson.member(json, "session")))
            : Optional.empty(),
        ValueJson.number(json, "timeMs"),
        seed(ValueJson.text(json, "seed")));
  }

  /**
   * @param text a written seed: a whole number of 64 bits
   * @return the seed
   * @throws UnreadableTurnException if it is none
   */
  public static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UnreadableTurnException("seed \"" + text + "\" is no 64-bit number", e);
    }
  }

  /**
   * @param session a session
   * @return its written form
   */
  public static ObjectNode write(SessionView session) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", session.id());
    json.set("terms", write(session.terms()));
    json.set("allocations", ValueJson.write(session.allocations()));
    json.put("state", session.stateJson());
    if (!session.sessionData().isEmpty()) {
      json.put("sessionData", session.sessionData());
    }
    return json;
  }

  /**
   * @param json a written session
   * @return the session
   * @throws UnreadableTurnException if it is none
   */
  public static SessionView readSession(JsonNode json) {
    return new SessionView(
        ValueJson.text(json, "id"),
        readTerms(ValueJson.member(json, "terms")),
        ValueJson.readAllocations(ValueJson.member(json, "allocations")),
        ValueJson.text(json, "state"),
        ValueJson.optionalText(json, "sessionData").orElse(""));
  }

  /**
   * @param terms who takes part and who decides
   * @return the written form
   */
  public static ObjectNode write(SessionTerms terms) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("application", terms.application());
    ArrayNode participants = json.putArray("participants");
    terms.participants().forEach(participants::add);
    ArrayNode weights = json.putArray("weights");
    terms.weights().forEach(weights::add);
    return json.put("quorum", terms.quorum());
  }

  /**
   * @param json written terms
   * @return the terms
   * @throws UnreadableTurnException if they are none
   */
  public static SessionTerms readTerms(JsonNode json) {
    List<Long> weights = new ArrayList<>();
    for (JsonNode weight : ValueJson.list(json, "weights")) {
      weights.add(ValueJson.number("weights", weight));
    }
    return new SessionTerms(
        ValueJson.text(json, "application"),
        ValueJson.texts(json, "participants"),
        weights,
        ValueJson.number(json, "quorum"));
  }
}
