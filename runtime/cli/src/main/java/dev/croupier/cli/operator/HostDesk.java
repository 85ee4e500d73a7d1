package dev.croupier.cli.operator;

import dev.croupier.cli.control.ControlClient;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.crypto.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests to a running host. */
final class HostDesk implements Desk {
  private final ControlClient client;

  HostDesk(ControlClient client) {
    this.client = client;
  }

  @Override
  public String where() {
    return "running host";
  }

  @Override
  public List<SeatRow> seats() {
    List<SeatRow> seats = new ArrayList<>();
    for (JsonNode seat :
        client.ask("seats", JsonNodeFactory.instance.objectNode()).required("seats")) {
      seats.add(
          new SeatRow(
              seat.required("name").asString(),
              Address.parse(seat.required("wallet").asString()),
              seat.required("status").asString(),
              seat.required("openSessions").asInt()));
    }
    return seats;
  }

  @Override
  public List<AssetAmount> balances(String seat) {
    return DeskJson.readMoney(client.ask("balances", of(seat)));
  }

  @Override
  public List<SessionRow> sessions(String seat) {
    List<SessionRow> sessions = new ArrayList<>();
    for (JsonNode session : client.ask("sessions", of(seat)).required("sessions")) {
      sessions.add(DeskJson.readSession(session));
    }
    return sessions;
  }

  @Override
  public Optional<SessionRow> session(String seat, SessionId id) {
    return sessions(seat).stream().filter(session -> session.id().equals(id)).findFirst();
  }

  @Override
  public void transfer(String seat, Address to, AssetAmount amount) {
    client.ask(
        "transfer",
        of(seat)
            .put("to", to.toString())
            .put("asset", amount.asset())
            .put("amount", amount.amount().toString()));
  }

  @Override
  public void close(SessionRow session, List<Allocation> shares) {
    ObjectNode body = of(session.seat()).put("session", session.id().toString());
    body.set("shares", DeskJson.write(shares));
    client.ask("close", body);
  }

  /**
   * Sends a message in a session.
   *
   * @param seat who sends it
   * @param id the session
   * @param type the message type
   * @param dataJson the data
   */
  void send(String seat, SessionId id, String type, String dataJson) {
    client.ask(
        "send", of(seat).put("session", id.toString()).put("type", type).put("data", dataJson));
  }

  @Override
  public Reading read(String seat, String text) {
    return DeskJson.readReading(client.ask("read", of(seat).put("text", text)));
  }

  @Override
  public Signature sign(String seat, String text) {
    return Signature.parse(
        client.ask("sign", of(seat).put("text", text)).required("signature").asString());
  }

  /**
   * @param seat a seat
   * @return what waits for the operator's word
   */
  List<InviteRow> invites(String seat) {
    List<InviteRow> invites = new ArrayList<>();
    for (JsonNode invite : client.ask("invites", of(seat)).required("invites")) {
      invites.add(DeskJson.readInvite(invite));
    }
    return invites;
  }

  /**
   * Decides on an invite.
   *
   * @param invite the invite
   * @param accepted whether the seat may sign
   * @param reason why not
   */
  void decide(InviteRow invite, boolean accepted, String reason) {
    client.ask(
        "decide",
        of(invite.seat())
            .put("invite", invite.id())
            .put("accepted", accepted)
            .put("reason", reason));
  }

  /**
   * @param seat a seat
   * @return the signatures it is collecting
   */
  List<RoundRow> rounds(String seat) {
    List<RoundRow> rounds = new ArrayList<>();
    for (JsonNode round : client.ask("signing", of(seat)).required("rounds")) {
      rounds.add(DeskJson.readRound(round));
    }
    return rounds;
  }

  /**
   * Brings a seat online.
   *
   * @param seat a seat
   */
  void connect(String seat) {
    client.ask("connect", of(seat));
  }

  /**
   * Takes a seat offline.
   *
   * @param seat a seat
   */
  void disconnect(String seat) {
    client.ask("disconnect", of(seat));
  }

  private static ObjectNode of(String seat) {
    return JsonNodeFactory.instance.objectNode().put("seat", seat);
  }

  @Override
  public void close() {
    client.close();
  }
}
