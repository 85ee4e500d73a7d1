package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.AllocationJson;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import java.util.List;

/**
 * The notification {@code asu}: a session has a new state (clearnode-0.x 12, compat 4.2).
 *
 * @param session the session as it is now
 * @param allocations the shares that are not zero, in no fixed order
 */
public record AppSessionUpdate(AppSession session, List<Allocation> allocations) {

  /** How a server lays the notification out. */
  public enum Layout {
    /** S0.4: the session's members and the list side by side; {@code null} for an empty list. */
    FLAT,
    /** S0.5: the session in a member of its own. */
    NESTED,
    /** Both at once, for a local node that serves clients of all versions. */
    UNION
  }

  /** Copies the allocations. */
  public AppSessionUpdate {
    allocations = List.copyOf(allocations);
  }

  /**
   * Reads the params of a notification in any layout; of a union the nested session counts.
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static AppSessionUpdate read(JsonValue params) {
    Members members = Members.ofAnswer(Method.APP_SESSION_UPDATE, params);
    Members nested = members.optionalObject("app_session");
    return new AppSessionUpdate(
        AppSession.read(nested == null ? members : nested),
        members.list("participant_allocations", AllocationJson::read));
  }

  /** The notification in one of its layouts. */
  public JsonObject toJson(Layout layout) {
    JsonObject.Builder builder = JsonObject.builder();
    JsonObject members = session.toJson();
    if (layout != Layout.FLAT) {
      builder.put("app_session", members);
    }
    if (layout != Layout.NESTED) {
      builder.putAll(members);
    }
    boolean none = layout == Layout.FLAT && allocations.isEmpty();
    return builder
        .put("participant_allocations", none ? JsonNull.NULL : AllocationJson.write(allocations))
        .build();
  }
}
