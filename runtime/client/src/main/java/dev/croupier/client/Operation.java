package dev.croupier.client;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.List;
import java.util.Optional;

/** Something a node is asked to do that moves money or changes a session, in session terms. */
public sealed interface Operation {

  /**
   * Opens a session and pays the allocations into it.
   *
   * @param definition who takes part and who decides
   * @param allocations what each participant pays in
   * @param sessionData free text to store
   */
  record CreateSession(
      SessionDefinition definition, List<Allocation> allocations, Optional<String> sessionData)
      implements Operation {
    /** Copies the list. */
    public CreateSession {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Replaces the shares of an open session.
   *
   * @param sessionId the session
   * @param intent what kind of change
   * @param version the version this state will have, last + 1; 0 in a text read from another
   *     participant that states none, as on nodes without {@link NodeInfo.Capability#INTENTS}
   * @param allocations everybody's share afterwards
   * @param sessionData free text to store, or empty to keep the stored one
   */
  record SubmitState(
      SessionId sessionId,
      Intent intent,
      long version,
      List<Allocation> allocations,
      Optional<String> sessionData)
      implements Operation {
    /** Copies the list. */
    public SubmitState {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Closes a session and pays everybody out.
   *
   * @param sessionId the session
   * @param allocations who gets what
   * @param sessionData free text to store, or empty to keep the stored one
   */
  record CloseSession(
      SessionId sessionId, List<Allocation> allocations, Optional<String> sessionData)
      implements Operation {
    /** Copies the list. */
    public CloseSession {
      allocations = List.copyOf(allocations);
    }
  }

  /**
   * Pays from the wallet's balance to another wallet.
   *
   * @param destination the receiver
   * @param amounts what to pay, each positive
   */
  record Transfer(Address destination, List<AssetAmount> amounts) implements Operation {
    /** Copies the list. */
    public Transfer {
      amounts = List.copyOf(amounts);
    }
  }

  /** What a submitted state does with the session's money. */
  enum Intent {
    /** Moves money between participants; totals stay. */
    OPERATE,
    /** Participants add money from their balances. */
    DEPOSIT,
    /** Money goes back to participants' balances. */
    WITHDRAW
  }
}
