package dev.croupier.protocol.v0.session;

/**
 * The {@code protocol} texts of an app definition that S0.4 and S0.5 know (clearnode-0.x 0, 10.1).
 */
public final class SessionProtocol {
  /** States without intent and version. */
  public static final String NITRO_RPC_0_2 = "NitroRPC/0.2";

  /** States with intent and version. */
  public static final String NITRO_RPC_0_4 = "NitroRPC/0.4";

  private SessionProtocol() {}
}
