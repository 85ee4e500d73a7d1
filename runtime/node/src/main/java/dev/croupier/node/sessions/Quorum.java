package dev.croupier.node.sessions;

import dev.croupier.node.auth.SessionKey;
import dev.croupier.node.auth.Signers;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.rpc.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may change a session: signers are participants and weigh enough (clearnode-0.x 10.3). */
final class Quorum {
  private final Profile profile;

  Quorum(Profile profile) {
    this.profile = profile;
  }

  /**
   * @param session the session
   * @param signers who signed the request
   * @param request what the error text calls the request: {@code submit_state}, {@code deposit} or
   *     {@code withdrawal}
   */
  void check(AppSession session, Signers signers, String request) {
    Map<Address, Long> weightOf = session.weightOf();
    Set<Address> signed = new LinkedHashSet<>();
    List<SessionKey> keys = new ArrayList<>();
    signers.match(weightOf.keySet(), Quorum::refuseStranger, keys::add, signed);
    long sum = 0;
    for (Address participant : signed) {
      long weight = weightOf.getOrDefault(participant, 0L);
      if (weight <= 0 && !profile.zeroWeightSigners()) {
        throw new RefusedException("zero weight for signer " + participant);
      }
      sum += weight;
    }
    if (sum < session.quorum()) {
      String weights = sum + " / " + session.quorum();
      throw new RefusedException(
          profile.intents()
              ? ErrorText.quorumNotReached(request, sum, session.quorum())
              : "quorum not met: " + weights);
    }
    for (SessionKey key : keys) {
      Spending.checkApplication(
          key,
          session.application(),
          "session key application validation failed for signer " + key.address() + ": ");
    }
  }

  private static void refuseStranger(Address wallet) {
    throw new RefusedException(ErrorText.unknownParticipant(wallet));
  }
}
