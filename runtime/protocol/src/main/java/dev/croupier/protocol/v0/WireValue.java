package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonObject;

/** A typed value that has one JSON form, members in the order the other side writes them. */
public interface WireValue {
  /** The value as it is written into a frame. */
  JsonObject toJson();
}
