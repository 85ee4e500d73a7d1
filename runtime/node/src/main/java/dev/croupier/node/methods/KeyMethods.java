package dev.croupier.node.methods;

import dev.croupier.node.auth.ActiveKeys;
import dev.croupier.node.auth.KeyRegistration;
import dev.croupier.node.auth.SessionKey;
import dev.croupier.node.auth.SessionKeys;
import dev.croupier.node.auth.Signers;
import dev.croupier.node.ledger.Moments;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.LedgerJson;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.RefusedException;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.Responses;
import dev.croupier.rpc.SignatureCheck;
import java.util.List;

/** Lists and revokes session keys (clearnode-0.x 9.4 to 9.6). */
public final class KeyMethods {
  /** What is shown as the end of keys that have none: the last second RFC 3339 can write. */
  private static final String NEVER = "9999-12-31T23:59:59Z";

  private final Responses responses;
  private final LedgerCalls calls;
  private final SessionKeys keys;
  private final KeyRegistration registration;
  private final ActiveKeys active;
  private final SignatureCheck signatures;

  /**
   * @param responses where answers go
   * @param calls the way to the ledger
   * @param keys the session keys
   * @param registration ends them
   * @param active the keys in memory, brought up to date after a revocation
   * @param signatures finds signers
   */
  public KeyMethods(
      Responses responses,
      LedgerCalls calls,
      SessionKeys keys,
      KeyRegistration registration,
      ActiveKeys active,
      SignatureCheck signatures) {
    this.responses = responses;
    this.calls = calls;
    this.keys = keys;
    this.registration = registration;
    this.active = active;
    this.signatures = signatures;
  }

  /**
   * @param request a get_session_keys
   */
  public void list(Request request) {
    Members params = Members.ofRequest(Method.GET_SESSION_KEYS, request.payload().params());
    Long offset = params.optionalUnsigned("offset");
    Long limit = params.optionalUnsigned("limit");
    calls.query(
        request,
        () ->
            LedgerJson.list(
                "session_keys",
                keys.of(request.caller()).stream()
                    .filter(key -> key.isActive(request.receivedAtMs()))
                    .skip(offset == null ? 0 : offset)
                    .limit(limit == null || limit == 0 ? Long.MAX_VALUE : limit)
                    .toList(),
                this::json));
  }

  /**
   * @param request a revoke_session_key
   */
  public void revoke(Request request) {
    Members params = Members.ofRequest(Method.REVOKE_SESSION_KEY, request.payload().params());
    String text = params.text("session_key");
    if (text.isEmpty()) {
      throw new RefusedException(ErrorText.SESSION_KEY_MISSING);
    }
    if (request.signatures().isEmpty()) {
      throw new RefusedException(ErrorText.PARTICIPANT_SIGNATURE_MISSING);
    }
    Address signer = signatures.first(request);
    if (signer == null) {
      throw new RefusedException(ErrorText.SIGNER_NOT_VERIFIED);
    }
    Address target = LedgerMethods.addressOrNull(text);
    Address wallet = request.caller();
    long now = request.receivedAtMs();
    calls.change(
        request,
        notices -> {
          Signers signers = keys.resolve(List.of(signer), now);
          if (!signers.signed(wallet)) {
            throw new RefusedException(ErrorText.INVALID_SIGNATURE);
          }
          if (target == null) {
            throw new RefusedException(ErrorText.NOT_AN_ACTIVE_SESSION_KEY);
          }
          registration.revoke(wallet, signer, target, now);
          List<SessionKey> left = keys.of(wallet);
          notices.first(() -> active.replace(wallet, left));
          return JsonObject.builder().put("session_key", target.toString()).build();
        });
  }

  /**
   * @param request a cleanup_session_key_cache, which only test servers have
   */
  public void cleanUpCache(Request request) {
    responses.refuse(request, "test mode endpoints are disabled");
  }

  private JsonObject json(SessionKey key) {
    Long expiresAt = key.expiresAtMs();
    return JsonObject.builder()
        .put("id", key.id())
        .put("session_key", key.address().toString())
        .put("application", key.application())
        .put(
            "allowances",
            JsonArray.from(
                key.allowances(),
                allowance ->
                    JsonObject.builder()
                        .put("asset", allowance.asset())
                        .put("allowance", allowance.amount().toString())
                        .put("used", keys.spent(key.address(), allowance.asset()).toString())
                        .build()))
        .put("scope", key.scope().isEmpty() ? "all" : key.scope())
        .put("expires_at", expiresAt == null ? NEVER : Moments.inSeconds(expiresAt * 1000))
        .put("created_at", Moments.precise(key.createdAtMicros()))
        .build();
  }
}
