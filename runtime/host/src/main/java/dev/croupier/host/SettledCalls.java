package dev.croupier.host;

import dev.croupier.app.Allocation;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.SettledRequest.Kind;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input.CallResult;
import java.util.List;
import java.util.Optional;

/** What an app is told of its calls that a restart has cut off from their answers. */
final class SettledCalls {

  private SettledCalls() {}

  /**
   * @param call a call
   * @param result what came of it
   * @return the app's view of both; empty for calls that change nothing at the node
   */
  static Optional<SettledRequest> of(OpenCall call, CallResult result) {
    return switch (call.effect()) {
      case Effect.CreateSession create ->
          request(Kind.CREATE, createdId(result), create.request().allocations(), result);
      case Effect.CloseSession close ->
          request(Kind.CLOSE, Optional.of(close.sessionId()), close.allocations(), result);
      case Effect.SubmitState submit ->
          request(
              Kind.valueOf(submit.intent().name()),
              Optional.of(submit.sessionId()),
              submit.allocations(),
              result);
      case Effect.Transfer transfer ->
          request(
              Kind.TRANSFER,
              Optional.empty(),
              List.of(Allocation.of(transfer.destination(), transfer.asset(), transfer.amount())),
              result);
      case Effect.SendMessage _,
          Effect.SignSession _,
          Effect.SignText _,
          Effect.GetBalances _,
          Effect.Connect _,
          Effect.Disconnect _ ->
          Optional.empty();
    };
  }

  /** The answer to a creation is the id as a JSON text. */
  private static Optional<String> createdId(CallResult result) {
    return result instanceof CallResult.Succeeded(String id)
        ? Optional.of(id.substring(1, id.length() - 1))
        : Optional.empty();
  }

  private static Optional<SettledRequest> request(
      Kind kind, Optional<String> sessionId, List<Allocation> allocations, CallResult result) {
    return Optional.of(
        switch (result) {
          case CallResult.Succeeded _ ->
              new SettledRequest(kind, sessionId, allocations, true, "", "");
          case CallResult.Failed(String code, String message) ->
              new SettledRequest(kind, sessionId, allocations, false, code, message);
        });
  }
}
