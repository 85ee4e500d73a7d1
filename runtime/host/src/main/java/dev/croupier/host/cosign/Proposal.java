package dev.croupier.host.cosign;

import dev.croupier.app.SessionRequest;
import dev.croupier.protocol.Address;
import java.util.List;

/** Something participants are asked to sign. */
public sealed interface Proposal {

  /**
   * @return who asks, established by whoever carries the proposal
   */
  Address initiator();

  /**
   * @return whose signatures are wanted, the initiator's not among them
   */
  List<Address> signers();

  /**
   * The creation of a session.
   *
   * @param initiator who asks
   * @param signers whose signatures are wanted
   * @param request what to sign: the text, and what it has to say
   */
  record Creation(Address initiator, List<Address> signers, SessionRequest request)
      implements Proposal {
    /** Copies the list. */
    public Creation {
      signers = List.copyOf(signers);
    }
  }
}
