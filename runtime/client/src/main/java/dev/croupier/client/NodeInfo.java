package dev.croupier.client;

import dev.croupier.protocol.Address;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a node says about itself.
 *
 * @param description the node's version as far as it can be told, for people
 * @param brokerAddress the key that signs the node's frames
 * @param assetDecimals the decimals of every asset, by symbol
 * @param capabilities what the node can do
 */
public record NodeInfo(
    String description,
    Address brokerAddress,
    Map<String, Integer> assetDecimals,
    Set<Capability> capabilities) {

  /** Copies the collections. */
  public NodeInfo {
    assetDecimals = Map.copyOf(assetDecimals);
    capabilities = Set.copyOf(capabilities);
  }

  /**
   * @param asset a symbol
   * @return its decimals, empty if the node does not know the asset
   */
  public Optional<Integer> decimalsOf(String asset) {
    return Optional.ofNullable(assetDecimals.get(asset));
  }

  /** Things nodes differ in. */
  public enum Capability {
    /** Carries messages between participants. */
    RELAY,
    /** Sends accepted states to every participant. */
    STATE_PUSH,
    /** Knows deposit and withdraw intents and checks versions. */
    INTENTS,
    /** A participant of weight 0 may sign. */
    ZERO_WEIGHT_SIGNERS
  }
}
