package dev.croupier.host.journal;

import dev.croupier.app.Allocation;
import dev.croupier.app.Invite;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import java.util.List;
import java.util.Optional;

/** Records with every kind of input and effect. */
final class Records {

  static final String SESSION = "0x" + "0a".repeat(32);
  static final String WALLET = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf";

  static final List<Allocation> SHARES =
      List.of(Allocation.of(WALLET, "usdc", "1.10"), Allocation.of(WALLET, "eth", "0"));

  static final SessionRequest REQUEST =
      new SessionRequest(
          new SessionTerms(
              "chess",
              List.of(WALLET, "0xF7Edc8FA1eCc32967F827C9043FcAe6ba73afA5c"),
              List.of(100L, 0L),
              100),
          SHARES,
          9007199254740991L,
          Optional.of("{\"r\":1}"),
          "[1,\"create_app_session\",{},5]");

  static final List<Input> INPUTS =
      List.of(
          new Input.Started(),
          new Input.Stopped(),
          new Input.Invited(3, new Invite(WALLET, SESSION, REQUEST)),
          new Input.SessionCreated(),
          new Input.MessageReceived("move", WALLET, "{\"n\":1.10,\"n2\":1e400}", 7),
          new Input.TimerFired("t \"1\"", "null"),
          new Input.Answered(4, new Input.CallResult.Succeeded("null")),
          new Input.Answered(5, new Input.CallResult.Failed("quorum", "too little")),
          new Input.SessionClosed(SHARES));

  static final List<Effect> EFFECTS =
      List.of(
          new Effect.SendMessage(1, SESSION, "move", "{\"text\":\"e2-e4 <\\u2028>\"}"),
          new Effect.SignSession(2, REQUEST),
          new Effect.CreateSession(3, REQUEST, List.of("0x01", "0x02")),
          new Effect.CloseSession(4, SESSION, SHARES),
          new Effect.SubmitState(5, SESSION, SHARES, Optional.empty()),
          new Effect.SubmitState(6, SESSION, SHARES, Optional.of("round 2")),
          new Effect.GetBalances(7),
          new Effect.Transfer(8, WALLET, "usdc", "1.0"),
          new Effect.SetTimer(Optional.of(SESSION), "round", 1_000, "{}"),
          new Effect.SetTimer(Optional.empty(), "1", 0, "null"),
          new Effect.CancelTimer(Optional.of(SESSION), "round"),
          new Effect.CancelTimer(Optional.empty(), "1"),
          new Effect.AnswerInvite(3, false, "no"),
          new Effect.Log("warn", "line\nbreak \uD83C\uDFB2"));

  private Records() {}

  static JournalRecord record(String seat, long turn, Input input) {
    return new JournalRecord(
        seat,
        "run-1",
        turn,
        Optional.of(SESSION),
        1_760_000_000_000L,
        Long.MIN_VALUE + turn,
        "player.js",
        "c0de",
        input,
        Optional.of("[7,\"message\",{\"n\":1.10},5]"),
        EFFECTS,
        Optional.of("{\"n\":1.10}"),
        Optional.empty());
  }

  static JournalRecord failed(String seat, long turn) {
    return new JournalRecord(
        seat,
        "run-1",
        turn,
        Optional.empty(),
        0,
        0,
        "player.js",
        "c0de",
        new Input.Started(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(new AppFailure("TypeError: x", "player.js:3:5", "at player.js:3:5")));
  }
}
