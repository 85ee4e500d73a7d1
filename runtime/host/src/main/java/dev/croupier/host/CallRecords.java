package dev.croupier.host;

import dev.croupier.host.engine.App;
import dev.croupier.host.journal.CallRef;
import dev.croupier.host.journal.Journal;
import dev.croupier.host.journal.JournalRecord;
import dev.croupier.host.journal.OpenCall;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Records what the host itself does about calls: that a request leaves, and what became of calls of
 * an earlier process. Runs on the seat's loop.
 */
final class CallRecords {

  private final SeatContext seat;
  private final Journal journal;
  private final AppRuns runs;
  private final Consumer<Throwable> journalFailed;
  private int uncommitted;

  CallRecords(SeatContext seat, Journal journal, AppRuns runs, Consumer<Throwable> journalFailed) {
    this.seat = seat;
    this.journal = journal;
    this.runs = runs;
    this.journalFailed = journalFailed;
  }

  /**
   * @return records that are not durable yet
   */
  int uncommitted() {
    return uncommitted;
  }

  /**
   * Records a request before it leaves.
   *
   * @param call the call it belongs to
   * @param request what leaves
   * @param then lets it leave; runs on the loop once the record is durable, and not at all if it
   *     cannot be recorded
   */
  void leaving(CallRef call, SentRequest request, Runnable then) {
    append(call, new Input.Leaving(call.callId(), request), then);
  }

  /**
   * Records what became of a call of an earlier process, so that it is not taken up again.
   *
   * @param call the call
   * @param result what is known of it
   */
  void settle(OpenCall call, Input.CallResult result) {
    append(call.ref(), new Input.Answered(call.effect().callId(), result), () -> {});
  }

  private void append(CallRef call, Input input, Runnable then) {
    App app = runs.required().version().app();
    CompletableFuture<Void> durable =
        journal.append(
            JournalRecord.ofCall(
                seat.config().name(),
                seat.wallet().toString(),
                call,
                seat.clock().millis(),
                app.name(),
                app.codeHash(),
                app.version(),
                input));
    uncommitted++;
    CompletableFuture<?> _ =
        durable.whenComplete(
            (nothing, error) ->
                seat.tasks()
                    .execute(
                        () -> {
                          uncommitted--;
                          if (error == null) {
                            then.run();
                          } else {
                            journalFailed.accept(FailureCodes.unwrap(error));
                          }
                        }));
  }
}
