package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.v0.session.AppDefinition;
import dev.croupier.protocol.v0.session.CreateAppSessionParams;
import dev.croupier.protocol.v0.session.SessionIdRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AppSessionIdVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-app-session-id");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void idOf_hashesTheServersTextOfTheDefinition(Vectors.Case vector) {
    SessionIdRule rule =
        switch (vector.input().get("server").asString()) {
          case "0.3/0.4" -> SessionIdRule.WITHOUT_APPLICATION;
          case "0.5" -> SessionIdRule.WITH_APPLICATION;
          case String other -> throw new AssertionError("unknown server " + other);
        };
    AppDefinition definition =
        CreateAppSessionParams.read(
                JsonObject.builder()
                    .put(
                        "definition",
                        JsonReader.DEFAULT.read(vector.input().get("definition").toString()))
                    .build())
            .definition();

    assertThat(rule.hashedText(definition))
        .isEqualTo(vector.expected().get("hashed_text").asString());
    assertThat(rule.idOf(definition))
        .hasToString(vector.expected().get("app_session_id").asString());
  }
}
