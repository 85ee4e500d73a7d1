package dev.croupier.host.journal;

import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.json.InputJson;
import dev.croupier.host.turn.json.JsonText;
import dev.croupier.host.turn.json.OutcomeJson;
import dev.croupier.host.turn.json.ReadJson;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The written form of a journal record, JSON with a format version ({@code
 * schemas/journal-record.schema.json}). Message data and states are kept as text within it, so that
 * they come back to the letter.
 */
public final class RecordJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private RecordJson() {}

  /**
   * @param record a record
   * @return its written form, on one line
   */
  public static String write(JournalRecord record) {
    return JsonText.of(json -> write(json, record));
  }

  private static void write(JsonGenerator json, JournalRecord record) {
    json.writeStartObject()
        .writeNumberProperty("format", JournalRecord.FORMAT)
        .writeStringProperty("seat", record.seat())
        .writeStringProperty("wallet", record.wallet())
        .writeStringProperty("run", record.run())
        .writeNumberProperty("lane", record.lane())
        .writeNumberProperty("turn", record.turn());
    record.session().ifPresent(id -> json.writeStringProperty("session", id));
    record
        .view()
        .ifPresent(
            view -> {
              json.writeName("view");
              TurnJson.write(json, view);
            });
    if (record.sessionVersion() > 0) {
      json.writeNumberProperty("sessionVersion", record.sessionVersion());
    }
    json.writeNumberProperty("timeMs", record.timeMs())
        .writeStringProperty("seed", Long.toString(record.seed()))
        .writeStringProperty("app", record.app())
        .writeStringProperty("codeHash", record.codeHash())
        .writeStringProperty("version", record.version())
        .writeName("input");
    InputJson.write(json, record.input());
    record.signedText().ifPresent(text -> json.writeStringProperty("signedText", text));
    json.writeArrayPropertyStart("reads");
    record.reads().forEach(read -> ReadJson.write(json, read));
    json.writeEndArray().writeName("effects");
    OutcomeJson.write(json, record.effects());
    json.writeArrayPropertyStart("sent");
    record.sent().forEach(message -> write(json, message));
    json.writeEndArray();
    record.stateJson().ifPresent(state -> json.writeStringProperty("state", state));
    record
        .failure()
        .ifPresent(
            failure -> {
              json.writeName("failure");
              OutcomeJson.write(json, failure);
            });
    json.writeEndObject();
  }

  static void write(JsonGenerator json, SentMessage message) {
    json.writeStartObject();
    writeMembers(json, message);
    json.writeEndObject();
  }

  static void writeMembers(JsonGenerator json, SentMessage message) {
    json.writeNumberProperty("callId", message.callId())
        .writeNumberProperty("requestId", message.requestId())
        .writeNumberProperty("timestampMs", message.timestampMs())
        .writeNumberProperty("previousId", message.previousId());
  }

  /**
   * @param text a written record
   * @return the record
   * @throws UnreadableRecordException if it is none of a known format
   */
  public static JournalRecord read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new UnreadableRecordException("no JSON: " + e.getOriginalMessage(), e);
    }
    try {
      return read(json);
    } catch (UnreadableTurnException e) {
      throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static JournalRecord read(JsonNode json) {
    long format = ValueJson.number(json, "format");
    if (format < JournalRecord.OLDEST_FORMAT || format > JournalRecord.FORMAT) {
      throw new UnreadableRecordException(
          "format is "
              + format
              + ", this version reads "
              + JournalRecord.OLDEST_FORMAT
              + " to "
              + JournalRecord.FORMAT);
    }
    boolean first = format == 1;
    List<SeatRead> reads = new ArrayList<>();
    List<SentMessage> sent = new ArrayList<>();
    if (!first) {
      ValueJson.list(json, "reads").forEach(read -> reads.add(ReadJson.read(read)));
      ValueJson.list(json, "sent").forEach(message -> sent.add(readSent(message)));
    }
    String codeHash = ValueJson.text(json, "codeHash");
    return new JournalRecord(
        ValueJson.text(json, "seat"),
        first ? "" : ValueJson.text(json, "wallet"),
        ValueJson.text(json, "run"),
        first ? 0 : lane(json),
        ValueJson.number(json, "turn"),
        ValueJson.optionalText(json, "session"),
        json.has("view")
            ? Optional.of(TurnJson.readSession(ValueJson.member(json, "view")))
            : Optional.empty(),
        json.has("sessionVersion") ? ValueJson.number(json, "sessionVersion") : 0,
        ValueJson.number(json, "timeMs"),
        TurnJson.seed(ValueJson.text(json, "seed")),
        ValueJson.text(json, "app"),
        codeHash,
        first ? codeHash : ValueJson.text(json, "version"),
        InputJson.read(ValueJson.member(json, "input")),
        ValueJson.optionalText(json, "signedText"),
        reads,
        OutcomeJson.readEffects(ValueJson.list(json, "effects")),
        sent,
        ValueJson.optionalText(json, "state"),
        json.has("failure")
            ? Optional.of(OutcomeJson.readFailure(ValueJson.member(json, "failure")))
            : Optional.empty());
  }

  static int lane(JsonNode json) {
    long number = ValueJson.number(json, "lane");
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new UnreadableRecordException("lane " + number + " is out of range");
    }
    return (int) number;
  }

  static SentMessage readSent(JsonNode json) {
    return new SentMessage(
        ValueJson.number(json, "callId"),
        ValueJson.number(json, "requestId"),
        ValueJson.number(json, "timestampMs"),
        ValueJson.number(json, "previousId"));
  }
}
