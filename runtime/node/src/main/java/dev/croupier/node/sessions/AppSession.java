package dev.croupier.node.sessions;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An app session as the node keeps it (clearnode-0.x 10).
 *
 * @param id its id
 * @param application application name, may be empty
 * @param protocol session protocol, such as {@code NitroRPC/0.4}
 * @param participants the wallets, in the order of the definition
 * @param weights one weight per participant
 * @param quorum weight that submits and closes need
 * @param challenge stored, without effect
 * @param nonce makes the id unique
 * @param version 1 after creation, one more with every submit and the close
 * @param open whether it can still change
 * @param sessionData free text, may be empty
 * @param createdAtMicros microseconds since 1970
 * @param updatedAtMicros microseconds since 1970
 */
public record AppSession(
    SessionId id,
    String application,
    String protocol,
    List<Address> participants,
    List<Long> weights,
    long quorum,
    long challenge,
    long nonce,
    long version,
    boolean open,
    String sessionData,
    long createdAtMicros,
    long updatedAtMicros) {

  /** Copies the lists. */
  public AppSession {
    participants = List.copyOf(participants);
    weights = List.copyOf(weights);
  }

  /**
   * @return {@code open} or {@code closed}
   */
  public String status() {
    return open ? "open" : "closed";
  }

  /**
   * @return the weight of each participant; of a wallet listed twice, the last weight counts
   */
  public Map<Address, Long> weightOf() {
    Map<Address, Long> weightOf = new HashMap<>();
    for (int i = 0; i < participants.size(); i++) {
      weightOf.put(participants.get(i), weights.get(i));
    }
    return weightOf;
  }

  /**
   * @return whether its states carry a version, which keeps old ones from being submitted again
   */
  public boolean versioned() {
    return protocol.equals(SessionProtocol.V0_4);
  }

  AppSession next(boolean stillOpen, String newData, long nowMicros) {
    return new AppSession(
        id,
        application,
        protocol,
        participants,
        weights,
        quorum,
        challenge,
        nonce,
        version + 1,
        stillOpen,
        newData,
        createdAtMicros,
        nowMicros);
  }
}
