package dev.croupier.cli.operator;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.time.Instant;
import java.util.List;

/**
 * An invite that waits for the operator.
 *
 * @param seat the seat that is asked
 * @param id names the invite in the answer
 * @param initiator who asks
 * @param sessionId the id the session will have
 * @param terms the terms in words, a line each
 * @param until when it is refused by itself
 */
record InviteRow(
    String seat,
    long id,
    Address initiator,
    SessionId sessionId,
    List<String> terms,
    Instant until) {}
