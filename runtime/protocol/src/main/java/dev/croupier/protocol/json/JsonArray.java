package dev.croupier.protocol.json;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A JSON array.
 *
 * @param elements its elements in order; copied, unmodifiable
 */
public record JsonArray(List<JsonValue> elements) implements JsonValue {
  /** The array without elements. */
  public static final JsonArray EMPTY = new JsonArray(List.of());

  /** Copies the elements. */
  public JsonArray {
    elements = List.copyOf(elements);
  }

  /** An array of these values. */
  public static JsonArray of(JsonValue... elements) {
    return new JsonArray(List.of(elements));
  }

  /** An array of these strings. */
  public static JsonArray ofStrings(Collection<String> values) {
    return from(values, JsonString::new);
  }

  /**
   * An array of what {@code toJson} makes of each value.
   *
   * @param values what to write, in order
   * @param toJson how one of them is written
   */
  public static <T> JsonArray from(Collection<T> values, Function<T, ? extends JsonValue> toJson) {
    return new JsonArray(values.stream().<JsonValue>map(toJson).toList());
  }

  /** How many elements there are. */
  public int size() {
    return elements.size();
  }

  /**
   * The element at {@code index}, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public JsonValue get(int index) {
    return elements.get(index);
  }

  @Override
  public JsonKind kind() {
    return JsonKind.ARRAY;
  }
}
