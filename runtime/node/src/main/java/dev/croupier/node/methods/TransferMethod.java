package dev.croupier.node.methods;

import dev.croupier.node.auth.SessionKey;
import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.auth.Signers;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.ledger.LedgerTransaction;
import dev.croupier.node.ledger.Share;
import dev.croupier.node.ledger.TransactionType;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.LedgerJson;
import dev.croupier.node.rpc.Notices;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.SignatureCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves money between wallets (clearnode-0.x 9.3). */
public final class TransferMethod {
  private final Profile profile;
  private final LedgerCalls calls;
  private final Books books;
  private final SessionKeys keys;
  private final SignatureCheck signatures;
  private final long requestLifetimeMs;

  /** A transfer as sent, with who signed it, read before the ledger is asked. */
  private record Order(
      String destination,
      String destinationTag,
      List<AssetAmount> allocations,
      Hash32 digest,
      boolean signed,
      @Nullable Address signer) {}

  /**
   * @param profile whose rules apply
   * @param calls the way to the ledger
   * @param books the ledger
   * @param keys the session keys
   * @param signatures finds signers
   * @param requestLifetime how long the same request is refused
   */
  public TransferMethod(
      Profile profile,
      LedgerCalls calls,
      Books books,
      SessionKeys keys,
      SignatureCheck signatures,
      Duration requestLifetime) {
    this.profile = profile;
    this.calls = calls;
    this.books = books;
    this.keys = keys;
    this.signatures = signatures;
    this.requestLifetimeMs = requestLifetime.toMillis();
  }

  /**
   * @param request a transfer
   */
  public void transfer(Request request) {
    Attempt<Order> order = Attempt.of(request, () -> read(request));
    calls.moveMoney(request, notices -> carryOut(request, order.get(), notices));
  }

  private Order read(Request request) {
    Members params = Members.ofRequest(Method.TRANSFER, request.payload().params());
    boolean signed = !request.signatures().isEmpty();
    return new Order(
        params.text("destination"),
        params.text("destination_user_tag"),
        params.list(
            "allocations",
            allocation -> new AssetAmount(allocation.text("asset"), allocation.amount("amount"))),
        request.payload().digest(),
        signed,
        signed ? signatures.first(request) : null);
  }

  private JsonObject carryOut(Request request, Order order, Notices notices) {
    if (profile.transferReplayRefused() && books.processed().contains(order.digest())) {
      throw new RefusedException(ErrorText.ALREADY_PROCESSED);
    }
    Address sender = request.caller();
    checkForm(order);
    SessionKey key = chargedKey(request, order);
    Address receiver = receiver(order);
    if (receiver.equals(sender)) {
      throw new RefusedException(ErrorText.TRANSFER_TO_SELF);
    }
    List<LedgerTransaction> transactions = new ArrayList<>();
    for (AssetAmount allocation : order.allocations()) {
      transactions.add(move(sender, receiver, allocation, key));
    }
    if (profile.transferReplayRefused()) {
      long forgetAfter = request.payload().timestampMs() + requestLifetimeMs;
      books.processed().add(order.digest(), forgetAfter, request.receivedAtMs());
    }
    JsonObject done = LedgerJson.list("transactions", transactions, LedgerJson::transaction);
    for (Address wallet : List.of(sender, receiver)) {
      notices.addBalances(wallet);
      notices.add(wallet, Method.TRANSFER_UPDATE, done);
    }
    return done;
  }

  private static void checkForm(Order order) {
    if (order.destination().isEmpty() && order.destinationTag().isEmpty()) {
      throw new RefusedException(ErrorText.DESTINATION_MISSING);
    }
    if (!order.destination().isEmpty()
        && LedgerMethods.addressOrNull(order.destination()) == null) {
      throw new RefusedException(ErrorText.invalidDestination(order.destination()));
    }
    if (order.allocations().isEmpty()) {
      throw new RefusedException(ErrorText.ALLOCATIONS_EMPTY);
    }
  }

  private @Nullable SessionKey chargedKey(Request request, Order order) {
    if (!order.signed()) {
      throw new RefusedException(ErrorText.PARTICIPANT_SIGNATURE_MISSING);
    }
    Address signer = order.signer();
    if (signer == null) {
      throw new RefusedException(ErrorText.SIGNER_NOT_VERIFIED);
    }
    Signers signers = keys.resolve(List.of(signer), request.receivedAtMs());
    if (!signers.signed(request.caller())) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    return signers.chargedKey(request.caller());
  }

  private Address receiver(Order order) {
    if (!order.destination().isEmpty()) {
      return Address.parse(order.destination());
    }
    return books
        .tags()
        .owner(order.destinationTag())
        .orElseThrow(() -> new RefusedException(ErrorText.unknownTag(order.destinationTag())));
  }

  private LedgerTransaction move(
      Address sender, Address receiver, AssetAmount allocation, @Nullable SessionKey key) {
    String asset = allocation.asset();
    if (allocation.amount().signum() <= 0) {
      throw new RefusedException(ErrorText.invalidAllocation(allocation.amount(), asset));
    }
    if (key != null) {
      keys.charge(key, asset, allocation.amount());
    }
    Share from = Share.unified(sender);
    if (allocation.amount().compareTo(books.ledger().balance(from, asset)) > 0) {
      throw new RefusedException(ErrorText.insufficientFunds(sender, asset));
    }
    Share to = Share.unified(receiver);
    Address charged = key == null ? null : key.address();
    books.ledger().move(from, to, asset, allocation.amount(), charged);
    long id =
        books
            .ledger()
            .recordTransaction(
                TransactionType.TRANSFER, from.account(), to.account(), asset, allocation.amount());
    return books.queries().transaction(id);
  }
}
