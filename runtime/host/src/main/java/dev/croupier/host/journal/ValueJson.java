package dev.croupier.host.journal;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The written form of values that occur in inputs and effects. Amounts are text, to stay exact. */
final class ValueJson {

  private ValueJson() {}

  static ArrayNode write(List<Allocation> allocations) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Allocation allocation : allocations) {
      json.addObject()
          .put("participant", allocation.participant())
          .put("asset", allocation.asset())
          .put("amount", allocation.amount().toString());
    }
    return json;
  }

  static List<Allocation> readAllocations(JsonNode json) {
    if (!json.isArray()) {
      throw new UnreadableRecordException("allocations are no list");
    }
    List<Allocation> allocations = new ArrayList<>();
    for (JsonNode element : json) {
      String amount = text(element, "amount");
      try {
        allocations.add(
            new Allocation(
                text(element, "participant"), text(element, "asset"), new BigDecimal(amount)));
      } catch (NumberFormatException e) {
        throw new UnreadableRecordException("amount \"" + amount + "\" is no decimal number", e);
      }
    }
    return allocations;
  }

  static ObjectNode write(SessionRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    SessionTerms terms = request.terms();
    json.put("application", terms.application());
    ArrayNode participants = json.putArray("participants");
    terms.participants().forEach(participants::add);
    ArrayNode weights = json.putArray("weights");
    terms.weights().forEach(weights::add);
    json.put("quorum", terms.quorum()).put("nonce", request.nonce());
    json.set("allocations", write(request.allocations()));
    request.sessionData().ifPresent(data -> json.put("sessionData", data));
    json.put("body", request.body());
    return json;
  }

  static SessionRequest readRequest(JsonNode json) {
    List<Long> weights = new ArrayList<>();
    for (JsonNode weight : list(json, "weights")) {
      weights.add(number("weights", weight));
    }
    return new SessionRequest(
        new SessionTerms(
            text(json, "application"),
            texts(json, "participants"),
            weights,
            number(json, "quorum")),
        readAllocations(member(json, "allocations")),
        number(json, "nonce"),
        optionalText(json, "sessionData"),
        text(json, "body"));
  }

  static JsonNode member(JsonNode json, String name) {
    JsonNode member = json.get(name);
    if (member == null) {
      throw new UnreadableRecordException("member \"" + name + "\" is missing");
    }
    return member;
  }

  static String text(JsonNode json, String name) {
    return text(name, member(json, name));
  }

  private static String text(String name, JsonNode value) {
    if (!value.isString()) {
      throw new UnreadableRecordException("member \"" + name + "\" is no text");
    }
    return value.asString();
  }

  static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(json, name)) {
      texts.add(text(name, element));
    }
    return texts;
  }

  static boolean flag(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isBoolean()) {
      throw new UnreadableRecordException("member \"" + name + "\" is neither true nor false");
    }
    return member.asBoolean();
  }

  private static JsonNode list(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isArray()) {
      throw new UnreadableRecordException("member \"" + name + "\" is no list");
    }
    return member;
  }

  static Optional<String> optionalText(JsonNode json, String name) {
    return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
  }

  static long number(JsonNode json, String name) {
    return number(name, member(json, name));
  }

  private static long number(String name, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new UnreadableRecordException("member \"" + name + "\" is no whole number");
    }
    return value.asLong();
  }
}
