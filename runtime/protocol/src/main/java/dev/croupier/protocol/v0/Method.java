package dev.croupier.protocol.v0;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every method name that occurs on a 0.x wire (clearnode-0.x 5, 8 to 13). */
public enum Method {
  AUTH_REQUEST("auth_request", Kind.PUBLIC),
  AUTH_CHALLENGE("auth_challenge", Kind.ANSWER),
  AUTH_VERIFY("auth_verify", Kind.PUBLIC),
  PING("ping", Kind.PUBLIC),
  PONG("pong", Kind.ANSWER),
  ERROR("error", Kind.ANSWER),
  GET_CONFIG("get_config", Kind.PUBLIC),
  GET_ASSETS("get_assets", Kind.PUBLIC),
  GET_APP_DEFINITION("get_app_definition", Kind.PUBLIC),
  GET_APP_SESSIONS("get_app_sessions", Kind.PUBLIC),
  GET_CHANNELS("get_channels", Kind.PUBLIC),
  GET_LEDGER_ENTRIES("get_ledger_entries", Kind.PUBLIC),
  GET_LEDGER_TRANSACTIONS("get_ledger_transactions", Kind.PUBLIC),
  GET_LEDGER_BALANCES("get_ledger_balances", Kind.PRIVATE),
  GET_USER_TAG("get_user_tag", Kind.PRIVATE),
  TRANSFER("transfer", Kind.PRIVATE),
  /** S0.5 only. */
  GET_SESSION_KEYS("get_session_keys", Kind.PRIVATE),
  /** S0.5 only. */
  REVOKE_SESSION_KEY("revoke_session_key", Kind.PRIVATE),
  /** S0.5 only, for tests of the server. */
  CLEANUP_SESSION_KEY_CACHE("cleanup_session_key_cache", Kind.PUBLIC),
  GET_RPC_HISTORY("get_rpc_history", Kind.PRIVATE),
  CREATE_APP_SESSION("create_app_session", Kind.PRIVATE),
  SUBMIT_APP_STATE("submit_app_state", Kind.PRIVATE),
  CLOSE_APP_SESSION("close_app_session", Kind.PRIVATE),
  /** Relayed by local nodes; unknown to public servers (clearnode-0.x 11). */
  MESSAGE("message", Kind.PRIVATE),
  CREATE_CHANNEL("create_channel", Kind.PRIVATE),
  RESIZE_CHANNEL("resize_channel", Kind.PRIVATE),
  CLOSE_CHANNEL("close_channel", Kind.PRIVATE),
  /** Notification: the assets of the node, first frame of every connection. */
  ASSETS("assets", Kind.NOTIFICATION),
  /** Notification: open channels of the wallet, after login. */
  CHANNELS("channels", Kind.NOTIFICATION),
  /** Notification: all balances of the wallet. */
  BALANCE_UPDATE("bu", Kind.NOTIFICATION),
  /** Notification: one channel changed. */
  CHANNEL_UPDATE("cu", Kind.NOTIFICATION),
  /** Notification: transfers sent or received. */
  TRANSFER_UPDATE("tr", Kind.NOTIFICATION),
  /** Notification: an app session has a new state. */
  APP_SESSION_UPDATE("asu", Kind.NOTIFICATION);

  /** Who may use a name and where. */
  public enum Kind {
    /** A request that needs no login. */
    PUBLIC,
    /** A request that needs a login and a fresh timestamp (clearnode-0.x 4). */
    PRIVATE,
    /** Occurs in answers only. */
    ANSWER,
    /** Sent by the node unasked. */
    NOTIFICATION
  }

  private static final Map<String, Method> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Method::wireName, Function.identity()));

  private final String wireName;
  private final Kind kind;

  Method(String wireName, Kind kind) {
    this.wireName = wireName;
    this.kind = kind;
  }

  /**
   * The method of exactly this name.
   *
   * @return empty if 0.x has no such name
   */
  public static Optional<Method> of(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /** The name in a frame. */
  public String wireName() {
    return wireName;
  }

  /** Who may use this name and where. */
  public Kind kind() {
    return kind;
  }

  /** True if a client may send it. */
  public boolean isRequest() {
    return kind == Kind.PUBLIC || kind == Kind.PRIVATE;
  }

  /** The method of a successful answer to this request (clearnode-0.x 2). */
  public Method answer() {
    return switch (this) {
      case AUTH_REQUEST -> AUTH_CHALLENGE;
      case PING -> PONG;
      default -> this;
    };
  }
}
