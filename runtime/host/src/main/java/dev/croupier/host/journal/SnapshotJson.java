package dev.croupier.host.journal;

import dev.croupier.host.journal.SessionMemory.SentMemory;
import dev.croupier.host.journal.SessionMemory.TimerMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.json.EffectJson;
import dev.croupier.host.turn.json.InputJson;
import dev.croupier.host.turn.json.JsonText;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The written form of what a journal remembers, JSON with a format version ({@code
 * schemas/journal-snapshot.schema.json}): one text for the seat, one for each open session.
 */
final class SnapshotJson {

  static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  private SnapshotJson() {}

  static String writeSeat(SeatMemory memory) {
    return JsonText.of(json -> writeSeat(json, memory));
  }

  private static void writeSeat(JsonGenerator json, SeatMemory memory) {
    json.writeStartObject()
        .writeNumberProperty("format", FORMAT)
        .writeStringProperty("kind", "seat")
        .writeNumberProperty("lastRequestId", memory.lastRequestId())
        .writeArrayPropertyStart("calls");
    memory.calls().forEach(call -> write(json, call));
    json.writeEndArray().writeArrayPropertyStart("paid");
    memory.paid().forEach(payment -> write(json, payment));
    json.writeEndArray().writeEndObject();
  }

  private static void write(JsonGenerator json, OpenCall call) {
    json.writeStartObject()
        .writeStringProperty("run", call.run())
        .writeNumberProperty("lane", call.lane());
    call.session().ifPresent(id -> json.writeStringProperty("session", id));
    json.writeNumberProperty("timeMs", call.timeMs()).writeName("effect");
    EffectJson.write(json, call.effect());
    call.sent()
        .ifPresent(
            sent -> {
              json.writeName("sent");
              RecordJson.write(json, sent);
            });
    call.request()
        .ifPresent(
            request -> {
              json.writeName("request");
              InputJson.write(json, request);
            });
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, PaidMemory payment) {
    json.writeStartObject()
        .writeStringProperty("destination", payment.destination())
        .writeStringProperty("asset", payment.asset())
        .writeStringProperty("amount", payment.amount())
        .writeNumberProperty("askedAtMs", payment.askedAtMs())
        .writeNumberProperty("doneAtMs", payment.doneAtMs())
        .writeBooleanProperty("certain", payment.certain())
        .writeEndObject();
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
    return JsonText.of(json -> writeSession(json, session));
  }

  private static void writeSession(JsonGenerator json, SessionMemory session) {
    json.writeStartObject()
        .writeNumberProperty("format", FORMAT)
        .writeStringProperty("kind", "session")
        .writeStringProperty("session", session.id());
    session
        .terms()
        .ifPresent(
            terms -> {
              json.writeName("terms");
              TurnJson.write(json, terms);
            });
    json.writeName("allocations");
    ValueJson.write(json, session.allocations());
    json.writeNumberProperty("nodeVersion", session.nodeVersion())
        .writeNumberProperty("toldVersion", session.toldVersion())
        .writeStringProperty("state", session.stateJson());
    session
        .code()
        .ifPresent(
            code ->
                json.writeStringProperty("codeHash", code.hash())
                    .writeStringProperty("version", code.version()));
    json.writeObjectPropertyStart("handled");
    session
        .handled()
        .forEach(
            (sender, ids) -> {
              json.writeArrayPropertyStart(sender);
              ids.forEach(json::writeNumber);
              json.writeEndArray();
            });
    json.writeEndObject().writeArrayPropertyStart("timers");
    for (TimerMemory timer : session.timers()) {
      json.writeStartObject()
          .writeStringProperty("name", timer.name())
          .writeNumberProperty("dueMs", timer.dueMs())
          .writeStringProperty("data", timer.dataJson())
          .writeEndObject();
    }
    json.writeEndArray().writeArrayPropertyStart("sent");
    session.sent().forEach(message -> write(json, message));
    json.writeEndArray().writeEndObject();
  }

  private static void write(JsonGenerator json, SentMemory message) {
    json.writeStartObject();
    RecordJson.writeMembers(json, message.stamp());
    json.writeStringProperty("run", message.run())
        .writeNumberProperty("lane", message.lane())
        .writeStringProperty("messageType", message.type())
        .writeStringProperty("data", message.dataJson())
        .writeEndObject();
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
