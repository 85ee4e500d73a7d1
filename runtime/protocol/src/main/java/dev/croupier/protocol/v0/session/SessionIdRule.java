package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Keccak;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.v0.ServerVersion;
import java.nio.charset.StandardCharsets;

/** How an app session's id follows from its definition (clearnode-0.x 10.2). */
public enum SessionIdRule {
  /** S0.3 and S0.4: without the application. */
  WITHOUT_APPLICATION {
    @Override
    AppDefinition hashed(AppDefinition definition) {
      return definition.withApplication(null);
    }
  },
  /** S0.5: with the application first, empty when there is none. */
  WITH_APPLICATION {
    @Override
    AppDefinition hashed(AppDefinition definition) {
      String application = definition.application();
      return definition.withApplication(application == null ? "" : application);
    }
  };

  /** The rule the servers of a version follow. */
  public static SessionIdRule of(ServerVersion version) {
    return version.isAtLeast(ServerVersion.S0_5) ? WITH_APPLICATION : WITHOUT_APPLICATION;
  }

  /** The definition with exactly the members that are hashed. */
  abstract AppDefinition hashed(AppDefinition definition);

  /** The text that is hashed, as the Go server writes it. */
  public String hashedText(AppDefinition definition) {
    return GoJson.write(hashed(definition).toJson());
  }

  /** The id of the session with this definition. */
  public SessionId idOf(AppDefinition definition) {
    byte[] utf8 = hashedText(definition).getBytes(StandardCharsets.UTF_8);
    return SessionId.of(Keccak.keccak256(utf8));
  }
}
