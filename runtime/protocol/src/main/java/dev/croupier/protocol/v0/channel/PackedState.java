package dev.croupier.protocol.v0.channel;

import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.Hex;
import dev.croupier.protocol.abi.AbiValue;
import dev.croupier.protocol.crypto.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel state as the bytes that its parties sign and the chain checks (clearnode-0.x 13).
 * Immutable, by value.
 */
public final class PackedState {
  private static final byte[] CHALLENGE = "challenge".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private PackedState(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param channelId the channel
   * @param state the state, as it travels
   * @return its packed form
   * @throws dev.croupier.protocol.abi.AbiException if a number does not fit its type
   * @throws dev.croupier.protocol.InvalidHexException if the state's data is not hex
   */
  public static PackedState of(Hash32 channelId, ChannelState state) {
    return of(
        channelId,
        BigInteger.valueOf(state.intent()),
        BigInteger.valueOf(state.version()),
        Hex.parse(state.stateData()),
        state.allocations());
  }

  /**
   * @param channelId the channel
   * @param intent an unsigned number of 8 bits
   * @param version an unsigned number of 256 bits
   * @param data the state's own data, may be empty
   * @param allocations who gets what, in order; amounts are unsigned numbers of 256 bits
   * @return the packed form
   * @throws dev.croupier.protocol.abi.AbiException if a number does not fit its type
   */
  public static PackedState of(
      Hash32 channelId,
      BigInteger intent,
      BigInteger version,
      byte[] data,
      List<ChannelAllocation> allocations) {
    return new PackedState(
        AbiValue.encode(
            AbiValue.bytes32(channelId),
            AbiValue.uint(8, intent),
            AbiValue.uint(256, version),
            AbiValue.bytes(data),
            AbiValue.array(allocations.stream().map(PackedState::tuple).toList())));
  }

  private static AbiValue tuple(ChannelAllocation allocation) {
    return AbiValue.tuple(
        AbiValue.address(allocation.destination()),
        AbiValue.address(allocation.token()),
        AbiValue.uint(256, allocation.amount()));
  }

  /** A copy of the bytes. A wallet signs them as a personal message. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** What a session key and the broker sign. */
  public Hash32 hash() {
    return Keccak.keccak256(bytes);
  }

  /** The bytes that open a challenge with this state. */
  public byte[] challengeBytes() {
    byte[] challenge = Arrays.copyOf(bytes, bytes.length + CHALLENGE.length);
    System.arraycopy(CHALLENGE, 0, challenge, bytes.length, CHALLENGE.length);
    return challenge;
  }

  /** What is signed to open a challenge with this state. */
  public Hash32 challengeHash() {
    return Keccak.keccak256(bytes, CHALLENGE);
  }

  @Override
  public String toString() {
    return Hex.of(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackedState state && Arrays.equals(bytes, state.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
