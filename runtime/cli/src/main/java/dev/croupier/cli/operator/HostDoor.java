package dev.croupier.cli.operator;

import dev.croupier.app.CroupierException;
import dev.croupier.cli.control.ControlServer;
import dev.croupier.client.Operation;
import dev.croupier.client.Step;
import dev.croupier.host.Host;
import dev.croupier.host.HostSeat;
import dev.croupier.host.PendingInvite;
import dev.croupier.host.SigningRound;
import dev.croupier.host.guard.SessionFacts;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The host's side of a control connection: commands as JSON, carried out by its operator's way. */
public final class HostDoor implements ControlServer.Handler {
  private final Host host;

  /**
   * @param host the host
   */
  public HostDoor(Host host) {
    this.host = host;
  }

  @Override
  public JsonNode handle(String command, JsonNode body) {
    return switch (command) {
      case "seats" -> seats();
      case "balances" -> DeskJson.money(done(host.operator().balances(seat(body))));
      case "sessions" -> sessions(seat(body));
      case "transfer" -> {
        done(
            host.operator()
                .transfer(
                    seat(body),
                    Address.parse(text(body, "to")),
                    new AssetAmount(text(body, "asset"), Amount.parse(text(body, "amount")))));
        yield nothing();
      }
      case "close" -> {
        done(
            host.operator()
                .close(seat(body), session(body), DeskJson.readShares(body.path("shares"))));
        yield nothing();
      }
      case "send" -> {
        done(
            host.operator()
                .send(seat(body), session(body), text(body, "type"), text(body, "data")));
        yield nothing();
      }
      case "read" -> read(seat(body), text(body, "text"));
      case "sign" ->
          nothing()
              .put(
                  "signature",
                  done(host.operator().sign(seat(body), text(body, "text"))).toString());
      case "connect" -> {
        done(host.operator().connect(seat(body)));
        yield nothing();
      }
      case "disconnect" -> {
        done(host.operator().disconnect(seat(body)));
        yield nothing();
      }
      case "signing" -> signing(seat(body));
      case "invites" -> invites(seat(body));
      case "decide" -> {
        done(
            host.operator()
                .decide(
                    seat(body),
                    body.required("invite").asLong(),
                    body.required("accepted").asBoolean(),
                    text(body, "reason")));
        yield nothing();
      }
      default -> throw new UnknownCommandException(command);
    };
  }

  private ObjectNode seats() {
    ObjectNode answer = nothing();
    ArrayNode list = answer.putArray("seats");
    for (HostSeat seat : host.seats()) {
      list.addObject()
          .put("name", seat.name())
          .put("wallet", seat.wallet().toString())
          .put("status", seat.status().name().toLowerCase(Locale.ROOT))
          .put("openSessions", seat.openSessions().size());
    }
    return answer;
  }

  private ObjectNode sessions(String seat) {
    ObjectNode answer = nothing();
    ArrayNode list = answer.putArray("sessions");
    done(host.operator().sessions(seat))
        .forEach(facts -> list.add(DeskJson.write(row(seat, facts))));
    return answer;
  }

  private static SessionRow row(String seat, SessionFacts facts) {
    return new SessionRow(
        seat, facts.id(), facts.definition(), facts.version(), facts.open(), facts.shares());
  }

  private ObjectNode read(String seat, String text) {
    Step step = done(host.operator().read(seat, text));
    Optional<SessionRow> now =
        done(host.operator().sessions(seat)).stream()
            .filter(facts -> step.sessionId().equals(Optional.of(facts.id())))
            .map(facts -> row(seat, facts))
            .findFirst();
    return DeskJson.write(words().of(step, now));
  }

  private Words words() {
    Map<Address, String> names = new LinkedHashMap<>();
    host.seats().forEach(seat -> names.put(seat.wallet(), seat.name()));
    return new Words(names);
  }

  private ObjectNode signing(String seat) {
    ObjectNode answer = nothing();
    ArrayNode list = answer.putArray("rounds");
    for (SigningRound round : done(host.operator().signing(seat))) {
      list.add(
          DeskJson.write(
              new RoundRow(
                  seat,
                  round.sessionId(),
                  round.operation(),
                  round.signed(),
                  round.refused(),
                  round.waitingFor(),
                  round.until())));
    }
    return answer;
  }

  private ObjectNode invites(String seat) {
    ObjectNode answer = nothing();
    ArrayNode list = answer.putArray("invites");
    for (PendingInvite invite : done(host.operator().invites(seat))) {
      List<String> terms =
          words()
              .of(
                  new Operation.CreateSession(
                      invite.definition(), invite.allocations(), Optional.empty()),
                  Optional.of(invite.sessionId().toString()),
                  Optional.empty());
      list.add(
          DeskJson.write(
              new InviteRow(
                  seat,
                  invite.id(),
                  invite.initiator(),
                  invite.sessionId(),
                  terms,
                  invite.until())));
    }
    return answer;
  }

  private static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String seat(JsonNode body) {
    return text(body, "seat");
  }

  private static SessionId session(JsonNode body) {
    return SessionId.parse(text(body, "session"));
  }

  private static String text(JsonNode body, String member) {
    return body.required(member).asString();
  }

  private static <T> T done(CompletableFuture<T> request) {
    return request.join();
  }

  /** The host knows no such command: it is of another version than the caller. */
  static final class UnknownCommandException extends CroupierException {
    private static final long serialVersionUID = 1L;

    UnknownCommandException(String command) {
      super("this host knows no command \"" + command + "\"; is it of another version?");
    }
  }
}
