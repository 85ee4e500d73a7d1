package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonValue;

/**
 * The params of an {@code error} answer: a text and no code (clearnode-0.x 2).
 *
 * @param error what the node says; may be empty
 */
public record ErrorResult(String error) implements WireValue {
  /**
   * Reads the params of an answer.
   *
   * @throws InvalidResultException if they are not an object with the text {@code error}
   */
  public static ErrorResult read(JsonValue params) {
    return new ErrorResult(Members.ofAnswer(Method.ERROR, params).requiredText("error"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder().put("error", error).build();
  }
}
