package dev.croupier.protocol.v0;

import dev.croupier.protocol.Amount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.crypto.Signature;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonString;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.auth.AuthChallenge;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.auth.AuthVerifyParams;
import dev.croupier.protocol.v0.auth.AuthVerifyResult;
import dev.croupier.protocol.v0.auth.GetSessionKeysParams;
import dev.croupier.protocol.v0.auth.RevokeSessionKeyParams;
import dev.croupier.protocol.v0.auth.RevokedSessionKey;
import dev.croupier.protocol.v0.auth.SessionKeys;
import dev.croupier.protocol.v0.channel.Channel;
import dev.croupier.protocol.v0.channel.ChannelOperation;
import dev.croupier.protocol.v0.channel.Channels;
import dev.croupier.protocol.v0.channel.CloseChannelParams;
import dev.croupier.protocol.v0.channel.CreateChannelParams;
import dev.croupier.protocol.v0.channel.GetChannelsParams;
import dev.croupier.protocol.v0.channel.ResizeChannelParams;
import dev.croupier.protocol.v0.ledger.Assets;
import dev.croupier.protocol.v0.ledger.BalanceUpdate;
import dev.croupier.protocol.v0.ledger.GetAssetsParams;
import dev.croupier.protocol.v0.ledger.GetLedgerBalancesParams;
import dev.croupier.protocol.v0.ledger.GetLedgerEntriesParams;
import dev.croupier.protocol.v0.ledger.GetLedgerTransactionsParams;
import dev.croupier.protocol.v0.ledger.GetRpcHistoryParams;
import dev.croupier.protocol.v0.ledger.LedgerBalances;
import dev.croupier.protocol.v0.ledger.LedgerEntries;
import dev.croupier.protocol.v0.ledger.LedgerTransactions;
import dev.croupier.protocol.v0.ledger.NodeConfig;
import dev.croupier.protocol.v0.ledger.RpcHistory;
import dev.croupier.protocol.v0.ledger.TransferParams;
import dev.croupier.protocol.v0.ledger.Transfers;
import dev.croupier.protocol.v0.ledger.UserTag;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.AppSessionResult;
import dev.croupier.protocol.v0.session.AppSessionUpdate;
import dev.croupier.protocol.v0.session.AppSessions;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.GetAppDefinitionParams;
import dev.croupier.protocol.v0.session.GetAppSessionsParams;
import dev.croupier.protocol.v0.session.RelayedMessage;
import dev.croupier.protocol.v0.session.SubmitAppStateParams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the tests of frames do over and over: typed values by method, signers, vector lists. */
final class Frames {
  private Frames() {}

  /** The params of a request as the typed value of its method. */
  static RequestParams typedParams(RequestFrame frame) {
    JsonValue params = frame.payload().params();
    Method method = Method.of(frame.payload().method()).orElseThrow();
    return switch (method) {
      case AUTH_REQUEST -> AuthRequestParams.read(params);
      case AUTH_VERIFY -> AuthVerifyParams.read(params);
      case CREATE_APP_SESSION -> CreateAppSessionParams.read(params);
      case SUBMIT_APP_STATE -> SubmitAppStateParams.read(params);
      case CLOSE_APP_SESSION -> CloseAppSessionParams.read(params);
      case GET_APP_DEFINITION -> GetAppDefinitionParams.read(params);
      case GET_APP_SESSIONS -> GetAppSessionsParams.read(params);
      case GET_CHANNELS -> GetChannelsParams.read(params);
      case GET_LEDGER_ENTRIES -> GetLedgerEntriesParams.read(params);
      case GET_LEDGER_TRANSACTIONS -> GetLedgerTransactionsParams.read(params);
      case GET_LEDGER_BALANCES -> GetLedgerBalancesParams.read(params);
      case GET_ASSETS -> GetAssetsParams.read(params);
      case GET_RPC_HISTORY -> GetRpcHistoryParams.read(params);
      case TRANSFER -> TransferParams.read(params);
      case GET_SESSION_KEYS -> GetSessionKeysParams.read(params);
      case REVOKE_SESSION_KEY -> RevokeSessionKeyParams.read(params);
      case CREATE_CHANNEL -> CreateChannelParams.read(params);
      case RESIZE_CHANNEL -> ResizeChannelParams.read(params);
      case CLOSE_CHANNEL -> CloseChannelParams.read(params);
      default -> new NoParams(method);
    };
  }

  /**
   * The params of an answer read into their type and written again as a server of the version
   * writes them.
   */
  static JsonValue rewritten(
      ResponsePayload payload, ServerVersion version, AppSessionUpdate.Layout layout) {
    Method method = Method.of(payload.method()).orElseThrow();
    JsonValue params = payload.params();
    return switch (method) {
      case ERROR -> ErrorResult.read(params).toJson();
      case PONG -> JsonNull.NULL;
      case AUTH_CHALLENGE -> AuthChallenge.read(params).toJson();
      case AUTH_VERIFY -> AuthVerifyResult.read(params).toJson();
      case GET_CONFIG -> NodeConfig.read(params).toJson();
      case GET_ASSETS, ASSETS -> Assets.read(params).toJson();
      case GET_APP_DEFINITION -> AppDefinition.read(params).toJson();
      case GET_APP_SESSIONS -> AppSessions.read(params).toJson();
      case GET_CHANNELS, CHANNELS -> Channels.read(params).toJson();
      case CHANNEL_UPDATE -> Channel.read(params).toJson();
      case GET_LEDGER_ENTRIES -> LedgerEntries.read(params).toJson();
      case GET_LEDGER_TRANSACTIONS -> LedgerTransactions.read(params).toJson();
      case GET_LEDGER_BALANCES -> LedgerBalances.read(params).toJson();
      case BALANCE_UPDATE -> BalanceUpdate.read(params).toJson();
      case GET_USER_TAG -> UserTag.read(params).toJson();
      case TRANSFER, TRANSFER_UPDATE -> Transfers.read(params).toJson();
      case GET_SESSION_KEYS -> SessionKeys.read(params).toJson();
      case REVOKE_SESSION_KEY -> RevokedSessionKey.read(params).toJson();
      case GET_RPC_HISTORY -> RpcHistory.read(params).toJson();
      case CREATE_APP_SESSION, SUBMIT_APP_STATE, CLOSE_APP_SESSION ->
          AppSessionResult.read(method, params).toJson(version);
      case APP_SESSION_UPDATE -> AppSessionUpdate.read(params).toJson(layout);
      case MESSAGE -> RelayedMessage.read(payload.params()).toJson();
      case CREATE_CHANNEL, RESIZE_CHANNEL, CLOSE_CHANNEL ->
          ChannelOperation.read(method, params).toJson();
      case AUTH_REQUEST, PING, CLEANUP_SESSION_KEY_CACHE ->
          throw new AssertionError("no node answers with " + method);
    };
  }

  /** Who made the signatures of a frame, in its order. */
  static List<String> signers(RequestFrame frame, Secp256k1 secp256k1) {
    return signers(frame.digest(), frame.signatures(), secp256k1);
  }

  /** Who made the signatures of a frame, in its order. */
  static List<String> signers(ResponseFrame frame, Secp256k1 secp256k1) {
    return signers(frame.digest(), frame.signatures(), secp256k1);
  }

  private static List<String> signers(
      Hash32 digest, List<Signature> signatures, Secp256k1 secp256k1) {
    return signatures.stream()
        .map(signature -> secp256k1.recover(digest, signature).address().toString())
        .toList();
  }

  /** A payload's text with its amounts in the one form a typed amount is written in. */
  static String withNormalAmounts(RequestPayload payload) {
    Method method = Method.of(payload.method()).orElseThrow();
    if (method == Method.AUTH_REQUEST || method == Method.MESSAGE) {
      return payload.text();
    }
    return RequestPayload.of(
            payload.requestId(),
            payload.method(),
            normal(payload.params().parse()),
            payload.timestampMs())
        .text();
  }

  /** An object with its amounts in the one form a typed amount is written in. */
  static JsonObject withNormalAmounts(JsonObject params) {
    return normal(params).asObject();
  }

  private static JsonValue normal(JsonValue value) {
    return switch (value) {
      case JsonArray array -> JsonArray.from(array.elements(), Frames::normal);
      case JsonObject object -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object
            .members()
            .forEach(
                (name, member) ->
                    members.put(
                        name,
                        name.equals("amount") && member instanceof JsonString text
                            ? new JsonString(Amount.parse(text.value()).toString())
                            : normal(member)));
        yield new JsonObject(members);
      }
      default -> value;
    };
  }

  /** A list of texts in a vector. */
  static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
