package dev.croupier.client.v0;

import dev.croupier.client.ClientConfig;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.RequestParams;
import dev.croupier.protocol.v0.RequestPayload;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.ledger.TransferParams;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.Intent;
import dev.croupier.protocol.v0.session.SessionIdRule;
import dev.croupier.protocol.v0.session.SessionProtocol;
import dev.croupier.protocol.v0.session.SubmitAppStateParams;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes operations as the texts that are signed, and reads such texts back.
 *
 * <p>There is one text for an operation, an id and a time: the canonical one (clearnode-0.x 3.2). A
 * text from elsewhere is read into an operation, the operation is written again, and only if both
 * texts are the same to the letter is it accepted. So what is signed says what the operation says
 * and nothing besides: no unknown or repeated member, no second spelling of a number.
 */
final class Steps {

  /** Every number passes through a 64-bit float at the node (clearnode-0.x 3.4). */
  private static final long LARGEST_NUMBER = (1L << 53) - 1;

  private final ClientConfig config;
  private final RequestIds ids;
  private final KnownSessions known;
  private final Supplier<Optional<ServerVersion>> version;

  Steps(
      ClientConfig config,
      RequestIds ids,
      KnownSessions known,
      Supplier<Optional<ServerVersion>> version) {
    this.config = config;
    this.ids = ids;
    this.known = known;
    this.version = version;
  }

  Step plan(Operation operation, Duration collectingTime) {
    long timestampMs = config.clock().millis() + Math.max(0, collectingTime.toMillis());
    return step(operation, RequestPayload.of(ids.next(), params(operation), timestampMs));
  }

  Step read(String text) {
    Operation operation;
    RequestPayload again;
    RequestPayload given;
    try {
      given = RequestPayload.read(text);
      operation = operation(given);
      again = RequestPayload.of(given.requestId(), params(operation), given.timestampMs());
    } catch (ProtocolException | NodeException.Unsupported e) {
      throw new NodeException.UnreadableStep(e);
    }
    if (!again.text().equals(text)) {
      throw new NodeException.UnreadableStep(
          "the text of this " + given.method() + " is not the canonical one for what it says");
    }
    if (given.requestId() < 1 || given.requestId() > LARGEST_NUMBER) {
      throw new NodeException.UnreadableStep(
          "request id " + Long.toUnsignedString(given.requestId()) + " is above 2^53-1");
    }
    return step(operation, given);
  }

  private Step step(Operation operation, RequestPayload payload) {
    Optional<SessionId> sessionId =
        switch (operation) {
          case Operation.CreateSession create ->
              Optional.of(SessionIdRule.of(version()).idOf(definition(create.definition())));
          case Operation.SubmitState submit -> Optional.of(submit.sessionId());
          case Operation.CloseSession close -> Optional.of(close.sessionId());
          case Operation.Transfer transfer -> Optional.empty();
        };
    return new Step(
        operation,
        sessionId,
        payload.text(),
        payload.digest(),
        Instant.ofEpochMilli(payload.timestampMs()).plus(config.acceptanceWindow()));
  }

  private RequestParams params(Operation operation) {
    return switch (operation) {
      case Operation.CreateSession create ->
          new CreateAppSessionParams(
              definition(create.definition()),
              create.allocations(),
              create.sessionData().orElse(null));
      case Operation.SubmitState submit -> params(submit);
      case Operation.CloseSession close ->
          CloseAppSessionParams.of(
              close.sessionId(), close.allocations(), close.sessionData().orElse(null));
      case Operation.Transfer transfer ->
          TransferParams.to(transfer.destination(), transfer.amounts());
    };
  }

  private RequestParams params(Operation.SubmitState submit) {
    if (statesVersions(submit.sessionId())) {
      requireNumber("version", submit.version(), 1, LARGEST_NUMBER);
      return SubmitAppStateParams.of(
          submit.sessionId(),
          Intent.valueOf(submit.intent().name()),
          submit.version(),
          submit.allocations(),
          submit.sessionData().orElse(null));
    }
    if (submit.intent() != Operation.Intent.OPERATE) {
      throw new NodeException.Unsupported(
          submit.intent() + " in session " + submit.sessionId().shortText(),
          "its protocol knows redistribution only");
    }
    return SubmitAppStateParams.withoutIntent(
        submit.sessionId(), submit.allocations(), submit.sessionData().orElse(null));
  }

  private static AppDefinition definition(SessionDefinition definition) {
    // Nodes store a quorum of 0 as 100, which is hardly what anybody means (clearnode-0.x 10.1).
    requireNumber("quorum", definition.quorum(), 1, LARGEST_NUMBER);
    requireNumber("challenge", definition.challenge(), 0, LARGEST_NUMBER);
    requireNumber("nonce", definition.nonce(), 1, LARGEST_NUMBER);
    for (long weight : definition.weights()) {
      requireNumber("weight", weight, 0, Integer.MAX_VALUE);
    }
    return new AppDefinition(
        definition.application(),
        SessionProtocol.NITRO_RPC_0_4,
        definition.participants().stream().map(Address::toString).toList(),
        definition.weights(),
        definition.quorum(),
        definition.challenge(),
        definition.nonce());
  }

  private Operation operation(RequestPayload payload) {
    Method method =
        Method.of(payload.method())
            .orElseThrow(() -> new NodeException.UnreadableStep("it is of an unknown method"));
    RawJson params = payload.params();
    return switch (method) {
      case CREATE_APP_SESSION -> create(CreateAppSessionParams.read(params));
      case SUBMIT_APP_STATE -> submit(SubmitAppStateParams.read(params));
      case CLOSE_APP_SESSION -> {
        CloseAppSessionParams close = CloseAppSessionParams.read(params);
        yield new Operation.CloseSession(
            SessionId.parse(close.appSessionId()),
            close.allocations(),
            Optional.ofNullable(close.sessionData()));
      }
      case TRANSFER -> {
        TransferParams transfer = TransferParams.read(params);
        String destination = transfer.destination();
        if (destination == null) {
          throw new NodeException.UnreadableStep("its receiver is not named by address");
        }
        yield new Operation.Transfer(Address.parse(destination), transfer.allocations());
      }
      default ->
          throw new NodeException.UnreadableStep(
              payload.method() + " is nothing that participants sign together");
    };
  }

  private static Operation create(CreateAppSessionParams create) {
    AppDefinition definition = create.definition();
    String application = definition.application();
    return new Operation.CreateSession(
        new SessionDefinition(
            application == null ? "" : application,
            definition.participantAddresses(),
            definition.weights(),
            definition.quorum(),
            definition.challenge(),
            definition.nonce()),
        create.allocations(),
        Optional.ofNullable(create.sessionData()));
  }

  private static Operation submit(SubmitAppStateParams submit) {
    String intent = submit.intent();
    Long version = submit.version();
    return new Operation.SubmitState(
        SessionId.parse(submit.appSessionId()),
        Intent.of(intent == null ? "" : intent)
            .map(known -> Operation.Intent.valueOf(known.name()))
            .orElseThrow(() -> new NodeException.UnreadableStep("its intent is unknown")),
        version == null ? 0 : version,
        submit.allocations(),
        Optional.ofNullable(submit.sessionData()));
  }

  private boolean statesVersions(SessionId sessionId) {
    return version().isAtLeast(ServerVersion.S0_4) && known.hasVersions(sessionId);
  }

  /** Before the first login the newest is assumed, unless the configuration knows better. */
  private ServerVersion version() {
    return version
        .get()
        .or(() -> config.version().map(Versions::serverVersion))
        .orElse(ServerVersion.S0_5);
  }

  private static void requireNumber(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new NodeException.Unsupported(
          what + " " + value, "it must be from " + least + " to " + most);
    }
  }
}
