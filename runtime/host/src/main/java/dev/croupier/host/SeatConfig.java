package dev.croupier.host;

import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.protocol.Address;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One seat: a wallet running an app on a node.
 *
 * @param name unique in the host, for people and address books
 * @param node names the node; seats with the same text sit at the same node
 * @param app the app's reference, such as {@code scripts/ping-pong/player}
 * @param application the application name of sessions whose terms leave it blank
 * @param invites who may ask for this seat's signature under new sessions
 * @param proposals whether it signs what others propose in its sessions
 * @param contacts names for other wallets
 * @param settingsJson handed to the app as it is, JSON text
 * @param limits what the seat may spend
 * @param instances how many instances of the app the seat runs, each in a lane of its own with its
 *     share of the sessions; 1 to {@value #MAX_INSTANCES}, default 1
 * @param isolation where the app's code runs; all seats of one app agree on it; default in the
 *     host's own process
 * @param carrier what carries its messages at a node that has no relay; default nothing
 */
public record SeatConfig(
    String name,
    String node,
    String app,
    String application,
    InvitePolicy invites,
    ProposalPolicy proposals,
    Map<String, Address> contacts,
    String settingsJson,
    SpendingLimits limits,
    int instances,
    Isolation isolation,
    CarrierPolicy carrier) {

  /** The most instances of its app that a seat may run. */
  public static final int MAX_INSTANCES = 64;

  /** The node's name where there is only one. */
  public static final String ONLY_NODE = "node";

  /** Copies the map and checks the number of instances. */
  public SeatConfig {
    if (instances < 1 || instances > MAX_INSTANCES) {
      throw new HostConfigException(
          "seat " + name + " has instances " + instances + ", must be 1 to " + MAX_INSTANCES);
    }
    contacts = Map.copyOf(contacts);
  }

  /**
   * A seat on the only node that signs no invites, spends nothing and has no settings.
   *
   * @param name unique in the host
   * @param app the app's reference
   * @return the seat
   */
  public static SeatConfig of(String name, String app) {
    return new SeatConfig(
        name,
        ONLY_NODE,
        app,
        "croupier",
        InvitePolicy.NEVER,
        ProposalPolicy.APP,
        Map.of(),
        "{}",
        SpendingLimits.NOTHING,
        1,
        Isolation.NONE,
        CarrierPolicy.NONE);
  }

  /**
   * @param invites who may ask for this seat's signature
   * @return the seat with that policy
   */
  public SeatConfig withInvites(InvitePolicy invites) {
    return changed(edit -> edit.invites = invites);
  }

  /**
   * @param limits what the seat may spend
   * @return the seat with those limits
   */
  public SeatConfig withLimits(SpendingLimits limits) {
    return changed(edit -> edit.limits = limits);
  }

  /**
   * @param settingsJson handed to the app as it is, JSON text
   * @return the seat with those settings
   */
  public SeatConfig withSettings(String settingsJson) {
    return changed(edit -> edit.settingsJson = settingsJson);
  }

  /**
   * @param node names the node
   * @return the seat at that node
   */
  public SeatConfig withNode(String node) {
    return changed(edit -> edit.node = node);
  }

  /**
   * @param contacts names for other wallets
   * @return the seat with those contacts
   */
  public SeatConfig withContacts(Map<String, Address> contacts) {
    return changed(edit -> edit.contacts = contacts);
  }

  /**
   * @param application the application name of its sessions
   * @return the seat with that name
   */
  public SeatConfig withApplication(String application) {
    return changed(edit -> edit.application = application);
  }

  /**
   * @param instances how many instances of the app the seat runs
   * @return the seat with so many
   */
  public SeatConfig withInstances(int instances) {
    return changed(edit -> edit.instances = instances);
  }

  /**
   * @param isolation where the app's code runs
   * @return the seat with its app there
   */
  public SeatConfig withIsolation(Isolation isolation) {
    return changed(edit -> edit.isolation = isolation);
  }

  /**
   * @param proposals whether it signs what others propose in its sessions
   * @return this with another policy
   */
  public SeatConfig withProposals(ProposalPolicy proposals) {
    return changed(edit -> edit.proposals = proposals);
  }

  /**
   * @param carrier what carries its messages at a node that has no relay
   * @return the seat with that policy
   */
  public SeatConfig withCarrier(CarrierPolicy carrier) {
    return changed(edit -> edit.carrier = carrier);
  }

  private SeatConfig changed(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  /** Everything, for some of it to be changed. */
  private static final class Edit {
    private String name;
    private String node;
    private String app;
    private String application;
    private InvitePolicy invites;
    private ProposalPolicy proposals;
    private Map<String, Address> contacts;
    private String settingsJson;
    private SpendingLimits limits;
    private int instances;
    private Isolation isolation;
    private CarrierPolicy carrier;

    Edit(SeatConfig from) {
      name = from.name;
      node = from.node;
      app = from.app;
      application = from.application;
      invites = from.invites;
      proposals = from.proposals;
      contacts = from.contacts;
      settingsJson = from.settingsJson;
      limits = from.limits;
      instances = from.instances;
      isolation = from.isolation;
      carrier = from.carrier;
    }

    SeatConfig done() {
      return new SeatConfig(
          name,
          node,
          app,
          application,
          invites,
          proposals,
          contacts,
          settingsJson,
          limits,
          instances,
          isolation,
          carrier);
    }
  }
}
