package dev.croupier.host.journal;

import java.util.Optional;

/**
 * Names a call in a seat's journal.
 *
 * @param run the run whose turn asked
 * @param lane the lane it was in
 * @param session the session of that turn, empty for the seat's own turns
 * @param callId the call's number within run and lane
 */
public record CallRef(String run, int lane, Optional<String> session, long callId) {}
