package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.rules.Profile;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.crypto.LocalSigner;
import dev.croupier.protocol.crypto.PrivateKey;
import dev.croupier.protocol.crypto.Secp256k1;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.ResponseFrame;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays the recorded sessions of each server version frame by frame. */
class WalkthroughVectorTest {
  private static final Address ALICE = Address.parse("0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72");
  private static final LocalSigner BOB =
      new LocalSigner(
          PrivateKey.parse("0x7970c39af3b7303a7c242fde8bf9f0ce70a0234b54043cb2d7d5ab7e8eea0b5b"),
          Secp256k1.best());
  private static final Pattern TIME = Pattern.compile("17600000\\d{5}");
  private static final Pattern TOKEN = Pattern.compile("\"jwt_token\":\"[^\"]+\"");

  private record Step(String name, boolean fromClient, String party, String frame) {}

  @ParameterizedTest
  @CsvSource({"V0_3, 0.3", "V0_4, 0.4", "V0_5, 0.5", "DEFAULT, 0.5"})
  void recordedSession_replayed_sameFrames(Profile profile, String server) throws IOException {
    NodeConfig config =
        TestNode.config()
            .profile(profile)
            .assets(
                List.of(
                    new Asset(
                        "usdc",
                        Address.parse("0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359"),
                        137,
                        6)))
            .build();
    try (TestNode node = new TestNode(config)) {
      TestClient bob = new TestClient(node, node.connect(), BOB, TestNode.signer("bob's key"));
      node.fund(ALICE, "250", "usdc");
      node.fund(BOB.address(), "80", "usdc");
      ResponseFrame login = profile.oldLogin() ? bob.loginLegacy() : bob.login(List.of());
      assertThat(login.payload().method()).isEqualTo("auth_verify");
      bob.peer.take();
      node.random.script(0x550e8400e29b41d4L, 0xa716446655440000L);
      FakePeer alice = node.connect();
      List<String> aliceExpects = new ArrayList<>();
      List<String> bobExpects = new ArrayList<>();
      for (Step step : steps(server)) {
        if (step.fromClient()) {
          assertThat(received(alice)).as("before %s", step.name()).isEqualTo(aliceExpects);
          aliceExpects.clear();
          node.receive(alice, step.frame());
        } else if (concerns(step, profile)) {
          (step.party().equals("alice") ? aliceExpects : bobExpects).add(comparable(step, profile));
        }
      }
      assertThat(received(alice)).as("at the end").isEqualTo(aliceExpects);
      assertThat(received(bob.peer)).as("bob").isEqualTo(bobExpects);
    }
  }

  private static boolean concerns(Step step, Profile profile) {
    boolean extension = step.name().contains("local node extension");
    boolean publicAnswer = step.name().contains("what a public server");
    return profile.relay() ? !publicAnswer : !extension;
  }

  /** The signed part without what cannot be the same: times and tokens. */
  private static String comparable(Step step, Profile profile) {
    String res = ResponseFrame.read(step.frame()).payload().text();
    if (profile == Profile.DEFAULT && res.contains("\"asu\"")) {
      JsonObject session =
          (JsonObject)
              JsonReader.DEFAULT.read(res).asArray().get(2).asObject().members().get("app_session");
      assertThat(session).isNotNull();
      return "asu";
    }
    return comparable(res);
  }

  private static String comparable(String res) {
    String timeless = TIME.matcher(res.replace("1760000000123", "nonce")).replaceAll("T");
    return TOKEN.matcher(timeless).replaceAll("\"jwt_token\":\"J\"");
  }

  private static List<String> received(FakePeer peer) {
    return peer.takeFrames().stream()
        .map(frame -> frame.payload().text())
        .map(
            res ->
                res.contains("\"asu\",{\"app_session\"") && res.contains("},\"app_session_id\"")
                    ? "asu"
                    : comparable(res))
        .toList();
  }

  private static List<Step> steps(String server) throws IOException {
    try (InputStream in =
        WalkthroughVectorTest.class.getResourceAsStream("/vectors/v0-session-walkthrough.json")) {
      JsonObject file = JsonReader.DEFAULT.read(in.readAllBytes()).asObject();
      List<Step> steps = new ArrayList<>();
      for (JsonValue element : file.get("cases").asArray().elements()) {
        JsonObject step = element.asObject();
        JsonObject input = step.get("input").asObject();
        if (TestClient.text(input, "server").equals(server)) {
          steps.add(
              new Step(
                  TestClient.text(step, "name"),
                  TestClient.text(input, "direction").equals("client to node"),
                  TestClient.text(input, "party"),
                  TestClient.text(step.get("expected").asObject(), "frame")));
        }
      }
      return steps;
    }
  }
}
