package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.croupier.protocol.json.JsonLimits;
import dev.croupier.protocol.json.JsonObject;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first rows of the table in clearnode-0.x 4. */
class RequestFrameTest {
  @Test
  void read_keepsTheTextAsItStands() {
    String req = "[ 5 , \"ping\" , { \"b\" : 1.0 , \"a\" : \"\\u003c\" } , 1760000000000 ]";

    RequestFrame frame =
        RequestFrame.read(
            " { \"x\":1, \"sig\" : [\"0xAb\"] , \"req\" : " + req + ", \"sid\":\"s\" } ");

    assertThat(frame.payload().text()).isEqualTo(req);
    assertThat(frame.payload().requestId()).isEqualTo(5);
    assertThat(frame.payload().method()).isEqualTo("ping");
    assertThat(frame.payload().params()).hasToString("{ \"b\" : 1.0 , \"a\" : \"\\u003c\" }");
    assertThat(frame.payload().timestampMs()).isEqualTo(1_760_000_000_000L);
    assertThat(frame.signatureTexts()).containsExactly("0xAb");
    assertThat(frame.sid()).isEqualTo("s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"req\":[1,\"ping\",{},1]}",
        "{\"req\":[1,\"ping\",{},1],\"sig\":null}",
        "{\"req\":[1,\"ping\",[],1],\"sig\":[],\"sid\":null,\"res\":null,\"int\":{}}",
        "{\"req\":[18446744073709551615,\"\\u0070ing\",false,18446744073709551615]}"
      })
  void read_acceptsEveryRequest(String text) {
    assertThat(RequestFrame.read(text).payload().method()).isEqualTo("ping");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "1",
        "null",
        "{\"req\":[1,\"ping\",{},1]} x",
        "{\"req\":[1,\"ping\",{},1],\"sig\":[\"0x\"]",
        "{\"req\":{}}",
        "{\"req\":\"x\"}",
        "{\"req\":[1,\"ping\",{}]}",
        "{\"req\":[1,\"ping\",{},1,2]}",
        "{\"req\":[]}",
        "{\"req\":[-1,\"ping\",{},1]}",
        "{\"req\":[1.0,\"ping\",{},1]}",
        "{\"req\":[1e3,\"ping\",{},1]}",
        "{\"req\":[\"1\",\"ping\",{},1]}",
        "{\"req\":[18446744073709551616,\"ping\",{},1]}",
        "{\"req\":[-0,\"ping\",{},1]}",
        "{\"res\":5}",
        "{\"req\":[1,\"a\",{},1}"
      })
  void read_withoutReadableId_isAnInvalidFormat(String text) {
    assertThatExceptionOfType(InvalidMessageFormatException.class)
        .isThrownBy(() -> RequestFrame.read(text))
        .satisfies(
            e -> {
              assertThat(e.errorText()).isEqualTo("invalid message format");
              assertThat(e.requestId()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"req\":[7,5,{},1]}",
        "{\"req\":[7,\"ping\",{},1.0]}",
        "{\"req\":[7,\"ping\",{},\"1\"]}",
        "{\"req\":[7,\"ping\",{},-1]}",
        "{\"req\":[7,\"ping\",{},1],\"sig\":\"0x\"}",
        "{\"req\":[7,\"ping\",{},1],\"sig\":[5]}",
        "{\"req\":[7,\"ping\",{},1],\"sig\":[\"12\"]}",
        "{\"sig\":[\"0x1\"],\"req\":[7,\"ping\",{},1]}",
        "{\"req\":[7,\"ping\",{},1],\"sig\":[\"0xg1\"]}",
        "{\"req\":[7,\"ping\",{},1],\"sid\":5}",
        "{\"req\":[7,\"ping\",{},1],\"res\":[1]}",
        "{\"req\":[7,\"ping\",{},1],\"sig\":[],\"sig\":[]}"
      })
  void read_withReadableId_isAnInvalidFormatAnsweredWithIt(String text) {
    assertThatExceptionOfType(InvalidMessageFormatException.class)
        .isThrownBy(() -> RequestFrame.read(text))
        .satisfies(e -> assertThat(e.requestId()).isEqualTo(OptionalLong.of(7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sig\":[]}",
        "{\"req\":null}",
        "{\"res\":[1,\"pong\",null,1]}",
        "{\"req\":[1,\"ping\",{},1],\"res\":[1,\"pong\",null,1]}",
        "{\"req\":[0,\"ping\",{},1]}",
        "{\"req\":[1,\"\",{},1]}",
        "{\"req\":[1,\"ping\",null,1]}",
        "{\"req\":[1,\"ping\",{},0]}",
        "{\"req\":[null,\"ping\",{},1]}",
        "{\"req\":[1,null,{},1]}",
        "{\"req\":[1,\"ping\",{},null]}"
      })
  void read_ofAFrameThatIsNoRequest_failsValidation(String text) {
    assertThatExceptionOfType(MessageValidationException.class)
        .isThrownBy(() -> RequestFrame.read(text))
        .satisfies(
            e -> {
              assertThat(e.errorText()).isEqualTo("message validation failed");
              assertThat(e.requestId()).isEmpty();
            });
  }

  @Test
  void read_ofNullBesideAResponse_isEmpty() {
    assertThatExceptionOfType(EmptyRequestException.class)
        .isThrownBy(() -> RequestFrame.read("{\"req\":null,\"res\":[1,\"pong\",null,1]}"))
        .satisfies(e -> assertThat(e.errorText()).isEqualTo("message request is empty"));
  }

  @Test
  void read_beyondALimit_isAnInvalidFormat() {
    String frame = "{\"req\":[1,\"ping\",{},1],\"sig\":[]}";
    assertThat(RequestFrame.read(frame, JsonLimits.DEFAULT.withMaxDocumentChars(frame.length())))
        .isNotNull();
    assertThatExceptionOfType(InvalidMessageFormatException.class)
        .isThrownBy(
            () ->
                RequestFrame.read(
                    frame, JsonLimits.DEFAULT.withMaxDocumentChars(frame.length() - 1)));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0"})
  void payload_ofZeroIdOrTimestamp_isRefused(long id, long timestampMs) {
    assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> RequestPayload.of(id, new NoParams(Method.PING), timestampMs));
  }

  @Test
  void payload_ofAnEmptyMethod_isRefused() {
    assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> RequestPayload.of(1, "", JsonObject.EMPTY, 1));
  }

  @Test
  void text_carriesSidAndPayloadUnchanged() {
    RequestPayload payload = RequestPayload.read("[1 ,\"message\", [ ] , 2]");

    assertThat(payload.unsigned().withSid("0xab").text())
        .isEqualTo("{\"req\":[1 ,\"message\", [ ] , 2],\"sid\":\"0xab\",\"sig\":[]}");
  }

  @Test
  void toString_doesNotShowParams() {
    assertThat(
            RequestPayload.of(
                    1, "auth_verify", JsonObject.builder().put("jwt", "secret").build(), 2)
                .unsigned()
                .toString())
        .doesNotContain("secret");
  }
}
