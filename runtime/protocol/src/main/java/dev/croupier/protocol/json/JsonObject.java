package dev.croupier.protocol.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object.
 *
 * @param members its members in the order they were read or put; copied, unmodifiable
 */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {
  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  /** Copies the members, keeping their order. */
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Starts an object that is put together member by member. */
  public static Builder builder() {
    return new Builder();
  }

  /** The member of exactly this name, or null if there is none. */
  public @Nullable JsonValue get(String name) {
    return members.get(name);
  }

  @Override
  public JsonKind kind() {
    return JsonKind.OBJECT;
  }

  /** Collects members in the order they are put. Not thread-safe. */
  public static final class Builder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private Builder() {}

    /** Adds a member; one put twice keeps its first place and takes the last value. */
    public Builder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    /** Adds a string. */
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /** Adds an integer. */
    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /** Adds {@code true} or {@code false}. */
    public Builder put(String name, boolean value) {
      return put(name, new JsonBoolean(value));
    }

    /** Adds a string, or nothing at all if it is null. */
    public Builder putIfPresent(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    /** Adds an integer, or nothing at all if it is null. */
    public Builder putIfPresent(String name, @Nullable Long value) {
      return value == null ? this : put(name, (long) value);
    }

    /** Adds all members of another object. */
    public Builder putAll(JsonObject other) {
      members.putAll(other.members());
      return this;
    }

    /** The object with the members put so far. */
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
