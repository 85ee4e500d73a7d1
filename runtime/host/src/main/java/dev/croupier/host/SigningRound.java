package dev.croupier.host;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Signatures that a seat is collecting for what it proposes.
 *
 * @param seat the seat that proposes
 * @param sessionId the session
 * @param operation what is proposed: {@code create}, {@code close}, {@code operate}, {@code
 *     deposit} or {@code withdraw}
 * @param signed who has signed so far, the proposer not counted
 * @param refused who has refused, and why
 * @param waitingFor who has not answered
 * @param until when the round ends
 */
public record SigningRound(
    String seat,
    SessionId sessionId,
    String operation,
    List<Address> signed,
    Map<Address, String> refused,
    List<Address> waitingFor,
    Instant until) {
  /** Copies the collections. */
  public SigningRound {
    signed = List.copyOf(signed);
    refused = Map.copyOf(refused);
    waitingFor = List.copyOf(waitingFor);
  }
}
