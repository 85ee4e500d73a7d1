package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for (clearnode-0.x 8.4).
 *
 * @param offset how many rows to skip; null for none
 * @param limit how many rows at most; null or 0 for the node's default of 10, at most 100
 * @param sort {@code asc} or {@code desc} in any letter case as sent; null for {@code desc}
 */
public record ListOptions(@Nullable Long offset, @Nullable Long limit, @Nullable String sort) {
  /** The first rows, newest first. */
  public static final ListOptions DEFAULT = new ListOptions(null, null, null);

  /** Reads the members of a list request. */
  public static ListOptions read(Members members) {
    return new ListOptions(
        members.optionalUnsigned("offset"),
        members.optionalUnsigned("limit"),
        members.optionalText("sort"));
  }

  /** Adds the members that are set. */
  public JsonObject.Builder addTo(JsonObject.Builder builder) {
    return builder
        .putIfPresent("offset", offset)
        .putIfPresent("limit", limit)
        .putIfPresent("sort", sort);
  }
}
