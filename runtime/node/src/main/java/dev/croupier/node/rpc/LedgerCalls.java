package dev.croupier.node.rpc;

import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.storage.LedgerWriter;
import dev.croupier.node.storage.Work;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.ServerFrames;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to the ledger and back: the work runs on the writer's thread, and when it is
 * durable the notifications and then the answer go out on the publisher's thread.
 */
public final class LedgerCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCalls.class);

  private final LedgerWriter writer;
  private final Publisher publisher = new Publisher();
  private final Responses responses;
  private final Ledger ledger;
  private final RpcHistory history;
  private final Clock clock;

  private record Reply(String res, Notices notices) {}

  /**
   * @param writer the database thread
   * @param responses where answers go
   * @param ledger the books, for balances in notifications
   * @param history where money-moving requests are recorded
   * @param clock the time in frames
   */
  public LedgerCalls(
      LedgerWriter writer, Responses responses, Ledger ledger, RpcHistory history, Clock clock) {
    this.writer = writer;
    this.responses = responses;
    this.ledger = ledger;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Answers a request with something read from the ledger.
   *
   * @param request the request
   * @param query reads it; may refuse
   */
  public void query(Request request, Supplier<JsonObject> query) {
    change(request, notices -> query.get());
  }

  /**
   * Serves a request that changes something other than money.
   *
   * @param request the request
   * @param change makes the changes, notes what to tell, and returns the params of the answer; may
   *     refuse, and then nothing is changed
   */
  public void change(Request request, Function<Notices, JsonObject> change) {
    submit(
        request,
        transaction -> {
          Notices notices = new Notices(ledger);
          return new Reply(answer(request, change.apply(notices)), notices);
        });
  }

  /**
   * Serves a request that moves money: whatever becomes of it, the caller is told its balances
   * before the answer (clearnode-0.x 12) and the request is recorded (9.7).
   *
   * @param request the request
   * @param change makes the changes, notes what to tell, and returns the params of the answer; may
   *     refuse, and then nothing is changed
   */
  public void moveMoney(Request request, Function<Notices, JsonObject> change) {
    record(request, change, true);
  }

  /**
   * Serves a request that is recorded (clearnode-0.x 9.7) but moves no money in the ledger.
   *
   * @param request the request
   * @param change makes the changes and returns the params of the answer; may refuse
   */
  public void record(Request request, Function<Notices, JsonObject> change) {
    record(request, change, false);
  }

  private void record(Request request, Function<Notices, JsonObject> change, boolean tellBalances) {
    submit(
        request,
        transaction -> {
          Notices notices = new Notices(ledger);
          String res;
          try {
            res = answer(request, transaction.attempt(() -> change.apply(notices)));
          } catch (RefusedException e) {
            notices.clear();
            res = responses.errorText(request.payload().requestId(), e.text());
          }
          if (tellBalances) {
            notices.addBalances(request.caller());
          }
          history.add(request, res);
          return new Reply(res, notices);
        });
  }

  /**
   * Does work that no request asked for, such as funding a wallet.
   *
   * @param change makes the changes and notes what to tell; may throw, and then nothing is changed
   * @param afterwards called on the publisher's thread after the notifications were sent, with null
   *     or with what was thrown
   */
  public <T> void run(
      Function<Notices, T> change, BiConsumer<@Nullable T, @Nullable Throwable> afterwards) {
    Notices notices = new Notices(ledger);
    writer.submit(
        transaction -> change.apply(notices),
        (result, failure) ->
            publisher.publish(
                () -> {
                  if (failure == null) {
                    notices.publish(responses);
                    notices.publishLast(responses);
                  }
                  afterwards.accept(result, failure);
                }));
  }

  /** Sends what is still to be sent and stops. The writer must have been closed before. */
  @Override
  public void close() {
    publisher.close();
  }

  private String answer(Request request, JsonObject params) {
    String method =
        Method.of(request.payload().method())
            .map(known -> known.answer().wireName())
            .orElse(request.payload().method());
    return ServerFrames.res(request.payload().requestId(), method, params, clock.millis());
  }

  private void submit(Request request, Work<Reply> work) {
    writer.submit(work, (reply, failure) -> publisher.publish(() -> send(request, reply, failure)));
  }

  private void send(Request request, @Nullable Reply reply, @Nullable Throwable failure) {
    if (reply != null) {
      reply.notices().publish(responses);
      responses.send(request.connection(), reply.res());
      reply.notices().publishLast(responses);
      request.finish();
    } else if (failure instanceof RefusedException refused) {
      responses.refuse(request, refused.text());
    } else {
      LOG.error("{} failed", request.payload().method(), failure);
      responses.refuse(request, ErrorText.INTERNAL);
    }
  }
}
