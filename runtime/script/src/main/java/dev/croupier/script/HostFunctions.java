package dev.croupier.script;

import dev.croupier.app.CroupierException;
import dev.croupier.app.RequestFailedException;
import dev.croupier.host.engine.SeatView;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Intent;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.InvalidAddressException;
import dev.croupier.protocol.crypto.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions the prelude calls in the host. Only texts, numbers and booleans cross, and no
 * exception ever does: a refusal is the text {@code code\nmessage}, of which the prelude makes a
 * JavaScript error.
 */
final class HostFunctions {
  private static final Logger LOG = LoggerFactory.getLogger(HostFunctions.class);

  private final TurnRecorder recorder;
  private final Map<String, Object> functions = new HashMap<>();
  private @Nullable SeatView seat;

  /**
   * Functions of no seat, for code that loads.
   *
   * @param recorder where effects go
   */
  HostFunctions(TurnRecorder recorder) {
    this.recorder = recorder;
    aboutSeat();
    calls();
    others();
  }

  /**
   * Gives the script its seat, before its first turn.
   *
   * @param whose whose turns they are from now on
   */
  void sit(SeatView whose) {
    seat = whose;
  }

  private void aboutSeat() {
    define("address", arguments -> seat().address());
    define("name", arguments -> seat().name());
    define("settings", arguments -> seat().settingsJson());
    define("contacts", arguments -> ScriptJson.value(seat().contacts()));
    define("status", arguments -> seat().status().name().toLowerCase(Locale.ROOT));
    define("activeSessions", arguments -> ScriptJson.value(seat().activeSessions()));
    define("prepareSession", this::prepareSession);
  }

  private void calls() {
    define("sendMessage", this::sendMessage);
    define(
        "closeSession",
        arguments -> {
          var allocations = ScriptJson.readAllocations(arguments[1].asString());
          return call(id -> new Effect.CloseSession(id, arguments[0].asString(), allocations));
        });
    define(
        "submitState",
        arguments -> {
          var allocations = ScriptJson.readAllocations(arguments[1].asString());
          return call(
              id ->
                  new Effect.SubmitState(
                      id,
                      arguments[0].asString(),
                      Intent.valueOf(arguments[3].asString().toUpperCase(Locale.ROOT)),
                      allocations,
                      optional(arguments[2])));
        });
    define(
        "signSession",
        arguments -> {
          var request = ScriptJson.readRequest(arguments[0].asString());
          return call(id -> new Effect.SignSession(id, request));
        });
    define(
        "createSession",
        arguments -> {
          var request = ScriptJson.readRequest(arguments[0].asString());
          var signatures = ScriptJson.readTexts(arguments[1].asString(), "signatures");
          return call(id -> new Effect.CreateSession(id, request, signatures));
        });
    define("getBalances", arguments -> call(Effect.GetBalances::new));
    define("connect", arguments -> call(Effect.Connect::new));
    define("disconnect", arguments -> call(Effect.Disconnect::new));
    define(
        "transfer",
        arguments -> {
          String destination = ScriptJson.address(arguments[0].asString());
          return call(
              id ->
                  new Effect.Transfer(
                      id, destination, arguments[1].asString(), arguments[2].asString()));
        });
  }

  private void others() {
    define(
        "setTimer",
        arguments -> {
          recorder.add(
              new Effect.SetTimer(
                  optional(arguments[0]),
                  arguments[1].asString(),
                  (long) arguments[2].asDouble(),
                  arguments[3].asString()));
          return true;
        });
    define(
        "cancelTimer",
        arguments -> {
          recorder.add(new Effect.CancelTimer(optional(arguments[0]), arguments[1].asString()));
          return true;
        });
    define(
        "answerInvite",
        arguments -> {
          recorder.add(
              new Effect.AnswerInvite(
                  Long.parseLong(arguments[0].asString()),
                  arguments[1].asBoolean(),
                  arguments[2].asString()));
          return true;
        });
    define(
        "answerProposal",
        arguments -> {
          recorder.add(
              new Effect.AnswerProposal(
                  Long.parseLong(arguments[0].asString()),
                  arguments[1].asBoolean(),
                  arguments[2].asString()));
          return true;
        });
    define(
        "log",
        arguments -> {
          recorder.log(arguments[0].asString(), arguments[1].asString());
          return true;
        });
    define(
        "keccakOfText",
        arguments -> keccak(arguments[0].asString().getBytes(StandardCharsets.UTF_8)));
    define("keccakOfHex", arguments -> keccak(HexFormat.of().parseHex(arguments[0].asString())));
    define("checksumAddress", HostFunctions::checksumAddress);
    draws();
  }

  private void draws() {
    define("secret", arguments -> seat().secret());
    define(
        "openDraw",
        arguments ->
            ScriptDraws.open(
                arguments[0].asString(),
                seat().address(),
                arguments[1].asString(),
                arguments[2].asString(),
                arguments[3].asString(),
                seat().secret()));
    define(
        "commitToDraw",
        arguments ->
            ScriptDraws.commit(
                arguments[0].asString(), arguments[1].asString(), arguments[2].asString()));
    define(
        "revealToDraw",
        arguments ->
            ScriptDraws.reveal(
                arguments[0].asString(),
                arguments[1].asString(),
                arguments[2].asString(),
                arguments[3].asString()));
    define("ownOfDraw", arguments -> ScriptDraws.mine(arguments[0].asString()));
    define("closeDraw", arguments -> ScriptDraws.close(arguments[0].asString()));
    define(
        "numberOfDraw",
        arguments ->
            ScriptDraws.number(
                arguments[0].asString(), arguments[1].asString(), arguments[2].asDouble()));
    define(
        "shuffleOfDraw",
        arguments ->
            ScriptDraws.shuffle(
                arguments[0].asString(), arguments[1].asString(), arguments[2].asInt()));
  }

  private Object prepareSession(Value[] arguments) {
    ScriptJson.Proposal proposal = ScriptJson.readProposal(arguments[0].asString());
    return ScriptJson.request(
        seat()
            .prepareSession(
                proposal.terms(seat().address()),
                proposal.allocations(),
                proposal.sessionData(),
                (long) arguments[1].asDouble()));
  }

  private Object sendMessage(Value[] arguments) {
    String type = arguments[1].asString();
    String data = arguments[2].asString();
    seat().checkOutgoing(type, data);
    return call(id -> new Effect.SendMessage(id, arguments[0].asString(), type, data));
  }

  /** The call id as a JavaScript number. */
  private Object call(LongFunction<Effect> make) {
    return (double) recorder.call(make);
  }

  private static String keccak(byte[] bytes) {
    return Keccak.keccak256(bytes).toString();
  }

  private static Object checksumAddress(Value[] arguments) {
    try {
      return Address.parse(arguments[0].asString()).toString();
    } catch (InvalidAddressException e) {
      return "";
    }
  }

  private SeatView seat() {
    return Objects.requireNonNull(seat, "the prelude asks for the seat in turns only");
  }

  private static Optional<String> optional(Value text) {
    return text.isNull() ? Optional.empty() : Optional.of(text.asString());
  }

  /** Adds a function whose refusals become texts. */
  private void define(String name, ProxyExecutable function) {
    ProxyExecutable refusing =
        arguments -> {
          try {
            return function.execute(arguments);
          } catch (CroupierException e) {
            return code(e) + "\n" + e.getMessage();
          } catch (RuntimeException e) {
            LOG.error("host function {} failed", name, e);
            return "internal-error\nthe host failed; its log says why";
          }
        };
    functions.put(name, refusing);
  }

  /** Adds a function that takes values of the script's and refuses nothing. */
  void observe(String name, Consumer<Value[]> observer) {
    ProxyExecutable function =
        arguments -> {
          observer.accept(arguments);
          return true;
        };
    functions.put(name, function);
  }

  /**
   * @return all functions by name
   */
  ProxyObject object() {
    return ProxyObject.fromMap(functions);
  }

  /** The stable word authors see: the exception's name in lower case, as words with hyphens. */
  private static String code(CroupierException error) {
    if (error instanceof RequestFailedException refused) {
      return refused.code();
    }
    return error
        .getClass()
        .getSimpleName()
        .replaceFirst("Exception$", "")
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
