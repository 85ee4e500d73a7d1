package dev.croupier.testkit;

import dev.croupier.app.SessionApp;
import dev.croupier.host.InvitePolicy;
import dev.croupier.host.SeatConfig;
import dev.croupier.host.engine.App;
import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One seat of a table before it starts: the same as a seat in {@code croupier.yaml}, with the same
 * defaults. Without an app it is a {@link Puppet}, which the test plays by hand.
 */
public final class SeatPlan {

  private final String name;
  private final Map<String, Amount> funds = new LinkedHashMap<>();
  private final Map<String, Amount> allowance = new LinkedHashMap<>();
  private final Map<String, Amount> transferLimit = new LinkedHashMap<>();
  private InvitePolicy invites = InvitePolicy.NEVER;
  private String application = "croupier";
  private String settings = "{}";
  private String host = "host";
  private @Nullable String reference;
  private @Nullable Supplier<App> app;

  SeatPlan(String name) {
    this.name = name;
    funds.put("usdc", Amount.of(100));
  }

  /**
   * @param reference a script or a plugin as in {@code croupier.yaml}, relative to the table's base
   * @return this
   */
  public SeatPlan app(String reference) {
    this.reference = reference;
    this.app = null;
    return this;
  }

  /**
   * @param type an app's class, with a constructor without parameters
   * @return this
   */
  public SeatPlan app(Class<? extends SessionApp> type) {
    return code(() -> ClassApps.of(type));
  }

  /**
   * @param app an app; a restarted seat goes on with the same object
   * @return this
   */
  public SeatPlan app(SessionApp app) {
    return code(() -> ClassApps.of(app));
  }

  /**
   * @param app an app as engines make them; a restarted seat asks for another one
   * @return this
   */
  public SeatPlan code(Supplier<App> app) {
    this.reference = "app of " + name;
    this.app = app;
    return this;
  }

  /**
   * What the wallet starts with; 100 usdc unless told otherwise.
   *
   * @param asset the asset's symbol
   * @param amount whole units as decimal text; may be 0
   * @return this
   */
  public SeatPlan funds(String asset, String amount) {
    funds.put(asset, Amount.parse(amount));
    return this;
  }

  /**
   * @param asset the asset's symbol
   * @param amount the most the seat puts into one session, whole units as decimal text
   * @return this
   */
  public SeatPlan allowance(String asset, String amount) {
    allowance.put(asset, Amount.parse(amount));
    return this;
  }

  /**
   * @param asset the asset's symbol
   * @param amount the most the seat pays in one transfer, whole units as decimal text
   * @return this
   */
  public SeatPlan transferLimit(String asset, String amount) {
    transferLimit.put(asset, Amount.parse(amount));
    return this;
  }

  /** Lets everybody ask for this seat's signature. */
  public SeatPlan invitesAlways() {
    invites = InvitePolicy.ALWAYS;
    return this;
  }

  /**
   * @param names who may ask for this seat's signature: seats, puppets or addresses
   * @return this
   */
  public SeatPlan invitesFrom(String... names) {
    invites = new InvitePolicy.From(List.of(names));
    return this;
  }

  /**
   * @param application the application name of the seat's sessions; {@code croupier} unless told
   *     otherwise
   * @return this
   */
  public SeatPlan application(String application) {
    this.application = application;
    return this;
  }

  /**
   * @param settings what the app reads as its settings: a map, or anything else that is an object
   *     in JSON
   * @return this
   */
  public SeatPlan settings(Object settings) {
    return settingsJson(JsonMapper.shared().writeValueAsString(settings));
  }

  /**
   * @param json the app's settings as JSON text
   * @return this
   */
  public SeatPlan settingsJson(String json) {
    this.settings = json;
    return this;
  }

  /**
   * Seats of the same host are killed and restarted together, and hear of each other's sessions at
   * once. All seats are in one unless told otherwise.
   *
   * @param host any name
   * @return this
   */
  public SeatPlan host(String host) {
    this.host = host;
    return this;
  }

  String name() {
    return name;
  }

  String hostName() {
    return host;
  }

  boolean isPuppet() {
    return reference == null;
  }

  String applicationName() {
    return application;
  }

  @Nullable Supplier<App> code() {
    return app;
  }

  List<AssetAmount> allFunds() {
    List<AssetAmount> all = new ArrayList<>();
    funds.forEach((asset, amount) -> all.add(new AssetAmount(asset, amount)));
    return all;
  }

  SeatConfig config(Map<String, Address> others) {
    if (reference == null) {
      throw new TestTableException("seat " + name + " has no app");
    }
    return SeatConfig.of(name, reference)
        .withInvites(invites)
        .withApplication(application)
        .withSettings(settings)
        .withContacts(others)
        .withLimits(new SpendingLimits(allowance, transferLimit));
  }

  String reference() {
    return reference == null ? "" : reference;
  }
}
