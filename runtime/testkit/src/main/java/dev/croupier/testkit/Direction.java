package dev.croupier.testkit;

/** Which way frames go between a wallet and the node. */
public enum Direction {
  /** From the wallet to the node. */
  TO_NODE,
  /** From the node to the wallet. */
  FROM_NODE
}
