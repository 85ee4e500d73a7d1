package dev.croupier.cli.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.croupier.host.SeatConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One seat: a wallet running an app.
 *
 * @param app the app: a script ({@code scripts/ping-pong/player}) or a plugin ({@code
 *     plugins/ping-pong#PlayerApp}), relative to the file; {@code ""} if it was left out, which the
 *     run refuses
 * @param wallet where the key comes from; default a development key, for the embedded node only
 * @param application the application name sessions of this seat carry; default {@code croupier}
 * @param invites who may ask for this seat's signature under new sessions; default nobody
 * @param proposals whether this seat signs what others propose in its sessions; default as its app
 *     decides
 * @param allowance the most this seat puts into one session, asset to decimal text; assets that are
 *     not listed may not be spent
 * @param transferLimit the most this seat pays in one transfer, asset to decimal text; assets that
 *     are not listed may not be transferred
 * @param contacts names for other wallets, name to address
 * @param settings anything; handed to the app as it is
 * @param instances how many instances of the app share the seat's sessions; 1 to 64, default 1
 * @param isolation where the app's code runs; default in the host's own process
 * @param carrier what carries the seat's messages at a node that has no relay; default nothing
 */
public record SeatSection(
    String app,
    WalletSection wallet,
    String application,
    InvitesSection invites,
    Proposals proposals,
    Map<String, String> allowance,
    Map<String, String> transferLimit,
    Map<String, String> contacts,
    JsonNode settings,
    int instances,
    Isolation isolation,
    Carrier carrier) {

  static final String DEFAULT_APPLICATION = "croupier";

  /** Copies the maps and checks the number of instances. */
  public SeatSection {
    if (instances < 1 || instances > SeatConfig.MAX_INSTANCES) {
      throw new IllegalArgumentException(
          "instances is " + instances + ", must be 1 to " + SeatConfig.MAX_INSTANCES);
    }
    allowance = Map.copyOf(allowance);
    transferLimit = Map.copyOf(transferLimit);
    contacts = Map.copyOf(contacts);
  }

  @JsonCreator
  static SeatSection of(
      @JsonProperty("app") @Nullable String app,
      @JsonProperty("wallet") @Nullable WalletSection wallet,
      @JsonProperty("application") @Nullable String application,
      @JsonProperty("invites") @Nullable InvitesSection invites,
      @JsonProperty("proposals") @Nullable Proposals proposals,
      @JsonProperty("allowance") @Nullable Map<String, String> allowance,
      @JsonProperty("transfer-limit") @Nullable Map<String, String> transferLimit,
      @JsonProperty("contacts") @Nullable Map<String, String> contacts,
      @JsonProperty("settings") @Nullable JsonNode settings,
      @JsonProperty("instances") @Nullable Integer instances,
      @JsonProperty("isolation") @Nullable Isolation isolation,
      @JsonProperty("carrier") @Nullable Carrier carrier) {
    return new SeatSection(
        app == null ? "" : app,
        wallet == null ? WalletSection.DEVELOPMENT : wallet,
        application == null ? DEFAULT_APPLICATION : application,
        invites == null ? InvitesSection.NEVER : invites,
        proposals == null ? Proposals.APP : proposals,
        allowance == null ? Map.of() : allowance,
        transferLimit == null ? Map.of() : transferLimit,
        contacts == null ? Map.of() : contacts,
        settings == null ? JsonNodeFactory.instance.objectNode() : settings,
        instances == null ? 1 : instances,
        isolation == null ? Isolation.NONE : isolation,
        carrier == null ? Carrier.NONE : carrier);
  }

  /** Whether a seat signs what other participants propose in its sessions. */
  public enum Proposals {
    /** Its app decides. */
    @JsonProperty("app")
    APP,
    /** Never. */
    @JsonProperty("never")
    NEVER
  }

  /** What carries a seat's messages where neither its node nor a relay service does. */
  public enum Carrier {
    /** Nothing. */
    @JsonProperty("none")
    NONE,
    /** States of sessions without money. */
    @JsonProperty("states")
    STATES
  }

  /** Where an app's code runs. */
  public enum Isolation {
    /** In the host's own process. */
    @JsonProperty("none")
    NONE,
    /** In a process of its own. */
    @JsonProperty("worker")
    WORKER
  }
}
