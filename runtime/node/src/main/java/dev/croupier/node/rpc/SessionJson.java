package dev.croupier.node.rpc;

import dev.croupier.node.ledger.Moments;
import dev.croupier.node.rules.Profile;
import dev.croupier.node.sessions.AppSession;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonString;
import dev.croupier.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** App sessions as they are written into frames (clearnode-0.x 8.5, 8.6, 10, 12). */
public final class SessionJson {
  private final Profile profile;

  public SessionJson(Profile profile) {
    this.profile = profile;
  }

  /** A session in a list. */
  public JsonObject full(AppSession session) {
    return full(session, session.application());
  }

  /** The answer to create, submit and close: only id, status and version say something. */
  public JsonObject result(AppSession session) {
    JsonObject.Builder json = JsonObject.builder().put("app_session_id", session.id().toString());
    if (profile.application()) {
      json.put("application", "");
    }
    return json.put("status", session.status())
        .put("participants", JsonNull.NULL)
        .put("protocol", "")
        .put("challenge", 0)
        .put("weights", JsonNull.NULL)
        .put("quorum", 0)
        .put("version", session.version())
        .put("nonce", 0)
        .put("created_at", "")
        .put("updated_at", "")
        .build();
  }

  /** The answer to get_app_definition. */
  public JsonObject definition(AppSession session) {
    JsonObject.Builder json = JsonObject.builder();
    if (profile.application()) {
      json.put("application", profile.applicationHidden() ? "" : session.application());
    }
    return json.put("protocol", session.protocol())
        .put("participants", participants(session))
        .put("weights", weights(session))
        .put("quorum", session.quorum())
        .put("challenge", number(session.challenge()))
        .put("nonce", number(session.nonce()))
        .build();
  }

  /** The params of an {@code asu} notification. */
  public JsonObject stateUpdate(AppSession session, Map<String, Map<Address, Amount>> shares) {
    List<JsonValue> allocations = allocations(session, shares);
    JsonObject full = full(session, profile.applicationHidden() ? "" : session.application());
    JsonObject.Builder json = JsonObject.builder();
    Profile.StateUpdateForm form = profile.stateUpdates();
    if (form != Profile.StateUpdateForm.FLAT) {
      json.put("app_session", full);
    }
    if (form != Profile.StateUpdateForm.NESTED) {
      json.putAll(full);
    }
    boolean nothing = allocations.isEmpty() && form == Profile.StateUpdateForm.FLAT;
    return json.put("participant_allocations", nothing ? JsonNull.NULL : new JsonArray(allocations))
        .build();
  }

  private JsonObject full(AppSession session, String application) {
    JsonObject.Builder json = JsonObject.builder().put("app_session_id", session.id().toString());
    if (profile.application()) {
      json.put("application", application);
    }
    json.put("status", session.status()).put("participants", participants(session));
    if (!session.sessionData().isEmpty()) {
      json.put("session_data", session.sessionData());
    }
    return json.put("protocol", session.protocol())
        .put("challenge", number(session.challenge()))
        .put("weights", weights(session))
        .put("quorum", session.quorum())
        .put("version", session.version())
        .put("nonce", number(session.nonce()))
        .put("created_at", Moments.inSeconds(session.createdAtMicros()))
        .put("updated_at", Moments.inSeconds(session.updatedAtMicros()))
        .build();
  }

  private static List<JsonValue> allocations(
      AppSession session, Map<String, Map<Address, Amount>> shares) {
    List<JsonValue> allocations = new ArrayList<>();
    for (Address participant : new LinkedHashSet<>(session.participants())) {
      shares.forEach(
          (asset, amounts) -> {
            Amount amount = amounts.getOrDefault(participant, Amount.ZERO);
            if (amount.signum() != 0) {
              allocations.add(
                  JsonObject.builder()
                      .put("participant", participant.toString())
                      .put("asset", asset)
                      .put("amount", amount.toString())
                      .build());
            }
          });
    }
    return allocations;
  }

  private static JsonArray participants(AppSession session) {
    return new JsonArray(
        session.participants().stream()
            .map(participant -> (JsonValue) new JsonString(participant.toString()))
            .toList());
  }

  private static JsonArray weights(AppSession session) {
    return new JsonArray(
        session.weights().stream().map(weight -> (JsonValue) JsonNumber.of(weight)).toList());
  }

  private static JsonNumber number(long unsigned) {
    return new JsonNumber(Long.toUnsignedString(unsigned));
  }
}
