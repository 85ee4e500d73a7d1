package dev.croupier.node.methods;

import dev.croupier.node.ledger.Page;
import dev.croupier.node.rpc.LedgerCalls;
import dev.croupier.node.rpc.LedgerJson;
import dev.croupier.node.rpc.RpcHistory;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.Members;
import dev.croupier.protocol.v0.Method;
import dev.croupier.rpc.Request;
import dev.croupier.rpc.ServerFrames;
import java.util.List;

/**
 * A caller's own money-moving requests with their answers (clearnode-0.x 9.7). Unlike the public
 * servers' entries these can be verified: texts and signatures are the original ones.
 */
public final class HistoryMethod {
  private final LedgerCalls calls;
  private final RpcHistory history;
  private final ServerFrames frames;

  /**
   * @param calls the way to the ledger
   * @param history the record
   * @param frames signs the answers once more; the signatures come out the same
   */
  public HistoryMethod(LedgerCalls calls, RpcHistory history, ServerFrames frames) {
    this.calls = calls;
    this.history = history;
    this.frames = frames;
  }

  /**
   * @param request a get_rpc_history
   */
  public void getHistory(Request request) {
    Page page = Pages.of(Members.ofRequest(Method.GET_RPC_HISTORY, request.payload().params()));
    calls.query(
        request,
        () -> LedgerJson.list("rpc_entries", history.of(request.caller(), page), this::entry));
  }

  private JsonObject entry(RpcHistory.Call call) {
    return JsonObject.builder()
        .put("id", call.id())
        .put("sender", call.sender())
        .put("req_id", new JsonNumber(call.requestId()))
        .put("method", call.method())
        .put("params", call.params())
        .put("timestamp", call.timestampMs())
        .put("req_sig", JsonArray.ofStrings(call.signatures()))
        .put("response", call.response())
        .put("res_sig", JsonArray.ofStrings(List.of(frames.signature(call.response()))))
        .build();
  }
}
