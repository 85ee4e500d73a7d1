package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.RawJson;
import dev.croupier.protocol.v0.session.RelayedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFrameTest {
  @Test
  void read_keepsUnknownMembersAsReceived() {
    ResponseFrame frame =
        ResponseFrame.read("{\"res\":[0,\"bu\", null ,1],\"x\": { \"a\" :1.0},\"sig\":[]}");

    assertThat(frame.others()).containsOnlyKeys("x");
    assertThat(frame.others().get("x")).hasToString("{ \"a\" :1.0}");
    assertThat(frame.payload().requestId()).isZero();
    assertThat(frame.payload().params().kind()).isEqualTo(JsonNull.NULL.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"res\":null}",
        "{\"req\":[1,\"ping\",{},1],\"sig\":[]}",
        "{\"res\":[1,\"pong\",null,1],\"req\":[1,\"ping\",{},1]}",
        "{\"res\":[1,\"pong\",null]}",
        "{\"res\":[1,\"pong\",null,1,2]}",
        "{\"res\":[1,\"\",null,1]}",
        "{\"res\":[1,5,null,1]}",
        "{\"res\":[1.5,\"pong\",null,1]}",
        "{\"res\":[1,\"pong\",null,1],\"sig\":\"0x\"}",
        "{\"res\":[1,\"pong\",null,1],\"res\":[2,\"pong\",null,1]}",
        "{\"res\":[1,\"pong\",null,1]"
      })
  void read_refusesWhatIsNoNodeFrame(String text) {
    assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> ResponseFrame.read(text));
  }

  @Test
  void relayedMessages_keepTheSendersText() {
    RawJson message = RawJson.of("{ \"n\" : 1.0, \"2\":\"<\", \"1\":18446744073709551617 }");
    String sid = "0x" + "0f".repeat(32);
    String params = "{\"app_session_id\":\"" + sid + "\",\"message\":" + message + "}";
    RelayedMessage relayed = RelayedMessage.read(RawJson.of(params));

    ResponsePayload payload = ResponsePayload.of(0, Method.MESSAGE, relayed.toJson(), 5);

    assertThat(payload.text()).isEqualTo("[0,\"message\"," + params + ",5]");
    assertThat(RelayedMessage.read(payload.params()).message()).isEqualTo(message);
  }

  @Test
  void error_isWrittenAsTheServerWritesIt() {
    assertThat(ResponsePayload.error(7, ErrorText.unknownMethod("<b>"), 9).text())
        .isEqualTo("[7,\"error\",{\"error\":\"unknown method: \\u003cb\\u003e\"},9]");
  }
}
