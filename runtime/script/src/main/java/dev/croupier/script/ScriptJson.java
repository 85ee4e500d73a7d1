package dev.croupier.script;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.turn.SessionView;
import dev.croupier.protocol.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON texts that cross the border between host and script. Amounts are texts on both sides and
 * exact decimals in between; addresses are given out as EIP-55 text and taken in any letter case.
 */
final class ScriptJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final long LARGEST_EXACT_NUMBER = (1L << 53) - 1;

  private ScriptJson() {}

  /** The parts of a session a script may look at besides its state. */
  static String about(SessionView session) {
    ObjectNode about = MAPPER.createObjectNode();
    writeTerms(about.putObject("definition"), session.terms());
    writeAllocations(about.putArray("allocations"), session.allocations());
    if (!session.sessionData().isEmpty()) {
      about.put("sessionData", session.sessionData());
    }
    return about.toString();
  }

  static String allocations(List<Allocation> allocations) {
    ArrayNode list = MAPPER.createArrayNode();
    writeAllocations(list, allocations);
    return list.toString();
  }

  static String request(SessionRequest request) {
    return requestNode(request).toString();
  }

  static String invite(Invite invite) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("from", invite.from());
    node.put("sessionId", invite.sessionId());
    writeTerms(node, invite.request().terms());
    writeAllocations(node.putArray("allocations"), invite.request().allocations());
    invite.request().sessionData().ifPresent(data -> node.put("sessionData", data));
    node.set("request", requestNode(invite.request()));
    return node.toString();
  }

  static String proposal(dev.croupier.app.Proposal proposal) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("from", proposal.from());
    node.put("sessionId", proposal.sessionId());
    node.put("kind", proposal.kind().name().toLowerCase(Locale.ROOT));
    node.put("version", proposal.version());
    writeAllocations(node.putArray("allocations"), proposal.allocations());
    proposal.sessionData().ifPresent(data -> node.put("sessionData", data));
    return node.toString();
  }

  static String stateUpdate(StateUpdate update) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("version", update.version());
    writeAllocations(node.putArray("allocations"), update.allocations());
    update.kind().ifPresent(kind -> node.put("kind", kind.name().toLowerCase(Locale.ROOT)));
    update.sessionData().ifPresent(data -> node.put("sessionData", data));
    return node.toString();
  }

  static String settled(SettledRequest request) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("kind", request.kind().name().toLowerCase(Locale.ROOT));
    request.sessionId().ifPresent(id -> node.put("sessionId", id));
    writeAllocations(node.putArray("allocations"), request.allocations());
    node.put("done", request.done());
    if (!request.done()) {
      node.put("code", request.code()).put("reason", request.reason());
    }
    return node.toString();
  }

  static String value(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Where a text stops being JSON.
   *
   * @param line from 1
   * @param column from 1
   * @param reason what is wrong there
   */
  record Mistake(int line, int column, String reason) {}

  /**
   * @param json a text
   * @return where it stops being JSON, or empty if it is JSON
   */
  static Optional<Mistake> mistake(String json) {
    try {
      STRICT.readTree(json);
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.of(
          new Mistake(
              Math.max(1, e.getLocation().getLineNr()),
              Math.max(1, e.getLocation().getColumnNr()),
              "no JSON: " + e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  static boolean isObject(String json) {
    try {
      return MAPPER.readTree(json).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static ObjectNode requestNode(SessionRequest request) {
    ObjectNode node = MAPPER.createObjectNode();
    writeTerms(node, request.terms());
    writeAllocations(node.putArray("allocations"), request.allocations());
    if (request.nonce() <= LARGEST_EXACT_NUMBER) {
      node.put("nonce", request.nonce());
    } else {
      node.put("nonce", Long.toString(request.nonce()));
    }
    request.sessionData().ifPresent(data -> node.put("sessionData", data));
    node.put("body", request.body());
    return node;
  }

  private static void writeTerms(ObjectNode node, SessionTerms terms) {
    node.put("application", terms.application());
    terms.participants().forEach(node.putArray("participants")::add);
    ArrayNode weights = node.putArray("weights");
    terms.weights().forEach(weight -> weights.add(weight.longValue()));
    node.put("quorum", terms.quorum());
  }

  private static void writeAllocations(ArrayNode list, List<Allocation> allocations) {
    for (Allocation allocation : allocations) {
      list.addObject()
          .put("participant", allocation.participant())
          .put("asset", allocation.asset())
          .put("amount", allocation.amount().toPlainString());
    }
  }

  /** Reads the flat list the prelude writes: participant, asset, amount, participant, … */
  static List<Allocation> readAllocations(String json) {
    return readAllocations(MAPPER.readTree(json));
  }

  private static List<Allocation> readAllocations(JsonNode flat) {
    List<Allocation> allocations = new ArrayList<>();
    for (int i = 0; i + 2 < flat.size(); i += 3) {
      allocations.add(
          Allocation.of(
              address(flat.get(i).stringValue()),
              flat.get(i + 1).stringValue(),
              flat.get(i + 2).stringValue()));
    }
    return allocations;
  }

  /** What a script passes to {@code prepareSession}, its gaps still open. */
  record Proposal(
      List<String> participants,
      Optional<List<Long>> weights,
      Optional<Long> quorum,
      Optional<String> application,
      List<Allocation> allocations,
      Optional<String> sessionData) {

    /**
     * Fills the gaps: without weights the given wallet decides alone, which is what a game server
     * wants; without an application the seat's own is meant, written as an empty text.
     *
     * @param self the wallet that prepares the session
     * @return the terms
     */
    SessionTerms terms(String self) {
      return new SessionTerms(
          application.orElse(""),
          participants,
          weights.orElseGet(() -> decidedBy(self)),
          quorum.orElse(SessionTerms.DEFAULT_QUORUM));
    }

    private List<Long> decidedBy(String self) {
      if (!participants.contains(self)) {
        throw new InvalidRequestException(
            "weights", "must be given where " + self + " does not take part itself");
      }
      return participants.stream()
          .map(wallet -> wallet.equals(self) ? SessionTerms.DEFAULT_QUORUM : 0L)
          .toList();
    }
  }

  static Proposal readProposal(String json) {
    JsonNode node = MAPPER.readTree(json);
    return new Proposal(
        addresses(node.path("participants")),
        present(node.path("weights")).map(weights -> longs(weights, "weights")),
        present(node.path("quorum")).map(quorum -> wholeNumber(quorum, "quorum")),
        present(node.path("application")).map(name -> text(name, "application")),
        readAllocations(node.path("allocations")),
        present(node.path("sessionData")).map(data -> text(data, "sessionData")));
  }

  static SessionRequest readRequest(String json) {
    JsonNode node = MAPPER.readTree(json);
    List<Allocation> allocations = new ArrayList<>();
    for (JsonNode allocation : array(node.path("allocations"), "request.allocations")) {
      allocations.add(
          new Allocation(
              address(text(allocation.path("participant"), "request.allocations.participant")),
              text(allocation.path("asset"), "request.allocations.asset"),
              decimal(text(allocation.path("amount"), "request.allocations.amount"))));
    }
    return new SessionRequest(
        new SessionTerms(
            text(node.path("application"), "request.application"),
            addresses(node.path("participants")),
            longs(node.path("weights"), "request.weights"),
            wholeNumber(node.path("quorum"), "request.quorum")),
        allocations,
        wholeNumber(node.path("nonce"), "request.nonce"),
        present(node.path("sessionData")).map(data -> text(data, "request.sessionData")),
        text(node.path("body"), "request.body"));
  }

  static List<String> readTexts(String json, String what) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(MAPPER.readTree(json), what)) {
      texts.add(text(element, what));
    }
    return texts;
  }

  static String address(String text) {
    return Address.parse(text).toString();
  }

  private static List<String> addresses(JsonNode list) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode element : array(list, "participants")) {
      addresses.add(address(text(element, "participants")));
    }
    return addresses;
  }

  private static List<Long> longs(JsonNode list, String what) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode element : array(list, what)) {
      numbers.add(wholeNumber(element, what));
    }
    return numbers;
  }

  private static Optional<JsonNode> present(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  private static JsonNode array(JsonNode node, String what) {
    if (!node.isArray()) {
      throw new InvalidRequestException(what, "must be an array");
    }
    return node;
  }

  private static String text(JsonNode node, String what) {
    if (!node.isString()) {
      throw new InvalidRequestException(what, "must be a text");
    }
    return node.stringValue();
  }

  private static BigDecimal decimal(String text) {
    if (!text.matches("[0-9]{1,60}(\\.[0-9]{1,60})?")) {
      throw new InvalidRequestException("request.allocations.amount", "must be a decimal text");
    }
    return new BigDecimal(text);
  }

  private static long wholeNumber(JsonNode node, String what) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isString() && node.stringValue().matches("[0-9]{1,18}")) {
      return Long.parseLong(node.stringValue());
    }
    throw new InvalidRequestException(what, "must be a whole number");
  }
}
