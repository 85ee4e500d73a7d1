package dev.croupier.protocol.v0.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.Hex;
import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PersonalMessage;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ChannelStateVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-channel-state");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void stateIsPackedAndSignedAsTheSdkDoes(Vectors.Case vector) {
    JsonNode input = vector.input();
    JsonNode expected = vector.expected();
    Hash32 channelId = channelId(input);
    PackedState state = state(channelId, input.get("state"));
    assertThat(channelId).hasToString(text(expected, "channel_id"));
    assertThat(state).hasToString(text(expected, "packed_state"));
    assertThat(state.hash()).hasToString(text(expected, "state_hash"));
    assertThat(Hex.of(state.challengeBytes())).isEqualTo(text(expected, "packed_challenge_state"));
    assertThat(state.challengeHash()).hasToString(text(expected, "challenge_hash"));

    Stream.of(Secp256k1.best(), Secp256k1.bouncyCastle())
        .forEach(
            secp256k1 -> {
              LocalSigner wallet = signer(secp256k1, input, "wallet_private_key");
              LocalSigner broker = signer(secp256k1, input, "broker_private_key");
              assertThat(wallet.sign(state.hash())).hasToString(text(expected, "raw_signature"));
              assertThat(wallet.sign(PersonalMessage.digest(state.bytes())))
                  .hasToString(text(expected, "eip191_signature"));
              assertThat(broker.sign(state.hash())).hasToString(text(expected, "broker_signature"));
            });
  }

  private static Hash32 channelId(JsonNode input) {
    JsonNode channel = input.get("channel");
    List<Address> participants = new ArrayList<>();
    for (JsonNode participant : channel.get("participants")) {
      participants.add(Address.parse(participant.stringValue()));
    }
    Address adjudicator = Address.parse(text(channel, "adjudicator"));
    BigInteger challenge = number(channel, "challenge");
    BigInteger nonce = number(channel, "nonce");
    BigInteger chainId = number(input, "chain_id");
    Hash32 id = ChannelId.of(participants, adjudicator, challenge, nonce, chainId);
    if (Stream.of(challenge, nonce, chainId).allMatch(n -> n.bitLength() < Long.SIZE)) {
      ChannelDefinition definition =
          new ChannelDefinition(
              participants, adjudicator, challenge.longValueExact(), nonce.longValueExact());
      assertThat(ChannelId.of(definition, chainId.longValueExact())).isEqualTo(id);
    }
    return id;
  }

  private static PackedState state(Hash32 channelId, JsonNode state) {
    List<ChannelAllocation> allocations = new ArrayList<>();
    for (JsonNode allocation : state.get("allocations")) {
      allocations.add(
          new ChannelAllocation(
              Address.parse(text(allocation, "destination")),
              Address.parse(text(allocation, "token")),
              number(allocation, "amount")));
    }
    BigInteger intent = number(state, "intent");
    BigInteger version = number(state, "version");
    String data = text(state, "data");
    PackedState packed = PackedState.of(channelId, intent, version, Hex.parse(data), allocations);
    if (version.bitLength() < Long.SIZE) {
      ChannelState travelling =
          new ChannelState(intent.longValueExact(), version.longValueExact(), data, allocations);
      assertThat(PackedState.of(channelId, travelling)).isEqualTo(packed);
    }
    return packed;
  }

  private static LocalSigner signer(Secp256k1 secp256k1, JsonNode input, String member) {
    return new LocalSigner(PrivateKey.parse(text(input, member)), secp256k1);
  }

  private static BigInteger number(JsonNode node, String member) {
    return new BigInteger(node.get(member).asString());
  }

  private static String text(JsonNode node, String member) {
    return node.get(member).stringValue();
  }
}
