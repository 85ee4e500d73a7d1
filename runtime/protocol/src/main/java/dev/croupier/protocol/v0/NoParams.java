package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonObject;

/**
 * The empty params {@code {}} of a method that asks for nothing, such as {@code ping}.
 *
 * @param method the method that is called
 */
public record NoParams(Method method) implements RequestParams {
  @Override
  public JsonObject toJson() {
    return JsonObject.EMPTY;
  }
}
