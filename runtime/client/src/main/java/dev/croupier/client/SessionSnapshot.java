package dev.croupier.client;

import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * A session as the node shows it at one version.
 *
 * @param sessionId the session
 * @param definition who takes part and who decides
 * @param version counts accepted states, from 1
 * @param open false once closed
 * @param sessionData the stored text, {@code ""} if there is none
 * @param allocations the shares, if the node told them
 */
public record SessionSnapshot(
    SessionId sessionId,
    SessionDefinition definition,
    long version,
    boolean open,
    String sessionData,
    Optional<List<Allocation>> allocations) {}
