package dev.croupier.host.cosign;

import dev.croupier.app.SessionRequest;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
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
   * @return the exact text to sign
   */
  String text();

  /**
   * @param some of the signers
   * @return the same proposal to them
   */
  Proposal to(List<Address> some);

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

    @Override
    public String text() {
      return request.body();
    }

    @Override
    public Creation to(List<Address> some) {
      return new Creation(initiator, some, request);
    }
  }

  /**
   * A new state of a session, or its close.
   *
   * @param initiator who asks
   * @param signers whose signatures are wanted
   * @param sessionId the session
   * @param text the exact text; what it says is read from it, and from nothing else
   */
  record Decision(Address initiator, List<Address> signers, SessionId sessionId, String text)
      implements Proposal {
    /** Copies the list. */
    public Decision {
      signers = List.copyOf(signers);
    }

    @Override
    public Decision to(List<Address> some) {
      return new Decision(initiator, some, sessionId, text);
    }
  }
}
