package dev.croupier.host.turn.json;

import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.SessionView;
import dev.croupier.host.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The written form of turns and of the sessions they happen in. */
public final class TurnJson {

  private TurnJson() {}

  /**
   * Writes a turn.
   *
   * @param json takes the written form
   * @param turn a turn
   */
  public static void write(JsonGenerator json, Turn turn) {
    json.writeStartObject().writeNumberProperty("number", turn.number());
    json.writeName("input");
    InputJson.write(json, turn.input());
    turn.session()
        .ifPresent(
            session -> {
              json.writeName("session");
              write(json, session);
            });
    json.writeNumberProperty("timeMs", turn.timeMs());
    json.writeStringProperty("seed", Long.toString(turn.seed())).writeEndObject();
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
   * Writes a session.
   *
   * @param json takes the written form
   * @param session a session
   */
  public static void write(JsonGenerator json, SessionView session) {
    json.writeStartObject().writeStringProperty("id", session.id());
    json.writeName("terms");
    write(json, session.terms());
    json.writeName("allocations");
    ValueJson.write(json, session.allocations());
    json.writeStringProperty("state", session.stateJson());
    if (!session.sessionData().isEmpty()) {
      json.writeStringProperty("sessionData", session.sessionData());
    }
    json.writeEndObject();
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
   * Writes who takes part and who decides.
   *
   * @param json takes the written form
   * @param terms who takes part and who decides
   */
  public static void write(JsonGenerator json, SessionTerms terms) {
    json.writeStartObject();
    writeMembers(json, terms);
    json.writeEndObject();
  }

  static void writeMembers(JsonGenerator json, SessionTerms terms) {
    json.writeStringProperty("application", terms.application());
    ValueJson.writeTexts(json, "participants", terms.participants());
    json.writeArrayPropertyStart("weights");
    terms.weights().forEach(json::writeNumber);
    json.writeEndArray().writeNumberProperty("quorum", terms.quorum());
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
