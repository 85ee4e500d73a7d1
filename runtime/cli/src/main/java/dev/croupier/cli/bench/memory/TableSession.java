package dev.croupier.cli.bench.memory;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.protocol.v0.session.SessionProtocol;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A session that the node has open.
 *
 * @param id its id
 * @param seat the seat's wallet
 * @param others the other participants, played by the load
 * @param json how a node lists it (clearnode-0.x 8.6)
 */
record TableSession(SessionId id, Address seat, List<Player> others, String json) {
  private static final String APPLICATION = "croupier-bench";
  private static final String TIME = "2026-01-01T12:00:00Z";

  /**
   * @param nonce different for every session
   */
  static TableSession of(Address seat, List<Player> others, long nonce) {
    List<String> participants =
        IntStream.rangeClosed(0, others.size())
            .mapToObj(i -> i == 0 ? seat : others.get(i - 1).address())
            .map(Address::toString)
            .toList();
    List<Long> weights =
        IntStream.rangeClosed(0, others.size()).mapToObj(i -> i == 0 ? 100L : 0L).toList();
    AppDefinition definition =
        new AppDefinition(
            APPLICATION, SessionProtocol.NITRO_RPC_0_4, participants, weights, 100, 0, nonce);
    SessionId id = SessionIdRule.of(ServerVersion.S0_5).idOf(definition);
    String json =
        "{\"app_session_id\":\""
            + id
            + "\",\"application\":\""
            + APPLICATION
            + "\",\"status\":\"open\",\"participants\":[\""
            + String.join("\",\"", participants)
            + "\"],\"protocol\":\""
            + SessionProtocol.NITRO_RPC_0_4
            + "\",\"challenge\":0,\"weights\":"
            + weights.toString().replace(" ", "")
            + ",\"quorum\":100,\"version\":1,\"nonce\":"
            + nonce
            + ",\"created_at\":\""
            + TIME
            + "\",\"updated_at\":\""
            + TIME
            + "\"}";
    return new TableSession(id, seat, others, json);
  }
}
