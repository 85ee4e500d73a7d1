package dev.croupier.host.delivery;

import dev.croupier.host.delivery.ControlMessage.CloseNotice;
import dev.croupier.host.delivery.ControlMessage.Resend;
import dev.croupier.host.delivery.ControlMessage.Resume;
import dev.croupier.host.delivery.ControlMessage.Signed;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The data of control messages as JSON. Members that are not known are ignored. */
public final class ControlJson {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long LARGEST_NUMBER = (1L << 53) - 1;
  private static final int MOST_SENDERS = 1_024;
  private static final int MOST_MESSAGES = 1_024;
  private static final int MOST_ALLOCATIONS = 4_096;

  private ControlJson() {}

  /**
   * @param message a control message
   * @return its data
   */
  public static String write(ControlMessage message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (message) {
      case ControlMessage.Traffic traffic -> write(json, traffic);
      case CloseNotice notice -> write(json, notice);
    }
    return JSON.writeValueAsString(json);
  }

  private static void write(ObjectNode json, CloseNotice notice) {
    json.put("version", notice.version());
    ArrayNode allocations = json.putArray("allocations");
    for (Allocation share : notice.allocations()) {
      allocations
          .addObject()
          .put("participant", share.participant().toString())
          .put("asset", share.asset())
          .put("amount", share.amount().toString());
    }
  }

  private static void write(ObjectNode json, ControlMessage.Traffic message) {
    if (message instanceof Resend resend) {
      json.put("from", resend.from()).put("upTo", resend.upTo());
      ArrayNode messages = json.putArray("messages");
      resend
          .messages()
          .forEach(
              signed -> messages.addObject().put("req", signed.req()).put("sig", signed.sig()));
      resend.lost().ifPresent(lost -> json.put("lost", lost));
    }
    ObjectNode after = json.putObject("after");
    message.after().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Address::toString)))
        .forEach(entry -> after.put(entry.getKey().toString(), entry.getValue()));
    json.put("last", message.last());
  }

  /**
   * @param type the message type
   * @param dataJson the data
   * @return the control message
   * @throws UnreadableControlException if it is none that this version knows
   */
  public static ControlMessage read(String type, String dataJson) {
    JsonNode json;
    try {
      json = JSON.readTree(dataJson);
    } catch (JacksonException e) {
      throw new UnreadableControlException(type, "it is no JSON: " + e.getOriginalMessage());
    }
    Reader reader = new Reader(type, json);
    return switch (type) {
      case ControlMessage.RESUME -> new Resume(reader.after(), reader.number("last"));
      case ControlMessage.RESEND -> reader.resend();
      case ControlMessage.CLOSING -> reader.notice(false);
      case ControlMessage.CLOSED -> reader.notice(true);
      default -> throw new UnreadableControlException(type, "the type is unknown");
    };
  }

  private record Reader(String type, JsonNode json) {

    Resend resend() {
      long from = number("from");
      long upTo = number("upTo");
      if (upTo < from) {
        throw broken("upTo is " + upTo + ", below from, which is " + from);
      }
      return new Resend(
          from,
          upTo,
          messages(),
          json.has("lost") ? OptionalLong.of(number("lost")) : OptionalLong.empty(),
          after(),
          number("last"));
    }

    CloseNotice notice(boolean done) {
      JsonNode list = json.get("allocations");
      if (list == null || !list.isArray() || list.size() > MOST_ALLOCATIONS) {
        throw broken("allocations is no list of up to " + MOST_ALLOCATIONS);
      }
      List<Allocation> allocations = new ArrayList<>();
      for (JsonNode element : list) {
        try {
          allocations.add(
              new Allocation(
                  Address.parse(text(element, "participant")),
                  text(element, "asset"),
                  Amount.parse(text(element, "amount"))));
        } catch (ProtocolException e) {
          throw broken("an allocation cannot be read: " + e.getMessage());
        }
      }
      return new CloseNotice(done, number("version"), allocations);
    }

    private List<Signed> messages() {
      JsonNode list = json.get("messages");
      if (list == null || !list.isArray() || list.size() > MOST_MESSAGES) {
        throw broken("messages is no list of up to " + MOST_MESSAGES);
      }
      List<Signed> messages = new ArrayList<>();
      for (JsonNode element : list) {
        messages.add(new Signed(text(element, "req"), text(element, "sig")));
      }
      return messages;
    }

    Map<Address, Long> after() {
      JsonNode members = json.get("after");
      if (members == null || !members.isObject() || members.size() > MOST_SENDERS) {
        throw broken("after is no object of up to " + MOST_SENDERS + " members");
      }
      Map<Address, Long> after = new HashMap<>();
      for (Map.Entry<String, JsonNode> member : members.properties()) {
        try {
          after.put(Address.parse(member.getKey()), number("after", member.getValue()));
        } catch (ProtocolException e) {
          throw broken("after names \"" + member.getKey() + "\", which is no address");
        }
      }
      return after;
    }

    long number(String name) {
      return number(name, json.get(name));
    }

    private long number(String name, @Nullable JsonNode value) {
      if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
        throw broken(name + " is no whole number");
      }
      long number = value.asLong();
      if (number < 0 || number > LARGEST_NUMBER) {
        throw broken(name + " is " + number + ", it must be from 0 to 2^53-1");
      }
      return number;
    }

    private String text(JsonNode element, String name) {
      JsonNode value = element.get(name);
      if (value == null || !value.isString()) {
        throw broken("an element has no text " + name);
      }
      return value.asString();
    }

    private UnreadableControlException broken(String reason) {
      return new UnreadableControlException(type, reason);
    }
  }
}
