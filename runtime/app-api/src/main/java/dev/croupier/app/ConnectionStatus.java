package dev.croupier.app;

/** Where a seat's connection to its node stands. */
public enum ConnectionStatus {
  /** Not connected and not trying. */
  DISCONNECTED,
  /** Dialling or logging in. */
  CONNECTING,
  /** Logged in; requests can be sent. */
  CONNECTED
}
