package dev.croupier.node.methods;

import dev.croupier.node.ledger.AccountId;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.ledger.Page;
import dev.croupier.node.ledger.Share;
import dev.croupier.node.ledger.TransactionType;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.LedgerJson;
import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.InvalidAddressException;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients may read of the books (clearnode-0.x 8.8, 8.9, 9.1, 9.2). */
public final class LedgerMethods {
  private final Profile profile;
  private final LedgerCalls calls;
  private final Books books;

  /**
   * @param profile whose rules apply
   * @param calls the way to the ledger
   * @param books the ledger
   */
  public LedgerMethods(Profile profile, LedgerCalls calls, Books books) {
    this.profile = profile;
    this.calls = calls;
    this.books = books;
  }

  /**
   * @param request a get_ledger_balances
   */
  public void getBalances(Request request) {
    Members params = Members.ofRequest(Method.GET_LEDGER_BALANCES, request.payload().params());
    String account = params.text("account_id");
    Share share =
        account.isEmpty()
            ? Share.unified(request.caller())
            : new Share(AccountId.parse(account), request.caller());
    calls.query(
        request, () -> LedgerJson.balances("ledger_balances", books.ledger().balances(share)));
  }

  /**
   * @param request a get_ledger_entries
   */
  public void getEntries(Request request) {
    Members params = Members.ofRequest(Method.GET_LEDGER_ENTRIES, request.payload().params());
    AccountId account = account(params);
    String asset = textOrNull(params, "asset");
    String walletText = params.text("wallet");
    Address wallet = walletText.isEmpty() ? request.callerOrNull() : addressOrNull(walletText);
    boolean unknownWallet = wallet == null && !walletText.isEmpty();
    Page page = Pages.of(params);
    calls.query(
        request,
        () ->
            LedgerJson.list(
                "ledger_entries",
                unknownWallet ? List.of() : books.queries().entries(account, asset, wallet, page),
                LedgerJson::entry));
  }

  /**
   * @param request a get_ledger_transactions
   */
  public void getTransactions(Request request) {
    Members params = Members.ofRequest(Method.GET_LEDGER_TRANSACTIONS, request.payload().params());
    AccountId account = account(params);
    String asset = textOrNull(params, "asset");
    TransactionType type = type(params.text("tx_type"));
    Page page = Pages.of(params);
    calls.query(
        request,
        () ->
            LedgerJson.list(
                "ledger_transactions",
                books.queries().transactions(account, asset, type, page),
                LedgerJson::transaction));
  }

  /**
   * @param request a get_user_tag
   */
  public void getUserTag(Request request) {
    Address caller = request.caller();
    calls.query(
        request,
        () ->
            JsonObject.builder()
                .put(
                    "tag",
                    books
                        .tags()
                        .of(caller)
                        .orElseThrow(() -> new RefusedException(ErrorText.NO_USER_TAG)))
                .build());
  }

  private @Nullable TransactionType type(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return TransactionType.ofWireName(text)
        .filter(type -> profile.newLogin() || !type.wireName().startsWith("escrow"))
        .orElseThrow(() -> new RefusedException("invalid ledger transaction type"));
  }

  private static @Nullable AccountId account(Members params) {
    String account = params.text("account_id");
    return account.isEmpty() ? null : AccountId.parse(account);
  }

  private static @Nullable String textOrNull(Members params, String name) {
    String text = params.text(name);
    return text.isEmpty() ? null : text;
  }

  static @Nullable Address addressOrNull(String text) {
    try {
      return Address.parse(text);
    } catch (InvalidAddressException e) {
      return null;
    }
  }
}
