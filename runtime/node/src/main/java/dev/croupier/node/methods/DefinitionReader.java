package dev.croupier.node.methods;

import dev.croupier.node.rules.Profile;
import dev.croupier.node.sessions.NewSession;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.rpc.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** Makes a session to be created out of the params of a request (clearnode-0.x 10.1, 10.2). */
public final class DefinitionReader {
  private static final long LARGEST_WEIGHT = Integer.MAX_VALUE;

  private final SessionIdRule idRule;
  private final boolean application;
  private final int mostParticipants;

  /**
   * @param profile which decides about the id
   * @param mostParticipants most participants of a session
   */
  public DefinitionReader(Profile profile, int mostParticipants) {
    this.application = profile.application();
    this.idRule = application ? SessionIdRule.WITH_APPLICATION : SessionIdRule.WITHOUT_APPLICATION;
    this.mostParticipants = mostParticipants;
  }

  NewSession read(CreateAppSessionParams params) {
    AppDefinition definition = params.definition();
    String name = definition.application();
    String data = params.sessionData();
    return new NewSession(
        idRule.idOf(definition),
        name == null || !application ? "" : name,
        definition.protocol(),
        participants(definition),
        weights(definition),
        definition.quorum(),
        definition.challenge(),
        definition.nonce(),
        params.allocations(),
        data == null ? "" : data);
  }

  private List<Address> participants(AppDefinition definition) {
    if (definition.participants().size() > mostParticipants) {
      throw new RefusedException(
          "invalid number of participants: "
              + definition.participants().size()
              + ", at most "
              + mostParticipants);
    }
    List<Address> participants = new ArrayList<>();
    for (String text : definition.participants()) {
      Address participant = LedgerMethods.addressOrNull(text);
      if (participant == null) {
        throw new RefusedException("invalid participant address: " + text);
      }
      participants.add(participant);
    }
    return participants;
  }

  private static List<Long> weights(AppDefinition definition) {
    for (long weight : definition.weights()) {
      if (weight > LARGEST_WEIGHT || weight < -LARGEST_WEIGHT) {
        throw new RefusedException(
            "weight " + weight + " is out of range, at most " + LARGEST_WEIGHT);
      }
    }
    return definition.weights();
  }
}
