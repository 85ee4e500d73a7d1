package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.auth.GetSessionKeysParams;
import dev.croupier.protocol.v0.auth.RevokeSessionKeyParams;
import dev.croupier.protocol.v0.channel.CloseChannelParams;
import dev.croupier.protocol.v0.channel.CreateChannelParams;
import dev.croupier.protocol.v0.channel.GetChannelsParams;
import dev.croupier.protocol.v0.channel.ResizeChannelParams;
import dev.croupier.protocol.v0.ledger.GetAssetsParams;
import dev.croupier.protocol.v0.ledger.GetLedgerBalancesParams;
import dev.croupier.protocol.v0.ledger.GetLedgerEntriesParams;
import dev.croupier.protocol.v0.ledger.GetLedgerTransactionsParams;
import dev.croupier.protocol.v0.ledger.GetRpcHistoryParams;
import dev.croupier.protocol.v0.ledger.TransferParams;
import dev.croupier.protocol.v0.session.CloseAppSessionParams;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.GetAppDefinitionParams;
import dev.croupier.protocol.v0.session.GetAppSessionsParams;
import dev.croupier.protocol.v0.session.SubmitAppStateParams;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Frames as the SDK's builder functions make them, rebuilt from the arguments of those. */
class RequestSigningVectorTest {
  private final Secp256k1 secp256k1 = Secp256k1.best();

  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-request-signing");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void text_equalsTheSdksFrame(Vectors.Case vector) {
    RequestPayload payload = payload(vector);
    RequestFrame frame =
        vector.expected().get("signatures").isEmpty()
            ? payload.unsigned()
            : payload.signedBy(
                new LocalSigner(
                    PrivateKey.parse(vector.input().get("signer_private_key").asString()),
                    secp256k1));
    if (vector.input().get("builder").asString().equals("createApplicationMessage")) {
      frame = frame.withSid(vector.input().get("args").get(0).asString());
    }

    assertThat(payload.text()).isEqualTo(vector.expected().get("signed_text").asString());
    assertThat(frame.digest()).hasToString(vector.expected().get("keccak256").asString());
    assertThat(frame.signatureTexts())
        .isEqualTo(Frames.strings(vector.expected().get("signatures")));
    assertThat(Frames.signers(frame, secp256k1))
        .isEqualTo(Frames.strings(vector.expected().get("signers")));
    assertThat(frame.text()).isEqualTo(vector.expected().get("frame").asString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void read_givesBackFrameAndSigners(Vectors.Case vector) {
    String text = vector.expected().get("frame").asString();

    RequestFrame frame = RequestFrame.read(text);

    assertThat(frame.text()).isEqualTo(text);
    assertThat(frame.payload().requestId()).isEqualTo(vector.input().get("request_id").asLong());
    assertThat(frame.payload().timestampMs()).isEqualTo(vector.input().get("timestamp").asLong());
    assertThat(Frames.signers(frame, secp256k1))
        .isEqualTo(Frames.strings(vector.expected().get("signers")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void typedParams_sayWhatTheCallersObjectSays(Vectors.Case vector) {
    JsonObject given = callersObject(vector);
    if (given != null) {
      assertThat(params(vector, vector.input().get("args")).toJson())
          .isEqualTo(Frames.withNormalAmounts(given));
    }
  }

  private static RequestPayload payload(Vectors.Case vector) {
    long id = vector.input().get("request_id").asLong();
    long timestampMs = vector.input().get("timestamp").asLong();
    JsonNode args = vector.input().get("args");
    if (vector.input().get("builder").asString().equals("createApplicationMessage")) {
      return RequestPayload.of(id, "message", json(args.get(1)), timestampMs);
    }
    RequestParams params = params(vector, args);
    JsonObject given = callersObject(vector);
    return given == null
        ? RequestPayload.of(id, params, timestampMs)
        : RequestPayload.of(id, params.method().wireName(), given, timestampMs);
  }

  /** The params that a caller of the SDK puts together and the SDK sends as they are, or null. */
  private static @Nullable JsonObject callersObject(Vectors.Case vector) {
    JsonNode args = vector.input().get("args");
    return switch (vector.input().get("builder").asString()) {
      case "createAppSessionMessage",
          "createSubmitAppStateMessage",
          "createCloseAppSessionMessage",
          "createTransferMessage",
          "createCreateChannelMessage",
          "createResizeChannelMessage" ->
          json(args.get(0)).asObject();
      default -> null;
    };
  }

  private static RequestParams params(Vectors.Case vector, JsonNode args) {
    return switch (vector.input().get("builder").asString()) {
      case "createPingMessage" -> new NoParams(Method.PING);
      case "createGetConfigMessage" -> new NoParams(Method.GET_CONFIG);
      case "createGetUserTagMessage" -> new NoParams(Method.GET_USER_TAG);
      case "createCleanupSessionKeyCacheMessage" -> new NoParams(Method.CLEANUP_SESSION_KEY_CACHE);
      case "createGetAssetsMessage" -> new GetAssetsParams(number(args, 0));
      case "createGetRPCHistoryMessage" -> new GetRpcHistoryParams(ListOptions.DEFAULT);
      case "createGetSessionKeysMessage" -> GetSessionKeysParams.ALL;
      case "createRevokeSessionKeyMessage" -> new RevokeSessionKeyParams(required(args, 0));
      case "createGetLedgerBalancesMessage" ->
          Frames.strings(vector.input().get("sdk")).contains("0.5.3")
              ? GetLedgerBalancesParams.of(required(args, 0))
              : new GetLedgerBalancesParams(null, text(args, 0));
      case "createGetLedgerEntriesMessage" ->
          new GetLedgerEntriesParams(text(args, 0), text(args, 1), null, ListOptions.DEFAULT);
      case "createGetLedgerTransactionsMessage" -> transactions(args);
      case "createGetAppDefinitionMessage" -> new GetAppDefinitionParams(required(args, 0));
      case "createGetAppSessionsMessage" ->
          new GetAppSessionsParams(text(args, 0), text(args, 1), ListOptions.DEFAULT);
      case "createGetChannelsMessage" ->
          new GetChannelsParams(text(args, 0), text(args, 1), ListOptions.DEFAULT);
      case "createAppSessionMessage" -> CreateAppSessionParams.read(json(args.get(0)));
      case "createSubmitAppStateMessage" -> SubmitAppStateParams.read(json(args.get(0)));
      case "createCloseAppSessionMessage" -> CloseAppSessionParams.read(json(args.get(0)));
      case "createTransferMessage" -> TransferParams.read(json(args.get(0)));
      case "createCreateChannelMessage" -> CreateChannelParams.read(json(args.get(0)));
      case "createResizeChannelMessage" -> ResizeChannelParams.read(json(args.get(0)));
      case "createCloseChannelMessage" ->
          new CloseChannelParams(required(args, 0), required(args, 1));
      case String other -> throw new AssertionError("no builder for " + other);
    };
  }

  private static RequestParams transactions(JsonNode args) {
    GetLedgerTransactionsParams filters =
        args.size() < 2 || args.get(1).isNull()
            ? new GetLedgerTransactionsParams(null, null, null, ListOptions.DEFAULT)
            : GetLedgerTransactionsParams.read(json(args.get(1)));
    return new GetLedgerTransactionsParams(
        text(args, 0), filters.txType(), filters.asset(), filters.options());
  }

  /** The argument as JSON, JavaScript's bigints as the decimal text the SDK makes of them. */
  private static JsonValue json(JsonNode argument) {
    return JsonReader.DEFAULT.read(
        argument.toString().replaceAll("\\{\"\\$bigint\":(\"-?[0-9]+\")}", "$1"));
  }

  private static @Nullable String text(JsonNode args, int index) {
    List<JsonNode> given = args.valueStream().toList();
    return index >= given.size() || given.get(index).isNull() ? null : given.get(index).asString();
  }

  private static String required(JsonNode args, int index) {
    return args.get(index).asString();
  }

  private static @Nullable Long number(JsonNode args, int index) {
    return args.size() <= index || args.get(index).isNull() ? null : args.get(index).asLong();
  }
}
