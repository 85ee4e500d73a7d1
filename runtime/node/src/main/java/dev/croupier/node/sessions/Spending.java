package dev.croupier.node.sessions;

import dev.croupier.node.auth.SessionKey;
import dev.croupier.node.auth.SessionKeys;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.rpc.RefusedException;
import org.jspecify.annotations.Nullable;

/** What session keys may do in app sessions (clearnode-0.x 6.2). */
final class Spending {
  private final SessionKeys keys;

  Spending(SessionKeys keys) {
    this.keys = keys;
  }

  /**
   * Checks that a key is for the session's application and may spend the amount, and charges it.
   *
   * @param key the key, or null if the wallet signed itself and no limit applies
   * @return the key's address, or null
   */
  @Nullable Address charge(
      @Nullable SessionKey key, String application, String asset, Amount amount) {
    if (key == null) {
      return null;
    }
    checkApplication(key, application, "session key application validation failed: ");
    keys.charge(key, asset, amount);
    return key.address();
  }

  static void checkApplication(SessionKey key, String application, String prefix) {
    if (!key.isUnlimited() && !key.application().equals(application)) {
      throw new RefusedException(
          prefix
              + "session key application mismatch: session key is for '"
              + key.application()
              + "', but app session is for '"
              + application
              + "'");
    }
  }
}
