package dev.croupier.node.sessions;

import dev.croupier.protocol.Address;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a create, submit or close did.
 *
 * @param session the session as it is now
 * @param balancesChanged the wallets whose unified balance changed and who are told so
 */
public record SessionChange(AppSession session, Set<Address> balancesChanged) {
  /** Copies the set, keeping its order. */
  public SessionChange {
    balancesChanged = Collections.unmodifiableSet(new LinkedHashSet<>(balancesChanged));
  }
}
