package dev.croupier.node.rules;

import java.util.Locale;
import java.util.Optional;

/**
 * Which server the node behaves like (compat.md 4). {@link #DEFAULT} unites what the SDKs 0.3.0,
 * 0.4.0 and 0.5.3 can read and adds the relay; the others imitate one server version exactly, with
 * its errors and without a relay, so that clients can be tested against it.
 */
public enum Profile {
  /** Serves SDK 0.3.0, 0.4.0 and 0.5.3 at the same time, with relay and proposals. */
  DEFAULT,
  /** Server S0.3: no intents, no {@code asu}, times as notification ids. */
  V0_3,
  /** Server S0.4: intents, flat {@code asu}. */
  V0_4,
  /** Server S0.5: session keys with caps, nested {@code asu}. */
  V0_5;

  /** How {@code asu} notifications are laid out (clearnode-0.x 12). */
  public enum StateUpdateForm {
    /** There are none. */
    NONE,
    /** The members of the session beside the allocations. */
    FLAT,
    /** The session as a member of its own. */
    NESTED,
    /** Both, so that every SDK finds what it looks for. */
    UNION
  }

  /**
   * @param text {@code default}, {@code 0.3}, {@code 0.4} or {@code 0.5}
   * @return the profile of that name, or empty
   */
  public static Optional<Profile> parse(String text) {
    for (Profile profile : values()) {
      if (profile.text().equals(text)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /**
   * @return the name in configuration files: {@code default}, {@code 0.3}, {@code 0.4} or {@code
   *     0.5}
   */
  public String text() {
    return this == DEFAULT
        ? "default"
        : name().substring(1).replace('_', '.').toLowerCase(Locale.ROOT);
  }

  /**
   * @return whether the node carries messages and proposals between wallets
   */
  public boolean relay() {
    return this == DEFAULT;
  }

  /**
   * @return whether notifications carry the time as request id instead of 0
   */
  public boolean notificationIdIsTime() {
    return this == V0_3;
  }

  /**
   * @return whether a login in the form of S0.3 and S0.4 is taken
   */
  public boolean oldLogin() {
    return this != V0_5;
  }

  /**
   * @return whether a login in the form of S0.5 is taken
   */
  public boolean newLogin() {
    return this == DEFAULT || this == V0_5;
  }

  /**
   * @return whether session keys can be listed and revoked, and have caps and expiries
   */
  public boolean sessionKeyMethods() {
    return newLogin();
  }

  /**
   * @return whether only the session protocols {@code NitroRPC/0.2} and {@code NitroRPC/0.4} are
   *     taken, with intents and versions for the latter
   */
  public boolean intents() {
    return this != V0_3;
  }

  /**
   * @return whether the session id and the definition contain the application
   */
  public boolean application() {
    return newLogin();
  }

  /**
   * @return whether negative weights are refused
   */
  public boolean negativeWeightsRefused() {
    return this != V0_3;
  }

  /**
   * @return whether a quorum that nobody can reach is refused
   */
  public boolean unreachableQuorumRefused() {
    return newLogin();
  }

  /**
   * @return whether zero-weight participants may sign submits and closes
   */
  public boolean zeroWeightSigners() {
    return this != V0_3;
  }

  /**
   * @return whether zero allocations on create are skipped: no record, no notification
   */
  public boolean zeroAllocationsSkipped() {
    return newLogin();
  }

  /**
   * @return whether an asset that stands at zero in a session keeps it from being closed
   */
  public boolean emptyAssetBlocks() {
    return this == V0_3 || this == V0_4;
  }

  /**
   * @return whether the same transfer is taken only once
   */
  public boolean transferReplayRefused() {
    return newLogin();
  }

  /**
   * @return whether networks in get_config carry a name
   */
  public boolean networkNames() {
    return newLogin();
  }

  /**
   * @return whether get_assets sorts by symbol instead of keeping the configured order
   */
  public boolean assetsSorted() {
    return this == V0_3 || this == V0_4;
  }

  /**
   * @return whether the application is hidden in answers, as S0.5 does in most of them
   */
  public boolean applicationHidden() {
    return this == V0_5;
  }

  /**
   * @return the layout of {@code asu}
   */
  public StateUpdateForm stateUpdates() {
    return switch (this) {
      case DEFAULT -> StateUpdateForm.UNION;
      case V0_3 -> StateUpdateForm.NONE;
      case V0_4 -> StateUpdateForm.FLAT;
      case V0_5 -> StateUpdateForm.NESTED;
    };
  }
}
