package dev.croupier.client;

import dev.croupier.protocol.Address;
import java.util.List;

/**
 * What makes a session the session it is: its id is derived from these values.
 *
 * @param application the application's name
 * @param participants the wallets, at least two, in the order of the weights
 * @param weights one per participant
 * @param quorum the sum of weights that decides
 * @param challenge seconds; stored by nodes, without effect today
 * @param nonce not 0; makes the definition unique
 */
public record SessionDefinition(
    String application,
    List<Address> participants,
    List<Long> weights,
    long quorum,
    long challenge,
    long nonce) {

  /** Copies the lists. */
  public SessionDefinition {
    participants = List.copyOf(participants);
    weights = List.copyOf(weights);
  }

  /**
   * @param wallet any wallet
   * @return its weight, 0 if it is not a participant
   */
  public long weightOf(Address wallet) {
    int index = participants.indexOf(wallet);
    return index < 0 ? 0 : weights.get(index);
  }
}
