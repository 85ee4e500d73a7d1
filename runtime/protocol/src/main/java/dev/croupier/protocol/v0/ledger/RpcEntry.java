package dev.croupier.protocol.v0.ledger;

import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.WireValue;
import java.util.List;

/**
 * One recorded call (clearnode-0.x 9.7). Entries of public servers cannot be verified: params are
 * written anew and {@code res_sig} repeats the request's signatures.
 *
 * @param id the node's number for it
 * @param sender the wallet that called
 * @param requestId the request id, 63 bits
 * @param method the method's name
 * @param params JSON text
 * @param timestampMs the request's timestamp
 * @param requestSignatures hex texts
 * @param response JSON text of the {@code res} array
 * @param responseSignatures hex texts
 */
public record RpcEntry(
    long id,
    String sender,
    long requestId,
    String method,
    String params,
    long timestampMs,
    List<String> requestSignatures,
    String response,
    List<String> responseSignatures)
    implements WireValue {

  /** Copies the signatures. */
  public RpcEntry {
    requestSignatures = List.copyOf(requestSignatures);
    responseSignatures = List.copyOf(responseSignatures);
  }

  static RpcEntry read(Members members) {
    return new RpcEntry(
        members.requiredUnsigned("id"),
        members.requiredText("sender"),
        members.requiredUnsigned("req_id"),
        members.requiredText("method"),
        members.text("params"),
        members.unsigned("timestamp"),
        members.texts("req_sig"),
        members.text("response"),
        members.texts("res_sig"));
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("sender", sender)
        .put("req_id", requestId)
        .put("method", method)
        .put("params", params)
        .put("timestamp", timestampMs)
        .put("req_sig", JsonArray.ofStrings(requestSignatures))
        .put("response", response)
        .put("res_sig", JsonArray.ofStrings(responseSignatures))
        .build();
  }
}
