package dev.croupier.node;

import dev.croupier.protocol.Address;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Texts of params. */
final class Params {
  private Params() {}

  /** A definition with one weight per participant. */
  static String definition(
      String protocol, long quorum, long nonce, long[] weights, Address... of) {
    return "{\"application\":\""
        + TestClient.APP
        + "\",\"protocol\":\""
        + protocol
        + "\",\"participants\":["
        + Arrays.stream(of).map(address -> "\"" + address + "\"").collect(Collectors.joining(","))
        + "],\"weights\":"
        + Arrays.toString(weights).replace(" ", "")
        + ",\"quorum\":"
        + quorum
        + ",\"challenge\":0,\"nonce\":"
        + nonce
        + "}";
  }

  static String create(String definition, String... allocations) {
    return "{\"definition\":" + definition + ",\"allocations\":" + list(allocations) + "}";
  }

  static String submit(String session, String intent, long version, String... allocations) {
    return "{\"app_session_id\":\""
        + session
        + "\",\"intent\":\""
        + intent
        + "\",\"version\":"
        + version
        + ",\"allocations\":"
        + list(allocations)
        + "}";
  }

  static String close(String session, String... allocations) {
    return "{\"app_session_id\":\"" + session + "\",\"allocations\":" + list(allocations) + "}";
  }

  static String share(Address participant, String asset, String amount) {
    return "{\"participant\":\""
        + participant
        + "\",\"asset\":\""
        + asset
        + "\",\"amount\":\""
        + amount
        + "\"}";
  }

  static String transfer(Address destination, String asset, String amount) {
    return "{\"destination\":\""
        + destination
        + "\",\"allocations\":[{\"asset\":\""
        + asset
        + "\",\"amount\":\""
        + amount
        + "\"}]}";
  }

  private static String list(String... elements) {
    return List.of(elements).stream().collect(Collectors.joining(",", "[", "]"));
  }
}
