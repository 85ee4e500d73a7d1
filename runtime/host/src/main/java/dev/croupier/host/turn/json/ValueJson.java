package dev.croupier.host.turn.json;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The written form of values that occur in turns, and how members are read: what is missing or of
 * another kind is an {@link UnreadableTurnException} that names it. Amounts are text, to stay
 * exact.
 */
public final class ValueJson {

  private ValueJson() {}

  /**
   * Writes shares.
   *
   * @param json takes the written form
   * @param allocations shares
   */
  public static void write(JsonGenerator json, List<Allocation> allocations) {
    json.writeStartArray();
    for (Allocation allocation : allocations) {
      json.writeStartObject()
          .writeStringProperty("participant", allocation.participant())
          .writeStringProperty("asset", allocation.asset())
          .writeStringProperty("amount", allocation.amount().toString())
          .writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * Writes a member whose value is a list of texts.
   *
   * @param json takes the written form
   * @param name the member's name
   * @param texts its elements
   */
  public static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  /**
   * Writes a member whose value is an object of texts.
   *
   * @param json takes the written form
   * @param name the member's name
   * @param texts its members
   */
  public static void writeTexts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  /**
   * @param json written shares
   * @return the shares
   */
  public static List<Allocation> readAllocations(JsonNode json) {
    if (!json.isArray()) {
      throw new UnreadableTurnException("allocations are no list");
    }
    List<Allocation> allocations = new ArrayList<>();
    for (JsonNode element : json) {
      String amount = text(element, "amount");
      try {
        allocations.add(
            new Allocation(
                text(element, "participant"), text(element, "asset"), new BigDecimal(amount)));
      } catch (NumberFormatException e) {
        throw new UnreadableTurnException("amount \"" + amount + "\" is no decimal number", e);
      }
    }
    return allocations;
  }

  /**
   * Writes a request.
   *
   * @param json takes the written form
   * @param request a request
   */
  public static void write(JsonGenerator json, SessionRequest request) {
    json.writeStartObject();
    TurnJson.writeMembers(json, request.terms());
    json.writeNumberProperty("nonce", request.nonce());
    json.writeName("allocations");
    write(json, request.allocations());
    request.sessionData().ifPresent(data -> json.writeStringProperty("sessionData", data));
    json.writeStringProperty("body", request.body());
    json.writeEndObject();
  }

  /**
   * @param json a written request
   * @return the request
   */
  public static SessionRequest readRequest(JsonNode json) {
    return new SessionRequest(
        TurnJson.readTerms(json),
        readAllocations(member(json, "allocations")),
        number(json, "nonce"),
        optionalText(json, "sessionData"),
        text(json, "body"));
  }

  /**
   * @param json an object
   * @param name a member that must be there
   * @return its value
   */
  public static JsonNode member(JsonNode json, String name) {
    JsonNode member = json.get(name);
    if (member == null) {
      throw new UnreadableTurnException("member \"" + name + "\" is missing");
    }
    return member;
  }

  /**
   * @param json an object
   * @param name a member that must be a text
   * @return its value
   */
  public static String text(JsonNode json, String name) {
    return text(name, member(json, name));
  }

  private static String text(String name, JsonNode value) {
    if (!value.isString()) {
      throw new UnreadableTurnException("member \"" + name + "\" is no text");
    }
    return value.asString();
  }

  /**
   * @param json an object
   * @param name a member that must be a list of texts
   * @return its elements
   */
  public static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(json, name)) {
      texts.add(text(name, element));
    }
    return texts;
  }

  /**
   * @param json an object
   * @param name a member that must be true or false
   * @return its value
   */
  public static boolean flag(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isBoolean()) {
      throw new UnreadableTurnException("member \"" + name + "\" is neither true nor false");
    }
    return member.asBoolean();
  }

  /**
   * @param json an object
   * @param name a member that must be a list
   * @return its value
   */
  public static JsonNode list(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isArray()) {
      throw new UnreadableTurnException("member \"" + name + "\" is no list");
    }
    return member;
  }

  /**
   * @param json an object
   * @param name a member that may be left out, else a text
   * @return its value
   */
  public static Optional<String> optionalText(JsonNode json, String name) {
    return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
  }

  /**
   * @param json an object
   * @param name a member that must be a whole number of 64 bits
   * @return its value
   */
  public static long number(JsonNode json, String name) {
    return number(name, member(json, name));
  }

  /**
   * @param name what the value is, for errors
   * @param value a value that must be a whole number of 64 bits
   * @return the number
   */
  public static long number(String name, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new UnreadableTurnException("member \"" + name + "\" is no whole number");
    }
    return value.asLong();
  }
}
