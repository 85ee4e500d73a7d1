package dev.croupier.client.v0;

import static dev.croupier.client.v0.Connections.WALLET;
import static dev.croupier.client.v0.Connections.config;
import static dev.croupier.client.v0.Connections.failure;
import static dev.croupier.client.v0.Connections.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.client.NodeConnection;
import dev.croupier.client.NodeConnections;
import dev.croupier.client.NodeException;
import dev.croupier.client.Operation;
import dev.croupier.client.SessionSnapshot;
import dev.croupier.client.fake.FakeNode;
import dev.croupier.client.fake.RecordingListener;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.v0.ErrorText;
import dev.croupier.protocol.v0.RequestFrame;
import dev.croupier.protocol.v0.ServerVersion;
import dev.croupier.protocol.v0.ledger.GetLedgerEntriesParams;
import dev.croupier.protocol.v0.ledger.LedgerEntries;
import dev.croupier.protocol.v0.ledger.LedgerEntry;
import dev.croupier.protocol.v0.session.AppSession;
import dev.croupier.protocol.v0.session.AppSessions;
import dev.croupier.protocol.v0.session.GetAppSessionsParams;
import dev.croupier.protocol.v0.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Address ALICE = WALLET.address();
  private static final Address BOB = FakeNode.signer(2).address();
  private static final Address CAROL = FakeNode.signer(3).address();

  private final RecordingListener events = new RecordingListener();
  private final List<AppSession> stored = new CopyOnWriteArrayList<>();
  private final List<LedgerEntry> entries = new CopyOnWriteArrayList<>();
  private FakeNode node;
  private NodeConnection connection;

  @BeforeEach
  void connect() throws Exception {
    node = new FakeNode(ServerVersion.S0_5);
    node.on("get_app_sessions", this::list);
    node.on("get_ledger_entries", this::entries);
    node.on(
        "get_app_definition",
        (guest, request) ->
            stored.stream()
                .filter(session -> request.payload().text().contains(session.id().toString()))
                .findFirst()
                .ifPresentOrElse(
                    session -> guest.answer(request, session.definition().toJson()),
                    () -> guest.refuse(request, ErrorText.APP_SESSION_NOT_READ)));
    connection = NodeConnections.open(config(node.uri()).build(), events);
    get(connection.connect());
    events.await(RecordingListener.Balances.class);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    node.close();
  }

  private void list(FakeNode.Guest guest, RequestFrame request) {
    GetAppSessionsParams asked = GetAppSessionsParams.read(request.payload().params());
    guest.answer(
        request,
        new AppSessions(
                page(
                    stored.stream()
                        .filter(session -> session.participants().contains(asked.participant()))
                        .filter(
                            session ->
                                asked.status() == null
                                    || session.status().wireName().equals(asked.status()))
                        .toList(),
                    asked.options().offset(),
                    asked.options().limit()))
            .toJson());
  }

  private void entries(FakeNode.Guest guest, RequestFrame request) {
    GetLedgerEntriesParams asked = GetLedgerEntriesParams.read(request.payload().params());
    assertThat(asked.options().sort()).isEqualTo("asc");
    guest.answer(
        request,
        new LedgerEntries(
                page(
                    entries.stream()
                        .filter(entry -> entry.accountId().equals(asked.accountId()))
                        .filter(entry -> entry.participant().equals(asked.wallet()))
                        .toList(),
                    asked.options().offset(),
                    asked.options().limit()))
            .toJson());
  }

  private static <T> List<T> page(
      List<T> rows,
      @org.jspecify.annotations.Nullable Long offset,
      @org.jspecify.annotations.Nullable Long limit) {
    return rows.stream()
        .skip(offset == null ? 0 : offset)
        .limit(limit == null ? 10 : Math.min(limit, 100))
        .toList();
  }

  private static SessionId id(int number) {
    return SessionId.parse("0x" + String.format("%064x", number));
  }

  private static AppSession session(int number, SessionStatus status, long version, String... who) {
    return new AppSession(
        id(number),
        "Chess Arena",
        status,
        List.of(who),
        null,
        "NitroRPC/0.4",
        0,
        java.util.Collections.nCopies(who.length, 50L),
        100,
        version,
        number,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static AppSession own(int number) {
    return session(number, SessionStatus.OPEN, 1, ALICE.toString(), BOB.toString());
  }

  private static LedgerEntry entry(Address wallet, String credit, String debit) {
    return new LedgerEntry(
        1,
        id(1).toString(),
        0,
        "usdc",
        wallet.toString(),
        Amount.parse(credit),
        Amount.parse(debit),
        Instant.EPOCH);
  }

  @Test
  void openSessions_ofSeveralPages_areAllThere() throws Exception {
    for (int i = 1; i <= 250; i++) {
      stored.add(own(i));
    }
    stored.add(session(900, SessionStatus.CLOSED, 3, ALICE.toString(), BOB.toString()));
    stored.add(session(901, SessionStatus.OPEN, 1, CAROL.toString(), BOB.toString()));

    List<SessionSnapshot> open = get(connection.openSessions());
    assertThat(open).extracting(SessionSnapshot::sessionId).doesNotHaveDuplicates().hasSize(250);
    assertThat(open.getFirst().definition().application()).isEqualTo("Chess Arena");
    assertThat(open.getFirst().allocations()).isEmpty();
  }

  @Test
  void openSessions_thatMoveWhileRead_areReadUntilTheyHoldStill() throws Exception {
    for (int i = 1; i <= 150; i++) {
      stored.add(own(i));
    }
    AtomicInteger asked = new AtomicInteger();
    node.on(
        "get_app_sessions",
        (guest, request) -> {
          list(guest, request);
          if (asked.incrementAndGet() == 1) {
            // The last one changes after the first page was read and jumps to the front.
            stored.addFirst(stored.removeLast());
          }
        });

    assertThat(get(connection.openSessions()))
        .extracting(SessionSnapshot::sessionId)
        .contains(id(150))
        .hasSize(150);
  }

  @Test
  void openSessions_oneIsNonsense_leavesItOutAndSaysSo() throws Exception {
    stored.add(own(1));
    stored.add(session(2, SessionStatus.OPEN, 1, ALICE.toString(), "not an address"));

    assertThat(get(connection.openSessions()))
        .extracting(SessionSnapshot::sessionId)
        .containsExactly(id(1));
    events.await(RecordingListener.Unusable.class);
  }

  @Test
  void session_hasTheSharesOfEverybody() throws Exception {
    stored.add(own(1));
    for (int i = 0; i < 120; i++) {
      entries.add(entry(ALICE, "1", "0"));
    }
    entries.add(entry(ALICE, "0", "19.5"));
    entries.add(entry(BOB, "2", "0"));
    entries.add(entry(BOB, "0", "2"));

    SessionSnapshot snapshot = get(connection.session(id(1))).orElseThrow();
    assertThat(snapshot.version()).isEqualTo(1);
    assertThat(snapshot.allocations())
        .contains(List.of(new Allocation(ALICE, "usdc", Amount.parse("100.5"))));
  }

  @Test
  void session_thatChangesWhileItsSharesAreRead_isReadAgain() throws Exception {
    stored.add(own(1));
    entries.add(entry(ALICE, "5", "0"));
    AtomicInteger asked = new AtomicInteger();
    node.on(
        "get_ledger_entries",
        (guest, request) -> {
          entries(guest, request);
          if (asked.incrementAndGet() == 1) {
            entries.add(entry(ALICE, "0", "2"));
            entries.add(entry(BOB, "2", "0"));
            stored.set(0, session(1, SessionStatus.OPEN, 2, ALICE.toString(), BOB.toString()));
          }
        });

    SessionSnapshot snapshot = get(connection.session(id(1))).orElseThrow();
    assertThat(snapshot.version()).isEqualTo(2);
    assertThat(snapshot.allocations())
        .contains(
            List.of(
                new Allocation(ALICE, "usdc", Amount.of(3)),
                new Allocation(BOB, "usdc", Amount.of(2))));
  }

  @Test
  void session_thatChangesBetweenPagesOfItsShares_isReadAgain() throws Exception {
    stored.add(own(1));
    for (int i = 0; i < 150; i++) {
      entries.add(entry(ALICE, "1", "0"));
    }
    AtomicInteger asked = new AtomicInteger();
    node.on(
        "get_ledger_entries",
        (guest, request) -> {
          // The third question is the one for Alice's second page.
          if (asked.incrementAndGet() == 3) {
            entries.add(entry(ALICE, "0", "50"));
            entries.add(entry(BOB, "50", "0"));
            stored.set(0, session(1, SessionStatus.OPEN, 2, ALICE.toString(), BOB.toString()));
          }
          entries(guest, request);
        });

    SessionSnapshot snapshot = get(connection.session(id(1))).orElseThrow();
    assertThat(snapshot.version()).isEqualTo(2);
    assertThat(snapshot.allocations())
        .contains(
            List.of(
                new Allocation(ALICE, "usdc", Amount.of(100)),
                new Allocation(BOB, "usdc", Amount.of(50))));
  }

  @Test
  void session_whoseEntriesTheNodeHides_hasNoShares() throws Exception {
    stored.add(own(1));
    node.on("get_ledger_entries", (guest, request) -> guest.refuse(request, "no"));

    assertThat(get(connection.session(id(1))).orElseThrow().allocations()).isEmpty();
  }

  @Test
  void sessions_many_takeTwoReadingsOfTheList_andThoseThatChangeAreReadAgain() throws Exception {
    for (int i = 1; i <= 150; i++) {
      stored.add(own(i));
    }
    stored.add(session(900, SessionStatus.CLOSED, 3, ALICE.toString(), BOB.toString()));
    entries.add(entry(ALICE, "5", "0"));
    AtomicInteger lists = new AtomicInteger();
    AtomicInteger shares = new AtomicInteger();
    node.on(
        "get_app_sessions",
        (guest, request) -> {
          lists.incrementAndGet();
          list(guest, request);
        });
    node.on(
        "get_ledger_entries",
        (guest, request) -> {
          entries(guest, request);
          if (shares.incrementAndGet() == 200) {
            entries.add(entry(ALICE, "0", "2"));
            entries.add(entry(BOB, "2", "0"));
            stored.set(0, session(1, SessionStatus.OPEN, 2, ALICE.toString(), BOB.toString()));
          }
        });
    List<SessionId> asked = new ArrayList<>(List.of(id(900), id(901)));
    for (int i = 1; i <= 150; i++) {
      asked.add(id(i));
    }

    Map<SessionId, SessionSnapshot> found = get(connection.sessions(asked));

    assertThat(found).hasSize(151).doesNotContainKey(id(901));
    assertThat(found.get(id(900)).open()).isFalse();
    assertThat(found.get(id(2)).allocations()).contains(List.of());
    assertThat(found.get(id(1)).version()).isEqualTo(2);
    assertThat(found.get(id(1)).allocations())
        .contains(
            List.of(
                new Allocation(ALICE, "usdc", Amount.of(3)),
                new Allocation(BOB, "usdc", Amount.of(2))));
    // Two pages, read twice, before and after; the rest is for the three that are asked for alone.
    assertThat(lists).hasValueLessThan(20);
  }

  @Test
  void sessions_few_areAskedForOneByOne() throws Exception {
    stored.add(own(1));
    stored.add(own(2));

    assertThat(get(connection.sessions(List.of(id(2), id(3)))))
        .containsOnlyKeys(id(2))
        .extractingByKey(id(2))
        .extracting(SessionSnapshot::version)
        .isEqualTo(1L);
  }

  @Test
  void session_closedOrOfOthersOrFarDown_isFound() throws Exception {
    stored.add(session(901, SessionStatus.OPEN, 1, CAROL.toString(), BOB.toString()));
    for (int i = 1; i <= 130; i++) {
      stored.add(own(i));
    }
    stored.add(session(900, SessionStatus.CLOSED, 3, ALICE.toString(), BOB.toString()));

    assertThat(get(connection.session(id(900))))
        .get()
        .extracting(SessionSnapshot::open)
        .isEqualTo(false);
    assertThat(get(connection.session(id(901)))).isPresent();
    assertThat(get(connection.session(id(130)))).isPresent();
  }

  @Test
  void session_unknown_isEmpty_andOtherRefusalsAreErrors() throws Exception {
    assertThat(get(connection.session(id(5)))).isEmpty();

    node.on("get_app_definition", (guest, request) -> guest.refuse(request, ErrorText.INTERNAL));
    assertThat(failure(connection.session(id(5)))).isInstanceOf(NodeException.Refused.class);
  }

  @Test
  void session_ofTheOlderProtocol_getsStatesWithoutVersion() throws Exception {
    AppSession old = own(1);
    stored.add(
        new AppSession(
            old.id(),
            "",
            SessionStatus.OPEN,
            old.participants(),
            null,
            "NitroRPC/0.2",
            0,
            old.weights(),
            100,
            1,
            1,
            Instant.EPOCH,
            Instant.EPOCH));
    get(connection.openSessions());

    assertThat(
            connection
                .plan(
                    new Operation.SubmitState(
                        id(1), Operation.Intent.OPERATE, 2, new ArrayList<>(), Optional.empty()),
                    Duration.ZERO)
                .text())
        .doesNotContain("version");
  }
}
