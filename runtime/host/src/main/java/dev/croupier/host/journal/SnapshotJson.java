package dev.croupier.host.journal;

import dev.croupier.host.journal.SessionMemory.SentMemory;
import dev.croupier.host.journal.SessionMemory.TimerMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.json.EffectJson;
import dev.croupier.host.turn.json.InputJson;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The written form of what a journal remembers, JSON with a format version ({@code
 * schemas/journal-snapshot.schema.json}): one text for the seat, one for each open session.
 */
final class SnapshotJson {

  static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  private SnapshotJson() {}

  static String writeSeat(SeatMemory memory) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("kind", "seat").put("lastRequestId", memory.lastRequestId());
    ArrayNode calls = json.putArray("calls");
    memory.calls().forEach(call -> calls.add(write(call)));
    ArrayNode paid = json.putArray("paid");
    memory.paid().forEach(payment -> paid.add(write(payment)));
    return JSON.writeValueAsString(json);
  }

  private static ObjectNode write(OpenCall call) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", call.run()).put("lane", call.lane());
    call.session().ifPresent(id -> json.put("session", id));
    json.put("timeMs", call.timeMs());
    json.set("effect", EffectJson.write(call.effect()));
    call.sent().ifPresent(sent -> json.set("sent", RecordJson.write(sent)));
    call.request().ifPresent(request -> json.set("request", InputJson.write(request)));
    return json;
  }

  private static ObjectNode write(PaidMemory payment) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("destination", payment.destination())
        .put("asset", payment.asset())
        .put("amount", payment.amount())
        .put("askedAtMs", payment.askedAtMs())
        .put("doneAtMs", payment.doneAtMs())
        .put("certain", payment.certain());
  }

  private static PaidMemory readPaid(JsonNode json) {
    return new PaidMemory(
        ValueJson.text(json, "destination"),
        ValueJson.text(json, "asset"),
        ValueJson.text(json, "amount"),
        ValueJson.number(json, "askedAtMs"),
        ValueJson.number(json, "doneAtMs"),
        ValueJson.flag(json, "certain"));
  }

  static String writeSession(SessionMemory session) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT).put("kind", "session").put("session", session.id());
    session.terms().ifPresent(terms -> json.set("terms", TurnJson.write(terms)));
    json.set("allocations", ValueJson.write(session.allocations()));
    json.put("nodeVersion", session.nodeVersion()).put("toldVersion", session.toldVersion());
    json.put("state", session.stateJson());
    session
        .code()
        .ifPresent(code -> json.put("codeHash", code.hash()).put("version", code.version()));
    ObjectNode handled = json.putObject("handled");
    session
        .handled()
        .forEach(
            (sender, ids) -> {
              ArrayNode list = handled.putArray(sender);
              ids.forEach(list::add);
            });
    ArrayNode timers = json.putArray("timers");
    session
        .timers()
        .forEach(
            timer ->
                timers
                    .addObject()
                    .put("name", timer.name())
                    .put("dueMs", timer.dueMs())
                    .put("data", timer.dataJson()));
    ArrayNode sent = json.putArray("sent");
    session.sent().forEach(message -> sent.add(write(message)));
    return JSON.writeValueAsString(json);
  }

  private static ObjectNode write(SentMemory message) {
    ObjectNode json = RecordJson.write(message.stamp());
    json.put("run", message.run()).put("lane", message.lane());
    return json.put("messageType", message.type()).put("data", message.dataJson());
  }

  /** Puts a snapshot of a seat into an empty memory. */
  static void readSeat(String text, SeatMemory memory) {
    read(
        text,
        "seat",
        json -> {
          List<OpenCall> calls = new ArrayList<>();
          ValueJson.list(json, "calls").forEach(call -> calls.add(readCall(call)));
          List<PaidMemory> paid = new ArrayList<>();
          if (json.has("paid")) {
            ValueJson.list(json, "paid").forEach(payment -> paid.add(readPaid(payment)));
          }
          memory.restore(ValueJson.number(json, "lastRequestId"), calls, paid);
        });
  }

  private static OpenCall readCall(JsonNode json) {
    Effect effect = EffectJson.read(ValueJson.member(json, "effect"));
    if (!(effect instanceof Effect.Call call)) {
      throw new UnreadableTurnException("an effect without an answer is no call");
    }
    return new OpenCall(
        ValueJson.text(json, "run"),
        RecordJson.lane(json),
        ValueJson.optionalText(json, "session"),
        ValueJson.number(json, "timeMs"),
        call,
        json.has("sent")
            ? Optional.of(RecordJson.readSent(ValueJson.member(json, "sent")))
            : Optional.empty(),
        json.has("request")
            ? Optional.of(InputJson.readRequest(ValueJson.member(json, "request")))
            : Optional.empty());
  }

  /** Adds a snapshot of a session to a memory. */
  static void readSession(String text, SeatMemory memory) {
    read(
        text,
        "session",
        json -> {
          SessionMemory session = new SessionMemory(ValueJson.text(json, "session"));
          session.facts(
              json.has("terms")
                  ? Optional.of(TurnJson.readTerms(ValueJson.member(json, "terms")))
                  : Optional.empty(),
              ValueJson.readAllocations(ValueJson.member(json, "allocations")),
              ValueJson.number(json, "nodeVersion"));
          session.told(
              json.has("toldVersion")
                  ? ValueJson.number(json, "toldVersion")
                  : session.nodeVersion());
          session.state(ValueJson.text(json, "state"));
          if (json.has("codeHash")) {
            session.handledBy(
                new CodeVersion(ValueJson.text(json, "codeHash"), ValueJson.text(json, "version")));
          }
          JsonNode handled = ValueJson.member(json, "handled");
          for (String sender : handled.propertyNames()) {
            for (JsonNode id : ValueJson.list(handled, sender)) {
              session.handled(sender, ValueJson.number("handled", id));
            }
          }
          for (JsonNode timer : ValueJson.list(json, "timers")) {
            session.timerSet(
                new TimerMemory(
                    ValueJson.text(timer, "name"),
                    ValueJson.number(timer, "dueMs"),
                    ValueJson.text(timer, "data")));
          }
          for (JsonNode message : ValueJson.list(json, "sent")) {
            session.sent(
                new SentMemory(
                    ValueJson.text(message, "run"),
                    RecordJson.lane(message),
                    RecordJson.readSent(message),
                    ValueJson.text(message, "messageType"),
                    ValueJson.text(message, "data")));
          }
          memory.restore(session);
        });
  }

  private static void read(String text, String kind, Consumer<JsonNode> reader) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new UnreadableRecordException("no JSON: " + e.getOriginalMessage(), e);
    }
    try {
      long format = ValueJson.number(json, "format");
      if (format != FORMAT) {
        throw new UnreadableRecordException(
            "format of the snapshot is " + format + ", this version reads " + FORMAT);
      }
      if (!ValueJson.text(json, "kind").equals(kind)) {
        throw new UnreadableRecordException("is no snapshot of a " + kind);
      }
      reader.accept(json);
    } catch (UnreadableTurnException e) {
      throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
    }
  }
}
