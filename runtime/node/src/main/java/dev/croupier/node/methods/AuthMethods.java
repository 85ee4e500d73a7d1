package dev.croupier.node.methods;

import dev.croupier.node.auth.Challenges;
import dev.croupier.node.auth.LoginForms;
import dev.croupier.node.auth.Token;
import dev.croupier.node.auth.Tokens;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Method;
import dev.croupier.protocol.v0.auth.AuthChallenge;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.SignatureCheck;
import java.util.Optional;

/** The two steps of a login (clearnode-0.x 5.1 to 5.3), up to where the ledger takes over. */
public final class AuthMethods {
  private final Responses responses;
  private final LoginForms forms;
  private final Challenges challenges;
  private final Tokens tokens;
  private final SignatureCheck signatures;
  private final LoginLedger logins;

  /**
   * @param responses where answers go
   * @param forms which forms of login are taken
   * @param challenges logins that wait
   * @param tokens for logging in again
   * @param signatures finds signers
   * @param logins enters logins into the ledger
   */
  public AuthMethods(
      Responses responses,
      LoginForms forms,
      Challenges challenges,
      Tokens tokens,
      SignatureCheck signatures,
      LoginLedger logins) {
    this.responses = responses;
    this.forms = forms;
    this.challenges = challenges;
    this.tokens = tokens;
    this.signatures = signatures;
    this.logins = logins;
  }

  /**
   * @param request an auth_request
   */
  public void request(Request request) {
    AuthRequestParams login = forms.read(request.payload().params());
    String challenge =
        challenges
            .create(login, request.receivedAtMs())
            .orElseThrow(() -> new RefusedException(ErrorText.CHALLENGE_NOT_MADE));
    responses.answer(
        request, Method.AUTH_CHALLENGE.wireName(), new AuthChallenge(challenge).toJson());
  }

  /**
   * @param request an auth_verify
   */
  public void verify(Request request) {
    AuthVerifyParams params = AuthVerifyParams.read(request.payload().params());
    String jwt = params.jwt();
    if (jwt != null) {
      verifyToken(request, jwt);
      return;
    }
    if (request.signatures().isEmpty()) {
      throw new RefusedException(ErrorText.INVALID_AUTH_METHOD);
    }
    String challenge = params.challenge();
    AuthRequestParams login = challenge == null ? null : challenges.find(challenge);
    if (challenge == null || login == null) {
      throw new RefusedException(ErrorText.INVALID_CHALLENGE);
    }
    Hash32 digest =
        forms
            .digest(login, challenge)
            .orElseThrow(() -> new RefusedException(ErrorText.INVALID_SIGNATURE));
    Address signer = signatures.recover(digest, request.signatures().getFirst());
    if (signer == null) {
      throw new RefusedException(ErrorText.INVALID_SIGNATURE);
    }
    Address wallet = LedgerMethods.addressOrNull(LoginForms.prefixed(login.address()));
    if (wallet == null
        || !signer.equals(wallet)
        || !challenges.use(challenge, request.receivedAtMs())) {
      throw new RefusedException(ErrorText.INVALID_CHALLENGE_OR_SIGNATURE);
    }
    logins.enter(request, wallet, login);
  }

  private void verifyToken(Request request, String jwt) {
    Optional<Token> token = tokens.read(jwt, request.receivedAtMs() / 1000);
    logins.enterAgain(
        request, token.orElseThrow(() -> new RefusedException(ErrorText.INVALID_JWT)));
  }
}
