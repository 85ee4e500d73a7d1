package dev.croupier.node.sessions;

/**
 * The protocol texts of app sessions. They are not server versions: a session of any server speaks
 * one of these two (clearnode-0.x 0).
 */
final class SessionProtocol {
  static final String V0_2 = "NitroRPC/0.2";
  static final String V0_4 = "NitroRPC/0.4";

  private SessionProtocol() {}

  static boolean isKnown(String protocol) {
    return protocol.equals(V0_2) || protocol.equals(V0_4);
  }
}
