package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.auth.AuthRequestParams;
import dev.croupier.protocol.v0.session.AppSessionResult;
import dev.croupier.protocol.v0.session.AppSessionUpdate;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame of a whole session with S0.3, S0.4 and S0.5, in both directions. */
class SessionWalkthroughVectorTest {
  private final Secp256k1 secp256k1 = Secp256k1.best();

  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-session-walkthrough");
  }

  static Stream<Vectors.Case> fromClient() {
    return cases().filter(SessionWalkthroughVectorTest::isFromClient);
  }

  static Stream<Vectors.Case> fromNode() {
    return cases().filter(vector -> !isFromClient(vector));
  }

  static Stream<Vectors.Case> creations() {
    return cases().filter(vector -> vector.input().has("hashed_definition_text"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromClient")
  void clientFrames_areReadAndRebuiltToTheLetter(Vectors.Case vector) {
    RequestFrame frame = RequestFrame.read(text(vector));

    assertThat(frame.text()).isEqualTo(text(vector));
    RequestPayload payload = frame.payload();
    RequestPayload rebuilt =
        payload.method().equals("message")
            ? RequestPayload.of(
                payload.requestId(), "message", payload.params(), payload.timestampMs())
            : RequestPayload.of(
                payload.requestId(), Frames.typedParams(frame), payload.timestampMs());
    assertThat(rebuilt.text()).isEqualTo(Frames.withNormalAmounts(payload));
    assertThat(rebuilt.with(frame.signatures()).signatureTexts()).isEqualTo(frame.signatureTexts());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromClient")
  void clientFrames_areSignedByTheSessionKeyOrAParticipant(Vectors.Case vector) {
    RequestFrame frame = RequestFrame.read(text(vector));
    Method method = Method.of(frame.payload().method()).orElseThrow();
    if (method == Method.AUTH_VERIFY) {
      assertThat(Frames.signers(frame, secp256k1))
          .as("a typed-data signature is not over the frame")
          .doesNotContain(login(vector).address());
      return;
    }
    List<String> known =
        Stream.concat(
                Stream.of(login(vector).sessionKey()),
                creation(vector).definition().participants().stream())
            .toList();

    assertThat(Frames.signers(frame, secp256k1)).doesNotHaveDuplicates().isSubsetOf(known);
    if (method.kind() == Method.Kind.PRIVATE) {
      assertThat(frame.signatureTexts()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromNode")
  void nodeFrames_areSignedByOneBroker(Vectors.Case vector) {
    ResponseFrame frame = ResponseFrame.read(text(vector));
    ResponseFrame first =
        ResponseFrame.read(
            text(
                fromNode()
                    .filter(other -> server(other).equals(server(vector)))
                    .findFirst()
                    .orElseThrow()));

    assertThat(frame.text()).isEqualTo(text(vector));
    assertThat(Frames.signers(frame, secp256k1))
        .hasSize(1)
        .isEqualTo(Frames.signers(first, secp256k1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fromNode")
  void nodeFrames_areReadAndWrittenAgainToTheByte(Vectors.Case vector) {
    ResponsePayload payload = ResponseFrame.read(text(vector)).payload();
    ServerVersion version = version(vector);
    AppSessionUpdate.Layout layout =
        version == ServerVersion.S0_4
            ? AppSessionUpdate.Layout.FLAT
            : AppSessionUpdate.Layout.NESTED;

    JsonValue rewritten = Frames.rewritten(payload, version, layout);

    assertThat(GoJson.write(rewritten)).isEqualTo(payload.params().text());
    assertThat(
            ResponsePayload.of(
                    payload.requestId(),
                    Method.of(payload.method()).orElseThrow(),
                    rewritten,
                    payload.timestampMs())
                .text())
        .isEqualTo(payload.text());
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("creations")
  void theSessionsIdFollowsFromItsDefinition(Vectors.Case vector) {
    SessionIdRule rule = SessionIdRule.of(version(vector));
    CreateAppSessionParams params =
        CreateAppSessionParams.read(RequestFrame.read(text(vector)).payload().params());
    ResponsePayload answer =
        fromNode()
            .filter(other -> server(other).equals(server(vector)))
            .map(other -> ResponseFrame.read(text(other)).payload())
            .filter(payload -> payload.method().equals("create_app_session"))
            .findFirst()
            .orElseThrow();

    assertThat(rule.hashedText(params.definition()))
        .isEqualTo(vector.input().get("hashed_definition_text").asString());
    assertThat(rule.idOf(params.definition()))
        .isEqualTo(AppSessionResult.read(Method.CREATE_APP_SESSION, answer.params()).id());
  }

  private static AuthRequestParams login(Vectors.Case vector) {
    return AuthRequestParams.read(request(vector, Method.AUTH_REQUEST).params());
  }

  private static CreateAppSessionParams creation(Vectors.Case vector) {
    return CreateAppSessionParams.read(request(vector, Method.CREATE_APP_SESSION).params());
  }

  private static RequestPayload request(Vectors.Case vector, Method method) {
    return fromClient()
        .filter(other -> server(other).equals(server(vector)))
        .map(other -> RequestFrame.read(text(other)).payload())
        .filter(payload -> payload.method().equals(method.wireName()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFromClient(Vectors.Case vector) {
    return vector.input().get("direction").asString().equals("client to node");
  }

  private static String server(Vectors.Case vector) {
    return vector.input().get("server").asString();
  }

  private static ServerVersion version(Vectors.Case vector) {
    return Stream.of(ServerVersion.values())
        .filter(version -> version.text().equals(server(vector)))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Vectors.Case vector) {
    return vector.expected().get("frame").asString();
  }
}
