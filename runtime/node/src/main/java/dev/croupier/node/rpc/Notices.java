package dev.croupier.node.rpc;

import dev.croupier.node.ledger.Ledger;
import dev.croupier.node.ledger.Share;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Responses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a request has to tell once its changes are durable, in order. Filled on the ledger writer's
 * thread, sent on the publisher's.
 */
public final class Notices {
  private final Ledger ledger;
  private final List<Notice> notices = new ArrayList<>();
  private final List<Runnable> firstSteps = new ArrayList<>();
  private final List<Consumer<Responses>> lastSteps = new ArrayList<>();

  private record Notice(Address wallet, String method, JsonObject params) {}

  Notices(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Tells a wallet something.
   *
   * @param wallet whom
   * @param method which kind of notification
   * @param params what
   */
  public void add(Address wallet, Method method, JsonObject params) {
    add(wallet, method.wireName(), params);
  }

  /**
   * Tells a wallet something that is no notification of the public protocol.
   *
   * @param wallet whom
   * @param method name of the notification
   * @param params what
   */
  public void add(Address wallet, String method, JsonObject params) {
    notices.add(new Notice(wallet, method, params));
  }

  /**
   * Tells a wallet all of its balances as they are at this point of the transaction.
   *
   * @param wallet whom
   */
  public void addBalances(Address wallet) {
    add(wallet, Method.BALANCE_UPDATE, balances(wallet));
  }

  /**
   * Does something in memory once the changes are durable, before anything is sent.
   *
   * @param step what to do; must be quick
   */
  public void first(Runnable step) {
    firstSteps.add(step);
  }

  /**
   * Does something once the answer is on its way, before the connection's next frame is taken.
   *
   * @param step what to do; must be quick
   */
  public void last(Consumer<Responses> step) {
    lastSteps.add(step);
  }

  /**
   * @param wallet a wallet
   * @return the params of a {@code bu} notification with its balances at this point of the
   *     transaction
   */
  public JsonObject balances(Address wallet) {
    return LedgerJson.balances("balance_updates", ledger.balances(Share.unified(wallet)));
  }

  /** Forgets everything, because the changes were undone. */
  void clear() {
    notices.clear();
    firstSteps.clear();
    lastSteps.clear();
  }

  void publishLast(Responses responses) {
    lastSteps.forEach(step -> step.accept(responses));
  }

  void publish(Responses responses) {
    firstSteps.forEach(Runnable::run);
    notices.forEach(notice -> responses.notify(notice.wallet(), notice.method(), notice.params()));
  }
}
