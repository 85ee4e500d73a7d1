package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.client.NodeException;
import dev.croupier.client.Payment;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.SessionVersion;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.journal.SeatMemory;
import dev.croupier.host.journal.SessionMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input.CallResult;
import dev.croupier.host.turn.Intent;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds out after a restart what became of calls that were under way when the host ended, and
 * finishes those that can be: messages are sent again, states and closes asked for again if the
 * node has not had them; creations and payments never, since they may still arrive or have arrived.
 * The operator is told of each in one line. What cannot be found out for want of a connection is
 * looked at again with the next one. Runs on the seat's loop.
 */
final class LookedUpCalls implements UnfinishedCalls {

  private final SeatContext seat;
  private final CallSearch search;
  private final SessionDecisions decisions;
  private final Deliveries deliveries;
  private final List<Runnable> again = new ArrayList<>();

  LookedUpCalls(SeatContext seat, SessionDecisions decisions, Deliveries deliveries) {
    this.seat = seat;
    this.search = new CallSearch(seat);
    this.decisions = decisions;
    this.deliveries = deliveries;
  }

  @Override
  public void take(
      SeatMemory memory,
      Map<SessionId, SessionSnapshot> atNode,
      BiConsumer<OpenCall, CallResult> settled) {
    Map<String, OpenCall> lastState = new HashMap<>();
    for (OpenCall call : memory.calls()) {
      if (call.effect() instanceof Effect.SubmitState submit) {
        lastState.put(submit.sessionId(), call);
      }
    }
    deliveries.restore(memory, settled);
    for (OpenCall call : memory.calls()) {
      Case open = new Case(call, result -> settled.accept(call, result));
      switch (call.effect()) {
        case Effect.SendMessage _ -> {}
        case Effect.CreateSession create -> look(open, () -> created(open, create));
        case Effect.CloseSession close -> look(open, () -> closed(open, close));
        case Effect.SubmitState submit -> {
          if (call.equals(lastState.get(submit.sessionId()))) {
            Optional<SessionMemory> before =
                Optional.ofNullable(memory.sessions().get(submit.sessionId()));
            look(open, () -> submitted(open, submit, before));
          } else {
            open.settle(failed("superseded", "a later state was asked for"));
          }
        }
        case Effect.Transfer transfer -> look(open, () -> paid(open, transfer));
        case Effect.SignSession _,
            Effect.SignText _,
            Effect.GetBalances _,
            Effect.Connect _,
            Effect.Disconnect _ ->
            open.settle(failed("host-restarted", "nobody waits for the answer any more"));
      }
    }
  }

  /** There is a connection again. */
  void connected() {
    List<Runnable> waiting = List.copyOf(again);
    again.clear();
    waiting.forEach(Runnable::run);
  }

  /** Looks for a call; does so again later if the node could not be asked. */
  private void look(Case open, Search how) {
    CompletableFuture<Void> found;
    try {
      found = how.start();
    } catch (CroupierException e) {
      tell(open, false, String.valueOf(e.getMessage()));
      open.settle(failed(FailureCodes.code(e), String.valueOf(e.getMessage())));
      return;
    }
    CompletableFuture<?> _ =
        found.whenComplete(
            (done, error) -> {
              if (error != null) {
                seat.tasks().execute(() -> notFound(open, how, FailureCodes.unwrap(error)));
              }
            });
  }

  private void notFound(Case open, Search how, Throwable error) {
    if (unanswered(error)) {
      again.add(() -> look(open, how));
    } else {
      CallResult.Failed failed = FailureCodes.failed(error);
      tell(open, false, failed.message());
      open.settle(failed);
    }
  }

  private static boolean unanswered(Throwable error) {
    return error instanceof NodeException && !(error instanceof NodeException.Refused);
  }

  private CompletableFuture<Void> created(Case open, Effect.CreateSession create) {
    SessionId id = search.idOf(create);
    return search
        .session(id)
        .thenAcceptAsync(
            session -> {
              if (session.isPresent()) {
                tell(open, true, "session " + id.shortText() + " was created");
                open.settle(new CallResult.Succeeded("\"" + id + "\""));
              } else {
                String text = "session " + id.shortText() + " was not created and will not be";
                tell(open, false, text);
                open.settle(failed("not-done", text));
              }
            },
            seat.tasks());
  }

  private CompletableFuture<Void> closed(Case open, Effect.CloseSession close) {
    SessionId id = SessionId.parse(close.sessionId());
    return search
        .session(id)
        .thenComposeAsync(
            session -> {
              if (session.isEmpty() || !session.get().open()) {
                tell(open, session.isPresent(), "session " + id.shortText() + " is closed");
                open.settle(state(id, session.map(SessionSnapshot::version).orElse(0L), false));
                return CompletableFuture.completedFuture(null);
              }
              tell(open, false, "session " + id.shortText() + " is open; asked to close it again");
              return decisions
                  .close(close, version -> open.settle(state(version)))
                  .thenAccept(version -> {});
            },
            seat.tasks());
  }

  private CompletableFuture<Void> submitted(
      Case open, Effect.SubmitState submit, Optional<SessionMemory> before) {
    SessionId id = SessionId.parse(submit.sessionId());
    long versionBefore = before.map(SessionMemory::nodeVersion).orElse(0L);
    List<Allocation> wanted = wanted(submit, before);
    return search
        .session(id)
        .thenComposeAsync(
            session -> {
              String name = "session " + id.shortText();
              if (session.isPresent() && CallSearch.holds(session.get(), wanted)) {
                tell(open, true, name + " has the shares that were asked for");
                open.settle(state(id, session.get().version(), session.get().open()));
                return CompletableFuture.completedFuture(null);
              }
              if (session.isEmpty() || !session.get().open()) {
                tell(open, false, name + " is closed; its shares were not replaced again");
                open.settle(failed("not-done", name + " is closed"));
                return CompletableFuture.completedFuture(null);
              }
              if (session.get().version() != versionBefore) {
                String text =
                    name + " has had other states since; its shares were left as they are";
                tell(open, false, text);
                open.settle(failed("superseded", text));
                return CompletableFuture.completedFuture(null);
              }
              tell(open, false, name + " has its old shares; asked to replace them again");
              return decisions.submit(submit).thenAccept(version -> open.settle(state(version)));
            },
            seat.tasks());
  }

  /** Everybody's share once the request has been fulfilled. */
  private static List<Allocation> wanted(
      Effect.SubmitState submit, Optional<SessionMemory> before) {
    List<Allocation> amounts = SessionForms.shares(submit.allocations());
    return submit.intent() == Intent.OPERATE
        ? amounts
        : SharesAfter.of(
            SessionForms.shares(before.map(SessionMemory::allocations).orElse(List.of())),
            List.of(),
            amounts,
            submit.intent() == Intent.DEPOSIT);
  }

  private CompletableFuture<Void> paid(Case open, Effect.Transfer transfer) {
    return search
        .payments(transfer, open.call().timeMs())
        .thenAcceptAsync(
            payments -> {
              String what =
                  transfer.amount() + " " + transfer.asset() + " to " + transfer.destination();
              if (payments.isEmpty()) {
                tell(open, false, "no payment of " + what + " was booked; it is not sent again");
                open.settle(failed("not-done", "no payment of " + what + " was booked"));
              } else {
                Payment latest = payments.getFirst();
                tell(open, true, "a payment of " + what + " was booked at " + latest.bookedAt());
                open.settle(new CallResult.Succeeded("null"));
              }
            },
            seat.tasks());
  }

  private void tell(Case open, boolean done, String text) {
    seat.report()
        .tell(
            (at, name) ->
                new HostEvent.CallFound(
                    at,
                    name,
                    open.call().session().map(SessionId::parse),
                    open.name(),
                    done,
                    text));
  }

  private static CallResult.Failed failed(String code, String message) {
    return new CallResult.Failed(code, message);
  }

  private static CallResult.Succeeded state(SessionVersion version) {
    return state(version.sessionId(), version.version(), version.open());
  }

  private static CallResult.Succeeded state(SessionId id, long version, boolean open) {
    return new CallResult.Succeeded(EffectRunner.state(new SessionVersion(id, version, open)));
  }

  /** Starts to look. */
  @FunctionalInterface
  private interface Search {
    CompletableFuture<Void> start();
  }

  /** A call and whom to tell what became of it. */
  private record Case(OpenCall call, Consumer<CallResult> outcome) {

    void settle(CallResult result) {
      outcome.accept(result);
    }

    String name() {
      return switch (call.effect()) {
        case Effect.SendMessage _ -> "sendMessage";
        case Effect.SignSession _ -> "signSession";
        case Effect.SignText _ -> "signText";
        case Effect.CreateSession _ -> "createSession";
        case Effect.CloseSession _ -> "closeSession";
        case Effect.SubmitState _ -> "submitState";
        case Effect.Transfer _ -> "transfer";
        case Effect.GetBalances _ -> "getBalances";
        case Effect.Connect _ -> "connect";
        case Effect.Disconnect _ -> "disconnect";
      };
    }
  }
}
