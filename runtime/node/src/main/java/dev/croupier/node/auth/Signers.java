package dev.croupier.node.auth;

import dev.croupier.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a request, once recovered addresses have been matched with session keys: a wallet that
 * signed by a key of its own, by one or more session keys, or both, counts once (clearnode-0.x 6).
 *
 * <p>A wallet's own signature always counts for that wallet. Otherwise anybody could take a wallet
 * out of action by naming its address as session key, which needs no consent.
 */
public final class Signers {
  private final List<Signatory> signatories = new ArrayList<>();

  /** An address that signed, and the active session key it is, if any. */
  private record Signatory(Address address, @Nullable SessionKey key) {
    Address wallet() {
      return key == null ? address : key.wallet();
    }
  }

  /** Notes an address that signed, with the active session key registered under it, if any. */
  void add(Address address, @Nullable SessionKey key) {
    signatories.add(new Signatory(address, key));
  }

  /**
   * Matches the signers with the participants of a session.
   *
   * @param participants the participants
   * @param stranger called for a wallet that signed and takes no part
   * @param keyOfParticipant called for each session key that signed for a participant
   * @param counted where the participants that signed are put, each once
   */
  public void match(
      Set<Address> participants,
      Consumer<Address> stranger,
      Consumer<SessionKey> keyOfParticipant,
      Set<Address> counted) {
    for (Signatory signatory : signatories) {
      SessionKey key = signatory.key();
      if (participants.contains(signatory.address())) {
        counted.add(signatory.address());
      } else if (key != null && participants.contains(key.wallet())) {
        counted.add(key.wallet());
        keyOfParticipant.accept(key);
      } else {
        stranger.accept(signatory.wallet());
      }
    }
  }

  /**
   * @param wallet a wallet
   * @return whether it signed, by itself or by a session key
   */
  public boolean signed(Address wallet) {
    return any(
        signatory -> signatory.address().equals(wallet) || signatory.wallet().equals(wallet));
  }

  /**
   * @param wallet a wallet that signed
   * @return the session key whose limits apply to what the wallet pays, or null if it signed itself
   */
  public @Nullable SessionKey chargedKey(Address wallet) {
    if (any(signatory -> signatory.address().equals(wallet))) {
      return null;
    }
    return signatories.stream()
        .filter(signatory -> signatory.wallet().equals(wallet))
        .map(Signatory::key)
        .findFirst()
        .orElse(null);
  }

  private boolean any(Predicate<Signatory> condition) {
    return signatories.stream().anyMatch(condition);
  }
}
