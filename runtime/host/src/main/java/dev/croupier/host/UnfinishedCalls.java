package dev.croupier.host;

import dev.croupier.client.SessionSnapshot;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.journal.SeatMemory;
import dev.croupier.host.turn.Input.CallResult;
import dev.croupier.protocol.SessionId;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What becomes of calls that an earlier process of the host was asked for and whose answer it did
 * not live to record.
 */
interface UnfinishedCalls {

  /**
   * Takes them over. Called on the seat's loop once per start, when its sessions are taken up and
   * before its first turn.
   *
   * @param memory what the journal says; its calls are the ones
   * @param atNode the sessions of this wallet that the node has open, and how the node knows those
   *     that the journal has open
   * @param settled to be told on the loop of each call whose outcome is known, or will never be; a
   *     call that is not settled comes again at the next start
   */
  void take(
      SeatMemory memory,
      Map<SessionId, SessionSnapshot> atNode,
      BiConsumer<OpenCall, CallResult> settled);
}
