package dev.croupier.protocol.v0.session;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes an app session the one it is; its id is the hash of this (clearnode-0.x 10.1, 10.2).
 *
 * @param application the application's name, S0.5; null leaves the member out
 * @param protocol one of {@link SessionProtocol}; S0.3 takes any text
 * @param participants addresses exactly as sent: letter case and order matter for the id
 * @param weights one per participant, in the same order
 * @param quorum what the weights of the signers of a state must add up to
 * @param challenge stored without effect
 * @param nonce makes the id unique; not 0, below 2^53
 */
public record AppDefinition(
    @Nullable String application,
    String protocol,
    List<String> participants,
    List<Long> weights,
    long quorum,
    long challenge,
    long nonce)
    implements WireValue {

  /** Copies the lists. */
  public AppDefinition {
    participants = List.copyOf(participants);
    weights = List.copyOf(weights);
  }

  /**
   * Reads the params of a {@code get_app_definition} answer (clearnode-0.x 8.5).
   *
   * @throws dev.croupier.protocol.v0.InvalidResultException if they do not fit
   */
  public static AppDefinition read(JsonValue params) {
    Members members = Members.ofAnswer(Method.GET_APP_DEFINITION, params);
    members.requiredText("protocol");
    return read(members);
  }

  /** Reads a definition inside other params. */
  static AppDefinition read(Members members) {
    return new AppDefinition(
        members.optionalText("application"),
        members.text("protocol"),
        members.texts("participants"),
        members.integers("weights"),
        members.unsigned("quorum"),
        members.unsigned("challenge"),
        members.unsigned("nonce"));
  }

  /**
   * The participants as addresses, in order.
   *
   * @throws dev.croupier.protocol.ProtocolException if one of them is not an address
   */
  public List<Address> participantAddresses() {
    return participants.stream().map(Address::parse).toList();
  }

  /** This definition with another application name; null leaves the member out. */
  public AppDefinition withApplication(@Nullable String application) {
    return new AppDefinition(
        application, protocol, participants, weights, quorum, challenge, nonce);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .putIfPresent("application", application)
        .put("protocol", protocol)
        .put("participants", JsonArray.ofStrings(participants))
        .put("weights", JsonArray.from(weights, JsonNumber::of))
        .put("quorum", quorum)
        .put("challenge", challenge)
        .put("nonce", nonce)
        .build();
  }
}
