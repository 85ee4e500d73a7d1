package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.abi.AbiValue;
import dev.croupier.protocol.crypto.Keccak;
import java.math.BigInteger;
import java.util.List;

/** How the id of a channel follows from its definition (clearnode-0.x 13). */
public final class ChannelId {
  private ChannelId() {}

  /**
   * @param channel the definition
   * @param chainId the chain it lives on, 0 or more
   * @return the id
   * @throws dev.croupier.protocol.abi.AbiException if a number is negative
   */
  public static Hash32 of(ChannelDefinition channel, long chainId) {
    return of(
        channel.participants(),
        channel.adjudicator(),
        BigInteger.valueOf(channel.challenge()),
        BigInteger.valueOf(channel.nonce()),
        BigInteger.valueOf(chainId));
  }

  /**
   * @param participants the user and the broker
   * @param adjudicator the contract that decides disputes
   * @param challenge seconds, an unsigned number of 64 bits
   * @param nonce an unsigned number of 64 bits
   * @param chainId an unsigned number of 256 bits
   * @return the id
   * @throws dev.croupier.protocol.abi.AbiException if a number does not fit
   */
  public static Hash32 of(
      List<Address> participants,
      Address adjudicator,
      BigInteger challenge,
      BigInteger nonce,
      BigInteger chainId) {
    return Keccak.keccak256(
        AbiValue.encode(
            AbiValue.array(participants.stream().map(AbiValue::address).toList()),
            AbiValue.address(adjudicator),
            AbiValue.uint(64, challenge),
            AbiValue.uint(64, nonce),
            AbiValue.uint(256, chainId)));
  }
}
