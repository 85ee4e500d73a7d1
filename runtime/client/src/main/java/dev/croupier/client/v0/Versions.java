package dev.croupier.client.v0;

import dev.croupier.client.NodeInfo.Capability;
import dev.croupier.client.NodeVersion;
import dev.croupier.protocol.v0.ServerVersion;
import java.util.EnumSet;
import java.util.Set;

/** What follows from a server's version (compat 2). */
final class Versions {
  private Versions() {}

  static ServerVersion serverVersion(NodeVersion version) {
    return switch (version) {
      case V0_3 -> ServerVersion.S0_3;
      case V0_4 -> ServerVersion.S0_4;
      case V0_5 -> ServerVersion.S0_5;
    };
  }

  static Set<Capability> capabilities(ServerVersion version, boolean relay) {
    EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
    if (version.isAtLeast(ServerVersion.S0_4)) {
      capabilities.add(Capability.INTENTS);
      capabilities.add(Capability.STATE_PUSH);
      capabilities.add(Capability.ZERO_WEIGHT_SIGNERS);
    }
    if (relay) {
      capabilities.add(Capability.RELAY);
    }
    return capabilities;
  }
}
