package dev.croupier.host;

import dev.croupier.host.guard.SpendingLimits;
import dev.croupier.protocol.Address;
import java.util.Map;

/**
 * One seat: a wallet running an app on a node.
 *
 * @param name unique in the host, for people and address books
 * @param node names the node; seats with the same text sit at the same node
 * @param app the app's reference, such as {@code scripts/ping-pong/player}
 * @param application the application name of sessions whose terms leave it blank
 * @param invites who may ask for this seat's signature under new sessions
 * @param contacts names for other wallets
 * @param settingsJson handed to the app as it is, JSON text
 * @param limits what the seat may spend
 */
public record SeatConfig(
    String name,
    String node,
    String app,
    String application,
    InvitePolicy invites,
    Map<String, Address> contacts,
    String settingsJson,
    SpendingLimits limits) {

  /** The node's name where there is only one. */
  public static final String ONLY_NODE = "node";

  /** Copies the map. */
  public SeatConfig {
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
        Map.of(),
        "{}",
        SpendingLimits.NOTHING);
  }

  /**
   * @param invites who may ask for this seat's signature
   * @return the seat with that policy
   */
  public SeatConfig withInvites(InvitePolicy invites) {
    return new SeatConfig(name, node, app, application, invites, contacts, settingsJson, limits);
  }

  /**
   * @param limits what the seat may spend
   * @return the seat with those limits
   */
  public SeatConfig withLimits(SpendingLimits limits) {
    return new SeatConfig(name, node, app, application, invites, contacts, settingsJson, limits);
  }

  /**
   * @param settingsJson handed to the app as it is, JSON text
   * @return the seat with those settings
   */
  public SeatConfig withSettings(String settingsJson) {
    return new SeatConfig(name, node, app, application, invites, contacts, settingsJson, limits);
  }

  /**
   * @param node names the node
   * @return the seat at that node
   */
  public SeatConfig withNode(String node) {
    return new SeatConfig(name, node, app, application, invites, contacts, settingsJson, limits);
  }

  /**
   * @param contacts names for other wallets
   * @return the seat with those contacts
   */
  public SeatConfig withContacts(Map<String, Address> contacts) {
    return new SeatConfig(name, node, app, application, invites, contacts, settingsJson, limits);
  }

  /**
   * @param application the application name of its sessions
   * @return the seat with that name
   */
  public SeatConfig withApplication(String application) {
    return new SeatConfig(name, node, app, application, invites, contacts, settingsJson, limits);
  }
}
