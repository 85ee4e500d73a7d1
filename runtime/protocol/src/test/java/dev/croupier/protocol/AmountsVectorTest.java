package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.v0.InvalidParamsException;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AmountsVectorTest {
  static Stream<Vectors.Case> cases() {
    return Vectors.cases("v0-amounts");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void amountIsReadAsTheServerReadsIt(Vectors.Case vector) {
    JsonNode json = vector.input().get("json");
    String params = json.isNull() ? "{}" : "{\"amount\":" + json.stringValue() + "}";
    if (!vector.expected().get("accepted").booleanValue()) {
      assertThatThrownBy(() -> read(params)).isInstanceOf(InvalidParamsException.class);
      return;
    }
    Amount amount = read(params);
    assertThat(amount).hasToString(vector.expected().get("printed").stringValue());
    assertThat(amount.signum()).isEqualTo(vector.expected().get("sign").intValue());
    assertThat(Amount.parse(amount.toString())).isEqualTo(amount);
  }

  private static Amount read(String params) {
    return Members.ofRequest(Method.TRANSFER, JsonReader.DEFAULT.read(params)).amount("amount");
  }
}
