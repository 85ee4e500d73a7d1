package dev.croupier.plugin;

import dev.croupier.app.SessionState;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the host's answers to calls. No class of a plugin is involved, so one mapper serves all.
 */
final class Answers {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Answers() {}

  static String text(String json) {
    return MAPPER.readTree(json).asString();
  }

  @SuppressWarnings("NullAway") // The value of a CompletionStage<Void> is null.
  static Void nothing(String json) {
    return null;
  }

  static SessionState sessionState(String json) {
    JsonNode node = MAPPER.readTree(json);
    return new SessionState(
        node.required("sessionId").stringValue(),
        node.required("version").longValue(),
        node.required("open").booleanValue());
  }

  static Map<String, BigDecimal> balances(String json) {
    Map<String, BigDecimal> balances = new LinkedHashMap<>();
    MAPPER
        .readTree(json)
        .forEachEntry((asset, amount) -> balances.put(asset, new BigDecimal(amount.asString())));
    return balances;
  }
}
