package dev.croupier.host.journal;

import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.json.InputJson;
import dev.croupier.host.turn.json.OutcomeJson;
import dev.croupier.host.turn.json.ReadJson;
import dev.croupier.host.turn.json.TurnJson;
import dev.croupier.host.turn.json.UnreadableTurnException;
import dev.croupier.host.turn.json.ValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", JournalRecord.FORMAT).put("seat", record.seat());
    json.put("wallet", record.wallet()).put("run", record.run());
    json.put("lane", record.lane()).put("turn", record.turn());
    record.session().ifPresent(id -> json.put("session", id));
    record.view().ifPresent(view -> json.set("view", TurnJson.write(view)));
    if (record.sessionVersion() > 0) {
      json.put("sessionVersion", record.sessionVersion());
    }
    json.put("timeMs", record.timeMs()).put("seed", Long.toString(record.seed()));
    json.put("app", record.app()).put("codeHash", record.codeHash());
    json.put("version", record.version());
    json.set("input", InputJson.write(record.input()));
    record.signedText().ifPresent(text -> json.put("signedText", text));
    ArrayNode reads = json.putArray("reads");
    record.reads().forEach(read -> reads.add(ReadJson.write(read)));
    json.set("effects", OutcomeJson.write(record.effects()));
    ArrayNode sent = json.putArray("sent");
    record.sent().forEach(message -> sent.add(write(message)));
    record.stateJson().ifPresent(state -> json.put("state", state));
    record.failure().ifPresent(failure -> json.set("failure", OutcomeJson.write(failure)));
    return JSON.writeValueAsString(json);
  }

  static ObjectNode write(SentMessage message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("callId", message.callId())
        .put("requestId", message.requestId())
        .put("timestampMs", message.timestampMs())
        .put("previousId", message.previousId());
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
