package dev.croupier.host;

import dev.croupier.app.ConnectionStatus;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.List;

/**
 * How a seat stands.
 *
 * @param name its name
 * @param wallet its wallet
 * @param status its connection
 * @param openSessions the sessions it takes part in, oldest first
 */
public record HostSeat(
    String name, Address wallet, ConnectionStatus status, List<SessionId> openSessions) {
  /** Copies the list. */
  public HostSeat {
    openSessions = List.copyOf(openSessions);
  }
}
