package dev.croupier.cli.operator;

import dev.croupier.app.CroupierException;
import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the operator's commands have in common. */
abstract class OperatorCommand implements Callable<Integer> {
  /** Of a shortened session id, so many characters name it at least. */
  private static final int SHORTEST_PREFIX = 6;

  private static final int WHOLE_ID = 66;

  final Terminal terminal;

  @Mixin DeskOptions options = new DeskOptions();

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  OperatorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    try (Desk desk = options.open(terminal)) {
      return run(desk);
    }
  }

  /**
   * Does what the command is for.
   *
   * @param desk where requests go
   * @return the exit code
   * @throws Exception to be told to the user
   */
  abstract int run(Desk desk) throws Exception;

  /**
   * The running host, for what a node cannot do.
   *
   * @param desk where requests go
   * @param reason why it takes a host
   */
  final HostDesk host(Desk desk, String reason) {
    if (desk instanceof HostDesk host) {
      return host;
    }
    throw options.usage("--node: " + reason);
  }

  /** Tells how a seat's connection stands now. */
  final int standing(HostDesk host, SeatRow before) {
    SeatRow now =
        host.seats().stream()
            .filter(seat -> seat.name().equals(before.name()))
            .findFirst()
            .orElse(before);
    return done(
        JsonNodeFactory.instance
            .objectNode()
            .put("seat", now.name())
            .put("wallet", now.wallet().toString())
            .put("status", now.status()),
        "Seat " + now.name() + " is " + now.status() + ".");
  }

  /** The seats the command is for: the one that was named, else all. */
  final List<SeatRow> seats(Desk desk) {
    List<SeatRow> seats = desk.seats();
    String wanted = options.seat();
    if (wanted == null) {
      return seats;
    }
    List<SeatRow> found = seats.stream().filter(seat -> seat.name().equals(wanted)).toList();
    if (found.isEmpty()) {
      throw options.usage("--seat: there is no seat \"" + wanted + "\"; there are " + names(seats));
    }
    return found;
  }

  /** The only seat the command can be for. */
  final SeatRow seat(Desk desk) {
    List<SeatRow> seats = seats(desk);
    if (seats.size() > 1) {
      throw options.usage("--seat is missing: there are " + names(seats));
    }
    return seats.getFirst();
  }

  private static String names(List<SeatRow> seats) {
    return seats.stream().map(SeatRow::name).collect(Collectors.joining(", "));
  }

  /**
   * The session that was named, whole or as lists show it, seen from the seat the command is for.
   */
  final SessionRow session(Desk desk, String text) {
    if (text.length() == WHOLE_ID) {
      return one(wholeId(desk, text), text);
    }
    if (text.length() < SHORTEST_PREFIX) {
      throw options.usage(
          "SESSION: \"" + text + "\" is too short; give the id or at least 6 characters of it");
    }
    String wanted = text.toLowerCase(Locale.ROOT);
    List<SessionRow> found = new ArrayList<>();
    for (SeatRow seat : seats(desk)) {
      desk.sessions(seat.name()).stream()
          .filter(
              session ->
                  session.id().toString().startsWith(wanted)
                      || session.id().shortText().equals(wanted))
          .flatMap(session -> desk.session(seat.name(), session.id()).stream())
          .forEach(found::add);
    }
    return one(found, text);
  }

  private List<SessionRow> wholeId(Desk desk, String text) {
    SessionId id;
    try {
      id = SessionId.parse(text);
    } catch (ProtocolException e) {
      throw options.usage("SESSION: \"" + text + "\" is no session id (0x and 64 hex digits)");
    }
    return seats(desk).stream().flatMap(seat -> desk.session(seat.name(), id).stream()).toList();
  }

  private SessionRow one(List<SessionRow> found, String text) {
    if (found.isEmpty()) {
      throw new NotPossibleException(
          "no open session " + text + " is known here; croupier sessions lists them");
    }
    if (found.stream().map(SessionRow::id).distinct().count() > 1) {
      throw options.usage("SESSION: \"" + text + "\" begins several sessions; give more of the id");
    }
    if (found.size() > 1) {
      throw options.usage(
          "--seat is missing: in this session are "
              + found.stream().map(SessionRow::seat).collect(Collectors.joining(", ")));
    }
    return found.getFirst();
  }

  /** A wallet, by address or by the name of a seat. */
  final Address wallet(Desk desk, String place, String text) {
    for (SeatRow seat : desk.seats()) {
      if (seat.name().equals(text)) {
        return seat.wallet();
      }
    }
    return options.address(place, text);
  }

  /** An amount of money above or at zero. */
  final Amount amount(String place, String text) {
    try {
      Amount amount = Amount.parse(text);
      if (amount.signum() >= 0) {
        return amount;
      }
    } catch (ProtocolException e) {
      throw options.usage(place + ": \"" + text + "\" is no decimal amount such as 0.5");
    }
    throw options.usage(place + ": \"" + text + "\" is negative");
  }

  final Words words(Desk desk) {
    Map<Address, String> names = new LinkedHashMap<>();
    desk.seats().forEach(seat -> names.put(seat.wallet(), seat.name()));
    return new Words(names);
  }

  /** Shows what will happen and asks; lines go beside the output where that is JSON. */
  final boolean agreed(List<String> plan, String question, boolean yes) {
    for (String line : plan) {
      if (json) {
        terminal.note(line);
      } else {
        terminal.line(line);
      }
    }
    if (yes) {
      return true;
    }
    boolean agreed =
        terminal
            .agreed(question)
            .orElseThrow(
                () ->
                    new NotPossibleException(
                        "there is nobody to ask; look at what is printed above and add --yes to go"
                            + " on without a question"));
    if (!agreed) {
      terminal.note("Nothing was done.");
    }
    return agreed;
  }

  final int done(JsonNode result, String line) {
    terminal.line(json ? result.toString() : line);
    return ExitCode.DONE;
  }

  /** What was named is not there, or cannot be done here. */
  static final class NotPossibleException extends CroupierException {
    private static final long serialVersionUID = 1L;

    NotPossibleException(String message) {
      super(message);
    }
  }
}
