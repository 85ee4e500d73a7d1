package dev.croupier.host.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.croupier.app.Allocation;
import dev.croupier.app.SettledRequest;
import dev.croupier.app.StateUpdate;
import dev.croupier.host.journal.SessionMemory.TimerMemory;
import dev.croupier.host.turn.Effect;
import dev.croupier.host.turn.Input;
import dev.croupier.host.turn.SentMessage;
import dev.croupier.host.turn.SentRequest;
import dev.croupier.host.turn.SessionView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatMemoryTest {

  private static final String A = session(1);
  private static final String B = session(2);

  private final SeatMemory memory = new SeatMemory();
  private long turn;

  private static String session(int number) {
    return "0x" + "%064x".formatted(number);
  }

  private void in(String session, Input input, Effect... effects) {
    memory.add(record(session, input, ++turn, 1_000 + turn, List.of(), effects));
  }

  private static JournalRecord record(
      String session,
      Input input,
      long turn,
      long timeMs,
      List<SentMessage> sent,
      Effect... effects) {
    return new JournalRecord(
        "a",
        Records.WALLET,
        "run",
        0,
        turn,
        session.isEmpty() ? Optional.empty() : Optional.of(session),
        Optional.empty(),
        0,
        timeMs,
        0,
        "app",
        "hash-" + turn % 3,
        "version",
        input,
        Optional.empty(),
        List.of(),
        List.of(effects),
        sent,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void session_isRememberedFromItsCreationToItsEnd() {
    in(A, new Input.MessageReceived("m", "0x1", "{}", 1));
    assertThat(memory.sessions()).isEmpty();
    in(A, new Input.SessionCreated());
    in(B, new Input.SessionCreated());
    in(A, new Input.SessionClosed(List.of()));
    assertThat(memory.sessions()).containsOnlyKeys(B);
  }

  @Test
  void viewAndState_areTheLatest_andTheVersionBelongsToTheShares() {
    in(A, new Input.SessionCreated());
    List<Allocation> shares = List.of(Allocation.of(Records.WALLET, "usdc", "1"));
    memory.add(Records.in("a", A, 9, new Input.SessionResumed()));
    SessionMemory session = memory.sessions().get(A);
    assertThat(session.stateJson()).isEqualTo("{\"n\":1.10}");
    assertThat(session.allocations()).isEqualTo(Records.SHARES).isNotEqualTo(shares);
    assertThat(session.terms()).contains(Records.REQUEST.terms());
    assertThat(session.nodeVersion()).isEqualTo(4);
    assertThat(session.code()).contains(new CodeVersion("c0de", "2.1"));
  }

  @Test
  void code_isThatOfTheLastTurn_answersLeftAside() {
    in(A, new Input.SessionCreated());
    in(A, new Input.Answered(1, new Input.CallResult.Succeeded("null")));
    assertThat(memory.sessions().get(A).code()).contains(new CodeVersion("hash-1", "version"));
    in(A, new Input.TimerFired("x", "null"));
    assertThat(memory.sessions().get(A).code()).contains(new CodeVersion("hash-0", "version"));
  }

  @Test
  void messages_areRememberedPerSender_inOrder_andTheOldestForgotten() {
    in(A, new Input.SessionCreated());
    in(A, new Input.MessageReceived("m", "0x1", "{}", 5));
    in(A, new Input.MessageReceived("m", "0x2", "{}", 9));
    in(A, new Input.MessageReceived("m", "0x1", "{}", 3));
    SessionMemory session = memory.sessions().get(A);
    assertThat(session.handled().size()).isEqualTo(3);
    assertThat(session.handled().last("0x1")).hasValue(3);
    assertThat(session.handled().last("0x3")).isEqualTo(OptionalLong.empty());

    for (int id = 0; id < SessionMemory.HANDLED_PER_SENDER; id++) {
      in(A, new Input.MessageReceived("m", "0x1", "{}", 100 + id));
    }
    assertThat(session.handled().size()).isEqualTo(SessionMemory.HANDLED_PER_SENDER + 1);
    assertThat(session.handled().contains("0x1", 5)).isFalse();
  }

  @Test
  void timers_areThoseSetAndNeitherCancelledNorFired() {
    in(
        A,
        new Input.SessionCreated(),
        new Effect.SetTimer(Optional.of(A), "gone", 10, "1"),
        new Effect.SetTimer(Optional.of(A), "fired", 10, "2"),
        new Effect.SetTimer(Optional.of(A), "again", 10, "3"),
        new Effect.SetTimer(Optional.empty(), "own", 10, "4"),
        new Effect.SetTimer(Optional.of(B), "unknown", 10, "5"));
    in(A, new Input.TimerFired("fired", "2"), new Effect.CancelTimer(Optional.of(A), "gone"));
    in(
        A,
        new Input.TimerFired("again", "3"),
        new Effect.SetTimer(Optional.of(A), "again", Long.MAX_VALUE, "6"));
    assertThat(memory.sessions().get(A).timers())
        .containsExactly(new TimerMemory("again", Long.MAX_VALUE, "6"));
  }

  @Test
  void calls_areOpenUntilAnswered_alsoWhenTheirSessionIsOver() {
    Effect.Transfer transfer = new Effect.Transfer(1, "0x1", "usdc", "1");
    Effect.GetBalances balances = new Effect.GetBalances(2);
    in(A, new Input.SessionCreated());
    in(A, new Input.SessionClosed(List.of()), transfer, balances);
    in("", new Input.Answered(2, new Input.CallResult.Succeeded("{}")));
    assertThat(memory.calls())
        .containsExactly(
            new OpenCall(
                "run", 0, Optional.of(A), 1_002, transfer, Optional.empty(), Optional.empty()));
    memory.add(ofCall(5, new Input.Answered(1, new Input.CallResult.Failed("not-done", ""))));
    assertThat(memory.calls()).isEmpty();
  }

  private static JournalRecord ofCall(long timeMs, Input input) {
    return JournalRecord.ofCall(
        "a",
        Records.WALLET,
        new CallRef("run", 0, Optional.of(A), 0),
        timeMs,
        "app",
        "hash",
        "version",
        input);
  }

  private static SentRequest request(long timeMs) {
    return new SentRequest(timeMs, "[1,\"transfer\",{}]", List.of("0x01"), 3, timeMs + 60_000);
  }

  @Test
  void requestThatLeft_isKeptWithItsCall() {
    Effect.Transfer transfer = new Effect.Transfer(1, "0x1", "usdc", "1");
    in(A, new Input.SessionCreated(), transfer);
    memory.add(ofCall(7, new Input.Leaving(1, request(7))));
    assertThat(memory.calls())
        .extracting(OpenCall::request)
        .containsExactly(Optional.of(request(7)));
    memory.add(ofCall(7, new Input.Leaving(99, request(7))));
    assertThat(memory.calls()).hasSize(1);
  }

  @Test
  void payments_areRememberedAsLongAsAnotherOneMustBeToldFromThem() {
    for (int id = 1; id <= 5; id++) {
      in("", new Input.Started(), new Effect.Transfer(id, "0x" + id, "usdc", "1"));
    }
    pay(1, 10_000, new Input.CallResult.Succeeded("null"));
    pay(2, 20_000, new Input.CallResult.Failed("outcome-unknown", ""));
    pay(3, 30_000, new Input.CallResult.Failed("not-done", ""));
    assertThat(memory.paid())
        .containsExactly(
            new PaidMemory("0x1", "usdc", "1", 10_000, 10_001, true),
            new PaidMemory("0x2", "usdc", "1", 20_000, 80_000, false));
    // The fifth, asked for at 1,005, is open.
    pay(4, 3_600_000, new Input.CallResult.Succeeded("null"));
    assertThat(memory.paid()).hasSize(3);
    pay(5, 3_600_001, new Input.CallResult.Succeeded("null"));
    assertThat(memory.paid()).extracting(PaidMemory::destination).containsExactly("0x4", "0x5");
  }

  @Test
  void settledRequest_endsItsCall_andAPaymentIsRemembered() {
    in("", new Input.Started(), new Effect.Transfer(1, "0x1", "usdc", "1"));
    memory.add(ofCall(10, new Input.Leaving(1, request(10))));
    in(
        "",
        new Input.RequestSettled(
            "run",
            0,
            1,
            new SettledRequest(
                SettledRequest.Kind.TRANSFER, Optional.empty(), List.of(), true, "", "")));
    assertThat(memory.calls()).isEmpty();
    assertThat(memory.paid()).extracting(PaidMemory::certain).containsExactly(true);
  }

  @Test
  void toldVersion_isTheLatestTheAppHasHeardOf() {
    in(A, new Input.SessionCreated());
    assertThat(memory.sessions().get(A).toldVersion()).isEqualTo(1);
    in(
        A,
        new Input.StateUpdated(new StateUpdate(4, List.of(), Optional.empty(), Optional.empty())));
    assertThat(memory.sessions().get(A).toldVersion()).isEqualTo(4);
  }

  private void pay(long call, long timeMs, Input.CallResult result) {
    memory.add(ofCall(timeMs, new Input.Leaving(call, request(timeMs))));
    memory.add(ofCall(timeMs + 1, new Input.Answered(call, result)));
  }

  @Test
  void ownMessages_areKeptInOrder_withoutThoseThatFailed_withinBounds() {
    in(A, new Input.SessionCreated());
    for (int id = 1; id <= SessionMemory.SENT_MESSAGES + 10; id++) {
      memory.add(
          record(
              A,
              new Input.TimerFired("t", "null"),
              ++turn,
              5,
              List.of(new SentMessage(id, 1_000 + id, 5, 0)),
              new Effect.SendMessage(id, A, "move", "{}")));
    }
    SessionMemory session = memory.sessions().get(A);
    assertThat(session.sent()).hasSize(SessionMemory.SENT_MESSAGES);
    assertThat(session.sent().getFirst().stamp().callId()).isEqualTo(11);
    in(A, new Input.Answered(12, new Input.CallResult.Failed("not-connected", "")));
    in(A, new Input.Answered(13, new Input.CallResult.Succeeded("null")));
    assertThat(session.sent()).extracting(sent -> sent.stamp().callId()).doesNotContain(12L);
    assertThat(session.sent()).extracting(sent -> sent.stamp().callId()).contains(13L);
    assertThat(memory.lastRequestId()).isEqualTo(1_000 + SessionMemory.SENT_MESSAGES + 10);

    String large = "\"" + "x".repeat(SessionMemory.SENT_BYTES / 2) + "\"";
    for (int id = 1; id <= 3; id++) {
      memory.add(
          record(
              A,
              new Input.TimerFired("t", "null"),
              ++turn,
              5,
              List.of(new SentMessage(9_000 + id, 9_000 + id, 5, 0)),
              new Effect.SendMessage(9_000 + id, A, "move", large)));
    }
    assertThat(session.sent()).hasSize(1);
  }

  @Test
  void copy_changesNoMore() {
    in(A, new Input.SessionCreated(), new Effect.GetBalances(1));
    SeatMemory copy = memory.copy();
    Map<String, String> before = written(copy);
    in(A, new Input.MessageReceived("m", "0x1", "{}", 5));
    in(A, new Input.SessionClosed(List.of()), new Effect.GetBalances(2));
    assertThat(written(copy)).isEqualTo(before);
  }

  /** What a memory says, as snapshots. */
  private static Map<String, String> written(SeatMemory memory) {
    Map<String, String> texts = new java.util.LinkedHashMap<>();
    texts.put("", SnapshotJson.writeSeat(memory));
    memory.sessions().forEach((id, session) -> texts.put(id, SnapshotJson.writeSession(session)));
    return texts;
  }

  @Test
  void snapshotAndTheRecordsAfterIt_sayWhatAllRecordsSay() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      List<JournalRecord> history = history(seeds.split(), 120);
      SeatMemory all = new SeatMemory();
      history.forEach(all::add);
      int cut = seeds.nextInt(history.size());
      SeatMemory first = new SeatMemory();
      history.subList(0, cut).forEach(first::add);
      SeatMemory restored = new SeatMemory();
      SnapshotJson.readSeat(SnapshotJson.writeSeat(first), restored);
      first.sessions().values().stream()
          .map(SnapshotJson::writeSession)
          .forEach(text -> SnapshotJson.readSession(text, restored));
      history.subList(cut, history.size()).forEach(restored::add);
      assertThat(written(restored)).as("seed %d, round %d", seed, round).isEqualTo(written(all));
    }
  }

  @Test
  void sessionsSnapshots_thatKnowMoreThanTheirSeats_sayTheSameInTheEnd() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      List<JournalRecord> history = orderly(history(seeds.split(), 120));
      int end = seeds.nextInt(4, history.size());
      SeatMemory restored = new SeatMemory();
      SnapshotJson.readSeat(SnapshotJson.writeSeat(folded(history, end)), restored);
      for (int i = 0; i < 4; i++) {
        int later = seeds.nextInt(end, history.size() + 1);
        SessionMemory known = folded(history, later).sessions().get(session(i));
        if (known != null) {
          SnapshotJson.readSession(SnapshotJson.writeSession(known), restored);
        }
      }
      history.subList(end, history.size()).forEach(restored::add);
      assertThat(written(restored))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(written(folded(history, history.size())));
    }
  }

  private static SeatMemory folded(List<JournalRecord> history, int end) {
    SeatMemory memory = new SeatMemory();
    history.subList(0, end).forEach(memory::add);
    return memory;
  }

  /** As a host writes it: sessions begin once, messages come once, nothing follows an end. */
  private static List<JournalRecord> orderly(List<JournalRecord> history) {
    List<JournalRecord> orderly = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      orderly.add(record(session(i), new Input.SessionCreated(), i, i, List.of()));
    }
    Set<String> over = new HashSet<>();
    for (JournalRecord record : history) {
      String session = record.session().orElse("");
      if (record.input() instanceof Input.SessionCreated || over.contains(session)) {
        continue;
      }
      orderly.add(numbered(record));
      if (record.input() instanceof Input.SessionClosed) {
        over.add(session);
      }
    }
    return orderly;
  }

  /** The same with numbers of messages that only go up. */
  private static JournalRecord numbered(JournalRecord record) {
    long number = record.turn();
    return new JournalRecord(
        record.seat(),
        record.wallet(),
        record.run(),
        record.lane(),
        number,
        record.session(),
        record.view(),
        record.sessionVersion(),
        record.timeMs(),
        record.seed(),
        record.app(),
        record.codeHash(),
        record.version(),
        record.input() instanceof Input.MessageReceived message
            ? new Input.MessageReceived("m", message.sender(), "{}", number)
            : record.input(),
        record.signedText(),
        record.reads(),
        record.effects(),
        record.sent().stream()
            .map(sent -> new SentMessage(sent.callId(), number, number, sent.previousId()))
            .toList(),
        record.stateJson(),
        record.failure());
  }

  @Test
  void journalFile_withSnapshots_saysWhatAllRecordsSay(@TempDir Path folder) {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom seeds = new SplittableRandom(seed);
    Path file = folder.resolve("j.db");
    SeatMemory all = new SeatMemory();
    for (int life = 0; life < 12; life++) {
      Retention retention =
          new Retention(
              seeds.nextInt(2) * 1_000_000, seeds.nextInt(1, 40), java.time.Clock.systemUTC());
      try (SqliteJournal journal = SqliteJournal.open(file, JournalMode.FAST, retention)) {
        assertThat(written(journal.memory("a")))
            .as("seed %d, life %d", seed, life)
            .isEqualTo(written(all));
        for (JournalRecord record : history(seeds.split(), seeds.nextInt(1, 90))) {
          all.add(record);
          journal.append(record);
        }
        assertThat(written(journal.memory("a"))).as("seed %d", seed).isEqualTo(written(all));
      }
    }
  }

  private static List<JournalRecord> history(SplittableRandom random, int length) {
    List<JournalRecord> records = new ArrayList<>();
    for (int turn = 1; turn <= length; turn++) {
      String session = session(random.nextInt(4));
      long call = turn * 10L;
      Input input =
          switch (random.nextInt(12)) {
            case 0, 1 -> new Input.SessionCreated();
            case 2 -> new Input.SessionClosed(List.of());
            case 3, 4 ->
                new Input.MessageReceived("m", "0x" + random.nextInt(3), "{}", random.nextInt(50));
            case 5 -> new Input.TimerFired("t" + random.nextInt(3), "null");
            case 6 ->
                new Input.Answered(
                    10L * random.nextInt(1, turn + 1), new Input.CallResult.Succeeded("null"));
            case 7 ->
                new Input.Answered(
                    10L * random.nextInt(1, turn + 1), new Input.CallResult.Failed("c", "m"));
            case 8 -> new Input.Leaving(10L * random.nextInt(1, turn + 1), request(turn));
            case 9 ->
                new Input.StateUpdated(
                    new StateUpdate(
                        random.nextInt(1, 9), List.of(), Optional.empty(), Optional.empty()));
            case 10 ->
                new Input.RequestSettled(
                    "run",
                    random.nextInt(2),
                    10L * random.nextInt(1, turn + 1),
                    new SettledRequest(
                        SettledRequest.Kind.TRANSFER,
                        Optional.empty(),
                        List.of(),
                        random.nextBoolean(),
                        "outcome-unknown",
                        ""));
            default -> new Input.Started();
          };
      List<Effect> effects = new ArrayList<>();
      List<SentMessage> sent = new ArrayList<>();
      switch (random.nextInt(6)) {
        case 0 -> {
          effects.add(
              new Effect.SendMessage(
                  call, session(random.nextInt(4)), "m", "{\"n\":" + turn + "}"));
          sent.add(new SentMessage(call, random.nextLong(1_000_000), turn, random.nextInt(9)));
        }
        case 1 ->
            effects.add(
                new Effect.SetTimer(
                    Optional.of(session(random.nextInt(4))),
                    "t" + random.nextInt(3),
                    random.nextInt(100),
                    "null"));
        case 2 ->
            effects.add(
                new Effect.CancelTimer(
                    Optional.of(session(random.nextInt(4))), "t" + random.nextInt(3)));
        case 3 -> effects.add(new Effect.Transfer(call, "0x1", "usdc", "1"));
        case 4 -> effects.add(new Effect.CloseSession(call, session, Records.SHARES));
        default -> {}
      }
      boolean view = random.nextBoolean();
      records.add(
          new JournalRecord(
              "a",
              Records.WALLET,
              "run",
              random.nextInt(2),
              turn,
              input instanceof Input.Started ? Optional.empty() : Optional.of(session),
              view
                  ? Optional.of(
                      new SessionView(
                          session, Records.REQUEST.terms(), Records.SHARES, "{\"v\":" + turn + "}"))
                  : Optional.empty(),
              random.nextInt(3),
              1_000 + turn,
              0,
              "app",
              "hash-" + random.nextInt(3),
              "version",
              input,
              Optional.empty(),
              List.of(),
              effects,
              sent,
              random.nextBoolean() ? Optional.of("{\"s\":" + turn + "}") : Optional.empty(),
              Optional.empty()));
    }
    return records;
  }

  @Test
  void snapshots_fitThePublishedSchema() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    history(random, 200).forEach(memory::add);
    in(A, new Input.SessionCreated());
    for (String text : written(memory).values()) {
      assertThat(schema().validate(text, InputFormat.JSON)).as(text).isEmpty();
      assertThat(schema().validate(text.replace("\"kind\"", "\"sort\""), InputFormat.JSON))
          .isNotEmpty();
    }
  }

  private static Schema schema() throws IOException {
    Path file = Path.of("").toAbsolutePath();
    while (!Files.exists(file.resolve("schemas/journal-snapshot.schema.json"))) {
      file = file.getParent();
    }
    String records = Files.readString(file.resolve("schemas/journal-record.schema.json"));
    String snapshots = Files.readString(file.resolve("schemas/journal-snapshot.schema.json"));
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemas(
                    Map.of(
                        "https://croupier.dev/journal-record.schema.json", records,
                        "https://croupier.dev/journal-snapshot.schema.json", snapshots)));
    return registry.getSchema(
        SchemaLocation.of("https://croupier.dev/journal-snapshot.schema.json"));
  }

  @Test
  void damagedSnapshot_isRefused() {
    in(A, new Input.SessionCreated());
    String good = SnapshotJson.writeSession(memory.sessions().get(A));
    SeatMemory target = new SeatMemory();
    for (String bad :
        List.of(
            "{", "[]", good.replace("\"format\":1", "\"format\":7"), good.replace("state", "x"))) {
      assertThatThrownBy(() -> SnapshotJson.readSession(bad, target))
          .isInstanceOf(UnreadableRecordException.class);
    }
    assertThatThrownBy(() -> SnapshotJson.readSeat(good, target))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("no snapshot of a seat");
  }
}
