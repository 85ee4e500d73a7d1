package dev.croupier.host.journal;

import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
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
    json.put("format", JournalRecord.FORMAT).put("seat", record.seat()).put("run", record.run());
    json.put("turn", record.turn());
    record.session().ifPresent(id -> json.put("session", id));
    json.put("timeMs", record.timeMs()).put("seed", Long.toString(record.seed()));
    json.put("app", record.app()).put("codeHash", record.codeHash());
    json.set("input", InputJson.write(record.input()));
    record.signedText().ifPresent(text -> json.put("signedText", text));
    ArrayNode effects = json.putArray("effects");
    record.effects().forEach(effect -> effects.add(EffectJson.write(effect)));
    record.stateJson().ifPresent(state -> json.put("state", state));
    record
        .failure()
        .ifPresent(
            failure ->
                json.putObject("failure")
                    .put("message", failure.message())
                    .put("location", failure.location())
                    .put("trace", failure.trace()));
    return JSON.writeValueAsString(json);
  }

  /**
   * @param text a written record
   * @return the record
   * @throws UnreadableRecordException if it is none of this format
   */
  public static JournalRecord read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new UnreadableRecordException("no JSON: " + e.getOriginalMessage(), e);
    }
    long format = ValueJson.number(json, "format");
    if (format != JournalRecord.FORMAT) {
      throw new UnreadableRecordException(
          "format is " + format + ", this version reads " + JournalRecord.FORMAT);
    }
    List<Effect> effects = new ArrayList<>();
    ValueJson.member(json, "effects").forEach(effect -> effects.add(EffectJson.read(effect)));
    return new JournalRecord(
        ValueJson.text(json, "seat"),
        ValueJson.text(json, "run"),
        ValueJson.number(json, "turn"),
        ValueJson.optionalText(json, "session"),
        ValueJson.number(json, "timeMs"),
        seed(ValueJson.text(json, "seed")),
        ValueJson.text(json, "app"),
        ValueJson.text(json, "codeHash"),
        InputJson.read(ValueJson.member(json, "input")),
        ValueJson.optionalText(json, "signedText"),
        effects,
        ValueJson.optionalText(json, "state"),
        json.has("failure")
            ? Optional.of(failure(ValueJson.member(json, "failure")))
            : Optional.empty());
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UnreadableRecordException("seed \"" + text + "\" is no 64-bit number", e);
    }
  }

  private static AppFailure failure(JsonNode json) {
    return new AppFailure(
        ValueJson.text(json, "message"),
        ValueJson.text(json, "location"),
        ValueJson.text(json, "trace"));
  }
}
