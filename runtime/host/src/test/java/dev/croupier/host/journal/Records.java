package dev.croupier.host.journal;

import dev.croupier.app.Allocation;
import dev.croupier.app.ConnectionStatus;
import dev.croupier.app.Invite;
import dev.croupier.app.Proposal;
import dev.croupier.app.SessionRequest;
import dev.croupier.app.SessionTerms;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.turn.AppFailure;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.Intent;
import dev.croupier.host.turn.SeatRead;
import dev.croupier.host.turn.SeatRead.Preparation;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.SentRequest;
import dev.croupier.host.turn.SessionView;
import java.util.List;
import java.util.Map;
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
          new Input.SessionClosed(SHARES),
          new Input.SessionResumed(),
          new Input.Disconnected("the wire broke"),
          new Input.Reconnected(),
          new Input.Reloaded("1.0"),
          new Input.Operator("refuseInvite", "{\"inviteId\":3,\"reason\":\"no\"}"),
          new Input.StateUpdated(
              new StateUpdate(
                  3, SHARES, Optional.of(Proposal.Kind.WITHDRAW), Optional.of("round 2"))),
          new Input.StateUpdated(new StateUpdate(4, List.of(), Optional.empty(), Optional.empty())),
          new Input.RequestSettled(
              "run-0",
              2,
              7,
              new SettledRequest(
                  SettledRequest.Kind.CLOSE, Optional.of(SESSION), SHARES, true, "", "")),
          new Input.RequestSettled(
              "run-0",
              0,
              8,
              new SettledRequest(
                  SettledRequest.Kind.TRANSFER,
                  Optional.empty(),
                  SHARES,
                  false,
                  "not-done",
                  "too late")),
          new Input.Leaving(
              9,
              new SentRequest(
                  1_760_000_000_000L,
                  "[9,\"transfer\",{},5]",
                  List.of("0x0c"),
                  3,
                  1_760_000_060_000L)),
          new Input.Proposed(
              8,
              new Proposal(
                  WALLET, SESSION, Proposal.Kind.DEPOSIT, 4, SHARES, Optional.of("round 3"))));

  static final List<Effect> EFFECTS =
      List.of(
          new Effect.SendMessage(1, SESSION, "move", "{\"text\":\"e2-e4 <\\u2028>\"}"),
          new Effect.SignSession(2, REQUEST),
          new Effect.CreateSession(3, REQUEST, List.of("0x01", "0x02")),
          new Effect.SignText(9, "[1,\"close_app_session\",{}]"),
          new Effect.CloseSession(4, SESSION, SHARES),
          new Effect.SubmitState(5, SESSION, Intent.OPERATE, SHARES, Optional.empty()),
          new Effect.SubmitState(6, SESSION, Intent.DEPOSIT, SHARES, Optional.of("round 2")),
          new Effect.AnswerProposal(7, false, "not yet"),
          new Effect.GetBalances(7),
          new Effect.Connect(10),
          new Effect.Disconnect(11),
          new Effect.Transfer(8, WALLET, "usdc", "1.0"),
          new Effect.SetTimer(Optional.of(SESSION), "round", 1_000, "{}"),
          new Effect.SetTimer(Optional.empty(), "1", 0, "null"),
          new Effect.CancelTimer(Optional.of(SESSION), "round"),
          new Effect.CancelTimer(Optional.empty(), "1"),
          new Effect.AnswerInvite(3, false, "no"),
          new Effect.Log("warn", "line\nbreak \uD83C\uDFB2"));

  static final List<SeatRead> READS =
      List.of(
          new SeatRead.Status(ConnectionStatus.CONNECTED),
          new SeatRead.ActiveSessions(List.of(SESSION)),
          new SeatRead.ActiveSessions(List.of()),
          new SeatRead.Contacts(Map.of("bob", WALLET)),
          new SeatRead.Settings("{\"stake\":1.10}"),
          new SeatRead.PreparedSession(
              REQUEST.terms(), SHARES, Optional.of("d"), 5, new Preparation.Written(REQUEST)),
          new SeatRead.PreparedSession(
              REQUEST.terms(), List.of(), Optional.empty(), 5, new Preparation.Refused("c", "m")),
          new SeatRead.CheckedMessage("move", "{}", Optional.empty()),
          new SeatRead.CheckedMessage("nonsense", "null", Optional.of("no such type")),
          new SeatRead.Secret("0x" + "5e".repeat(32)));

  private Records() {}

  static JournalRecord record(String seat, long turn, Input input) {
    return in(seat, SESSION, turn, input);
  }

  static JournalRecord own(String seat, long turn, Input input) {
    return new JournalRecord(
        seat,
        WALLET,
        "run-1",
        0,
        turn,
        Optional.empty(),
        Optional.empty(),
        0,
        1_760_000_000_000L,
        1,
        "player.js",
        "c0de",
        "c0de",
        input,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static JournalRecord in(String seat, String session, long turn, Input input) {
    return new JournalRecord(
        seat,
        WALLET,
        "run-1",
        3,
        turn,
        Optional.of(session),
        Optional.of(new SessionView(session, REQUEST.terms(), SHARES, "{\"n\":1.0}", "round 1")),
        4,
        1_760_000_000_000L,
        Long.MIN_VALUE + turn,
        "player.js",
        "c0de",
        "2.1",
        input,
        Optional.of("[7,\"message\",{\"n\":1.10},5]"),
        READS,
        EFFECTS,
        List.of(new SentMessage(1, 1_760_000_000_001L, 1_760_000_000_000L, 0)),
        Optional.of("{\"n\":1.10}"),
        Optional.empty());
  }

  /** A session begins, with a state and nothing else. */
  static JournalRecord state(String seat, String session, long turn, String stateJson) {
    return new JournalRecord(
        seat,
        WALLET,
        "run-1",
        0,
        turn,
        Optional.of(session),
        Optional.empty(),
        1,
        1_760_000_000_000L,
        1,
        "player.js",
        "c0de",
        "c0de",
        new Input.SessionCreated(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(stateJson),
        Optional.empty());
  }

  static JournalRecord failed(String seat, long turn) {
    return new JournalRecord(
        seat,
        WALLET,
        "run-1",
        0,
        turn,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        "player.js",
        "c0de",
        "c0de",
        new Input.Started(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(new AppFailure("TypeError: x", "player.js:3:5", "at player.js:3:5")));
  }
}
