package dev.croupier.node.rpc;

import dev.croupier.node.ledger.Page;
import dev.croupier.node.storage.Sql;
import dev.croupier.protocol.Address;
import dev.croupier.rpc.Request;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The money-moving requests of each wallet with their answers (clearnode-0.x 9.7). Used on the
 * ledger writer's thread only.
 */
public final class RpcHistory {
  private static final Pattern COMMA = Pattern.compile(",");

  private final Sql sql;
  private long lastId;

  /**
   * One request and its answer.
   *
   * @param id number of the record, rising
   * @param sender the wallet that called
   * @param requestId the request id, as text
   * @param method the method
   * @param params the params as JSON text
   * @param timestampMs the request's timestamp
   * @param signatures the request's signatures
   * @param response the text of the {@code res} array
   */
  public record Call(
      long id,
      String sender,
      String requestId,
      String method,
      String params,
      long timestampMs,
      List<String> signatures,
      String response) {}

  /**
   * @param sql the database
   */
  public RpcHistory(Sql sql) {
    this.sql = sql;
    this.lastId = sql.first("SELECT MAX(id) FROM rpc_record", row -> row.number(1)).orElse(0L);
  }

  /**
   * @param request a request
   * @param response the text of the {@code res} array that answers it
   */
  public void add(Request request, String response) {
    sql.update(
        "INSERT INTO rpc_record (id, sender, request_id, method, params, request_time,"
            + " request_signatures, response) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ++lastId,
        request.caller().toString(),
        Long.toUnsignedString(request.payload().requestId()),
        request.payload().method(),
        request.payload().params().text(),
        request.payload().timestampMs(),
        String.join(",", request.signatures()),
        response);
  }

  /**
   * @param sender a wallet
   * @param page which of its calls, by the requests' timestamps
   * @return the calls
   */
  public List<Call> of(Address sender, Page page) {
    return sql.list(
        "SELECT id, sender, request_id, method, params, request_time, request_signatures, response"
            + " FROM rpc_record WHERE sender = ?"
            + page.orderBy(page.ascending() ? "request_time ASC, id" : "request_time DESC, id"),
        row ->
            new Call(
                row.number(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.number(6),
                COMMA.splitAsStream(row.text(7)).filter(text -> !text.isEmpty()).toList(),
                row.text(8)),
        sender.toString(),
        page.limit(),
        page.offset());
  }
}
