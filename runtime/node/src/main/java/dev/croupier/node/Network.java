package dev.croupier.node;

import dev.croupier.protocol.Address;

/**
 * A chain as get_config tells clients (clearnode-0.x 8.2). The node itself talks to none.
 *
 * @param chainId number of the chain
 * @param name name of the chain
 * @param custody address of the custody contract, the zero address if there is none
 * @param adjudicator address of the adjudicator contract, the zero address if there is none
 */
public record Network(long chainId, String name, Address custody, Address adjudicator) {
  /** A made-up chain for nodes that have none. */
  public static final Network LOCAL = new Network(1337, "local", Address.ZERO, Address.ZERO);
}
