package dev.croupier.cli.operator;

import dev.croupier.client.SessionDefinition;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What desks tell, as JSON: between commands and hosts, and for {@code --json}. */
final class DeskJson {
  private DeskJson() {}

  static ObjectNode money(List<AssetAmount> amounts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode balances = json.putObject("balances");
    amounts.forEach(amount -> balances.put(amount.asset(), amount.amount().toString()));
    return json;
  }

  static List<AssetAmount> readMoney(JsonNode json) {
    List<AssetAmount> amounts = new ArrayList<>();
    json.required("balances")
        .properties()
        .forEach(
            balance ->
                amounts.add(
                    new AssetAmount(
                        balance.getKey(), Amount.parse(balance.getValue().asString()))));
    return amounts;
  }

  static ObjectNode write(SessionRow session) {
    SessionDefinition definition = session.definition();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seat", session.seat());
    json.put("session", session.id().toString());
    json.put("application", definition.application());
    ArrayNode participants = json.putArray("participants");
    for (int i = 0; i < definition.participants().size(); i++) {
      participants
          .addObject()
          .put("address", definition.participants().get(i).toString())
          .put("weight", definition.weights().get(i));
    }
    json.put("quorum", definition.quorum());
    json.put("challenge", definition.challenge());
    json.put("nonce", definition.nonce());
    json.put("version", session.version());
    json.put("open", session.open());
    session.shares().ifPresent(shares -> json.set("shares", write(shares)));
    return json;
  }

  static SessionRow readSession(JsonNode json) {
    List<Address> participants = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    for (JsonNode participant : json.required("participants")) {
      participants.add(Address.parse(participant.required("address").asString()));
      weights.add(participant.required("weight").asLong());
    }
    return new SessionRow(
        json.required("seat").asString(),
        SessionId.parse(json.required("session").asString()),
        new SessionDefinition(
            json.required("application").asString(),
            participants,
            weights,
            json.required("quorum").asLong(),
            json.required("challenge").asLong(),
            json.required("nonce").asLong()),
        json.required("version").asLong(),
        json.required("open").asBoolean(),
        json.has("shares") ? Optional.of(readShares(json.path("shares"))) : Optional.empty());
  }

  static ArrayNode write(List<Allocation> shares) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Allocation share : shares) {
      json.addObject()
          .put("participant", share.participant().toString())
          .put("asset", share.asset())
          .put("amount", share.amount().toString());
    }
    return json;
  }

  static List<Allocation> readShares(JsonNode json) {
    List<Allocation> shares = new ArrayList<>();
    for (JsonNode share : json) {
      shares.add(
          new Allocation(
              Address.parse(share.required("participant").asString()),
              share.required("asset").asString(),
              Amount.parse(share.required("amount").asString())));
    }
    return shares;
  }

  static ObjectNode write(Reading reading) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode words = json.putArray("words");
    reading.words().forEach(words::add);
    json.put("digest", reading.digest());
    return json.put("expiresAt", reading.expiresAt().toString());
  }

  static Reading readReading(JsonNode json) {
    return new Reading(
        texts(json.required("words")),
        json.required("digest").asString(),
        Instant.parse(json.required("expiresAt").asString()));
  }

  static ObjectNode write(InviteRow invite) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seat", invite.seat());
    json.put("invite", invite.id());
    json.put("from", invite.initiator().toString());
    json.put("session", invite.sessionId().toString());
    ArrayNode terms = json.putArray("terms");
    invite.terms().forEach(terms::add);
    return json.put("until", invite.until().toString());
  }

  static InviteRow readInvite(JsonNode json) {
    return new InviteRow(
        json.required("seat").asString(),
        json.required("invite").asLong(),
        Address.parse(json.required("from").asString()),
        SessionId.parse(json.required("session").asString()),
        texts(json.required("terms")),
        Instant.parse(json.required("until").asString()));
  }

  static ObjectNode write(RoundRow round) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seat", round.seat());
    json.put("session", round.session().toString());
    json.put("operation", round.operation());
    ArrayNode signed = json.putArray("signed");
    round.signed().forEach(wallet -> signed.add(wallet.toString()));
    ObjectNode refused = json.putObject("refused");
    round.refused().forEach((wallet, reason) -> refused.put(wallet.toString(), reason));
    ArrayNode waitingFor = json.putArray("waitingFor");
    round.waitingFor().forEach(wallet -> waitingFor.add(wallet.toString()));
    return json.put("until", round.until().toString());
  }

  static RoundRow readRound(JsonNode json) {
    Map<Address, String> refused = new LinkedHashMap<>();
    json.required("refused")
        .properties()
        .forEach(entry -> refused.put(Address.parse(entry.getKey()), entry.getValue().asString()));
    return new RoundRow(
        json.required("seat").asString(),
        SessionId.parse(json.required("session").asString()),
        json.required("operation").asString(),
        wallets(json.required("signed")),
        refused,
        wallets(json.required("waitingFor")),
        Instant.parse(json.required("until").asString()));
  }

  private static List<Address> wallets(JsonNode json) {
    return texts(json).stream().map(Address::parse).toList();
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
