package dev.croupier.node.methods;

import dev.croupier.node.Asset;
import dev.croupier.node.auth.ActiveKeys;
import dev.croupier.node.auth.Activity;
import dev.croupier.node.auth.KeyRegistration;
import dev.croupier.node.auth.SessionKey;
import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.auth.Token;
import dev.croupier.node.auth.Tokens;
import dev.croupier.node.ledger.Books;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.Notices;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.InvalidAmountException;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.auth.Allowance;
import dev.croupier.protocol.v0.auth.AuthRequest;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyResult;
import dev.croupier.protocol.v0.auth.LegacyAuthRequest;
import dev.croupier.rpc.Connections;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.proposals.ProposalMethods;
import dev.croupier.rpc.proposals.Proposals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a proven login does: it registers the session key and the user tag, funds a new wallet if
 * the node is set to, gives the connection to the wallet, and tells it its channels and balances
 * (clearnode-0.x 5.2).
 */
public final class LoginLedger {
  /** The last second a time in RFC 3339 can name, which is what the token writes. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final LedgerCalls calls;
  private final Books books;
  private final SessionKeys keys;
  private final KeyRegistration registration;
  private final ActiveKeys active;
  private final Connections connections;
  private final Activity activity;
  private final Tokens tokens;
  private final Proposals proposals;
  private final Set<String> assets;
  private final List<AssetAmount> firstFunds;
  private final long tokenLifetimeSeconds;

  /**
   * @param calls the way to the ledger
   * @param books the ledger
   * @param keys the session keys
   * @param active the keys in memory
   * @param connections where wallets are
   * @param activity which wallets called lately
   * @param tokens for logging in again
   * @param proposals those that may wait for a wallet that logs in
   * @param assets the configured assets
   * @param firstFunds what every wallet gets at its first login
   * @param tokenLifetime how long tokens are good
   */
  public LoginLedger(
      LedgerCalls calls,
      Books books,
      SessionKeys keys,
      ActiveKeys active,
      Connections connections,
      Activity activity,
      Tokens tokens,
      Proposals proposals,
      List<Asset> assets,
      List<AssetAmount> firstFunds,
      Duration tokenLifetime) {
    this.calls = calls;
    this.books = books;
    this.keys = keys;
    this.registration = new KeyRegistration(keys);
    this.active = active;
    this.connections = connections;
    this.activity = activity;
    this.tokens = tokens;
    this.proposals = proposals;
    this.assets = assets.stream().map(Asset::symbol).collect(Collectors.toUnmodifiableSet());
    this.firstFunds = List.copyOf(firstFunds);
    this.tokenLifetimeSeconds = tokenLifetime.toSeconds();
  }

  void enter(Request request, Address wallet, AuthRequestParams login) {
    calls.change(
        request,
        notices -> {
          Address sessionKey = register(request, wallet, login);
          List<SessionKey> nowRegistered = keys.of(wallet);
          notices.first(() -> active.replace(wallet, nowRegistered));
          if (books.tags().register(wallet)) {
            firstFunds.forEach(funds -> books.faucet().fund(wallet, funds.asset(), funds.amount()));
          }
          long now = request.receivedAtMs() / 1000;
          Token token =
              new Token(
                  wallet,
                  sessionKey,
                  login.applicationName(),
                  login.scope(),
                  now,
                  now + tokenLifetimeSeconds);
          return loggedIn(request, wallet, sessionKey, tokens.write(token), notices);
        });
  }

  void enterAgain(Request request, Token token) {
    calls.change(
        request, notices -> loggedIn(request, token.wallet(), token.sessionKey(), null, notices));
  }

  private Address register(Request request, Address wallet, AuthRequestParams login) {
    Address sessionKey = LedgerMethods.addressOrNull(login.sessionKey());
    if (sessionKey == null) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    switch (login) {
      case LegacyAuthRequest old ->
          registration.registerPermanent(wallet, sessionKey, old.appName());
      case AuthRequest recent -> {
        List<AssetAmount> allowances = checkedAllowances(recent.allowances());
        if (recent.expiresAt() > LAST_SECOND) {
          throw new RefusedException(ErrorText.JWT_NOT_MADE);
        }
        registration.register(
            wallet,
            sessionKey,
            recent.application(),
            recent.scope(),
            allowances,
            recent.expiresAt() * 1000,
            request.receivedAtMs());
      }
    }
    return sessionKey;
  }

  private JsonObject loggedIn(
      Request request,
      Address wallet,
      Address sessionKey,
      @Nullable String token,
      Notices notices) {
    JsonObject balances = notices.balances(wallet);
    boolean[] changedHands = new boolean[1];
    notices.first(
        () -> {
          activity.loggedIn(wallet, request.receivedAtMs());
          changedHands[0] = connections.logIn(request.connection(), wallet);
        });
    notices.last(
        responses -> {
          if (changedHands[0]) {
            responses.notify(request.connection(), Method.CHANNELS, ChannelMethods.NONE);
            responses.notify(request.connection(), Method.BALANCE_UPDATE, balances);
            ProposalMethods.arrive(
                responses,
                proposals,
                request.connection(),
                wallet,
                request.receivedAtMs(),
                () -> {});
          }
        });
    return new AuthVerifyResult(wallet, token, sessionKey, true).toJson();
  }

  private List<AssetAmount> checkedAllowances(List<Allowance> allowances) {
    List<AssetAmount> checked = new ArrayList<>();
    for (Allowance allowance : allowances) {
      String asset = allowance.asset();
      if (!assets.contains(asset)) {
        throw new RefusedException("unsupported token: asset '" + asset + "' is not supported");
      }
      Amount amount;
      try {
        amount = Amount.parse(allowance.amount());
      } catch (InvalidAmountException e) {
        throw new RefusedException(
            "unsupported token: invalid amount '"
                + allowance.amount()
                + "' for asset '"
                + asset
                + "': can't convert "
                + allowance.amount()
                + " to decimal");
      }
      if (amount.signum() < 0) {
        throw new RefusedException(
            "unsupported token: allowance amount cannot be negative for asset '"
                + asset
                + "', got '"
                + allowance.amount()
                + "'");
      }
      checked.add(new AssetAmount(asset, amount));
    }
    return checked;
  }
}
