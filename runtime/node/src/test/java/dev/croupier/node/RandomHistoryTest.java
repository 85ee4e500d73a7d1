package dev.croupier.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.node.LedgerModel.Line;
import dev.croupier.node.LedgerModel.Session;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.crypto.Signer;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.v0.ResponseFrame;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Random histories against the reference model: every refusal must have the model's text, and every
 * balance and share must be the model's, so that the total of each asset is what the faucet gave.
 */
class RandomHistoryTest {
  private static final int STEPS = 120;
  private static final int COMPARE_ALL_EVERY = 20;
  private static final List<String> ASSETS = List.of("usdc", "eth");

  private final List<TestClient> clients = new ArrayList<>();
  private final List<String> sessionIds = new ArrayList<>();
  private long nonce = 1;
  private int accepted;
  private int refused;

  @RepeatedTest(3)
  void randomHistory_everyBalanceAndRefusalAsInTheModel(RepetitionInfo run) {
    long seed = Long.getLong("seed", System.nanoTime() + run.getCurrentRepetition());
    SplittableRandom random = new SplittableRandom(seed);
    try (TestNode node = TestNode.start()) {
      for (String name : List.of("ann", "ben", "cat")) {
        clients.add(node.login(name));
      }
      LedgerModel model =
          new LedgerModel(clients.stream().map(client -> client.address().toString()).toList());
      for (int step = 0; step < STEPS; step++) {
        String what = "seed " + seed + ", step " + step;
        switch (random.nextInt(10)) {
          case 0 -> fund(node, model, random);
          case 1, 2 -> transfer(model, random, what);
          case 3, 4 -> create(model, random, what);
          case 5, 6, 7, 8 -> submit(model, random, what);
          default -> close(model, random, what);
        }
        if (step % COMPARE_ALL_EVERY == COMPARE_ALL_EVERY - 1) {
          compareBalances(model, what);
        }
      }
      assertThat(accepted).as("accepted, seed %s", seed).isGreaterThan(STEPS / 10);
      assertThat(refused).as("refused, seed %s", seed).isGreaterThan(STEPS / 10);
    }
  }

  private void fund(TestNode node, LedgerModel model, SplittableRandom random) {
    int wallet = random.nextInt(clients.size());
    String asset = asset(random);
    BigDecimal amount = new BigDecimal(1 + random.nextInt(200)).movePointLeft(1);
    model.fund(wallet, asset, amount);
    node.fund(clients.get(wallet).address(), amount.toPlainString(), asset);
  }

  private void transfer(LedgerModel model, SplittableRandom random, String what) {
    int from = random.nextInt(clients.size());
    int to = random.nextInt(clients.size());
    String asset = asset(random);
    BigDecimal amount = amount(random, model.balance(from, asset));
    String expected = model.transfer(from, to, asset, amount);
    String params = Params.transfer(clients.get(to).address(), asset, amount.toPlainString());
    check(from, "transfer", params, Set.of(from), expected, what);
  }

  private void create(LedgerModel model, SplittableRandom random, String what) {
    long[] weights = new long[clients.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(30) == 0 ? -1 : random.nextInt(60);
    }
    long quorum = random.nextInt(60);
    List<Line> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int wallet = random.nextInt(clients.size());
      String asset = asset(random);
      lines.add(new Line(wallet, asset, amount(random, model.balance(wallet, asset))));
    }
    Set<Integer> signers = signers(random);
    String expected = model.create(weights, quorum, lines, signers);
    String definition =
        Params.definition(
            "NitroRPC/0.4",
            quorum,
            nonce++,
            weights,
            clients.stream().map(TestClient::address).toArray(Address[]::new));
    JsonObject created =
        check(
            random.nextInt(clients.size()),
            "create_app_session",
            Params.create(definition, texts(lines)),
            signers,
            expected,
            what);
    if (expected.isEmpty()) {
      sessionIds.add(TestClient.text(created, "app_session_id"));
    }
  }

  private void submit(LedgerModel model, SplittableRandom random, String what) {
    if (model.sessions.isEmpty()) {
      return;
    }
    int which = random.nextInt(model.sessions.size());
    Session session = model.sessions.get(which);
    String intent = List.of("operate", "deposit", "withdraw").get(random.nextInt(3));
    long version = session.version + (random.nextInt(12) == 0 ? 2 : 1);
    List<Line> lines = newShares(model, session, intent, random);
    Set<Integer> signers = signers(random);
    String expected = model.submit(session, intent, version, lines, signers);
    check(
        random.nextInt(clients.size()),
        "submit_app_state",
        Params.submit(sessionIds.get(which), intent, version, texts(lines)),
        signers,
        expected,
        what);
  }

  private void close(LedgerModel model, SplittableRandom random, String what) {
    if (model.sessions.isEmpty()) {
      return;
    }
    int which = random.nextInt(model.sessions.size());
    Session session = model.sessions.get(which);
    List<Line> lines = newShares(model, session, "operate", random);
    Set<Integer> signers = signers(random);
    String expected = model.close(session, lines, signers);
    check(
        random.nextInt(clients.size()),
        "close_app_session",
        Params.close(sessionIds.get(which), texts(lines)),
        signers,
        expected,
        what);
  }

  /** Mostly a list that fits the intent; sometimes a line too many, or an amount that is off. */
  private List<Line> newShares(
      LedgerModel model, Session session, String intent, SplittableRandom random) {
    List<Line> lines = new ArrayList<>();
    for (String asset : ASSETS) {
      BigDecimal left = LedgerModel.total(session).getOrDefault(asset, BigDecimal.ZERO);
      for (int wallet = 0; wallet < clients.size(); wallet++) {
        Line held = new Line(wallet, asset, BigDecimal.ZERO);
        BigDecimal share = LedgerModel.share(session, held);
        BigDecimal amount =
            switch (intent) {
              case "deposit" ->
                  share.add(
                      random.nextBoolean()
                          ? amount(random, model.balance(wallet, asset)).abs()
                          : BigDecimal.ZERO);
              case "withdraw" ->
                  random.nextBoolean() ? share : amount(random, share).abs().min(share);
              default -> wallet == clients.size() - 1 ? left : amount(random, left).abs().min(left);
            };
        left = left.subtract(amount);
        if (random.nextInt(40) > 0) {
          lines.add(new Line(wallet, asset, amount));
        }
      }
    }
    if (random.nextInt(12) == 0 && !lines.isEmpty()) {
      Line off = lines.remove(random.nextInt(lines.size()));
      lines.add(new Line(off.wallet(), off.asset(), off.amount().subtract(BigDecimal.ONE)));
    }
    if (random.nextInt(15) == 0) {
      lines.add(new Line(random.nextInt(clients.size()), asset(random), BigDecimal.ONE));
    }
    return lines;
  }

  private JsonObject check(
      int caller,
      String method,
      String params,
      Set<Integer> signers,
      String expected,
      String what) {
    TestClient client = clients.get(caller);
    Signer[] keys =
        signers.stream().map(signer -> clients.get(signer).wallet).toArray(Signer[]::new);
    ResponseFrame answer = client.send(client.payload(method, params).signedBy(keys));
    JsonObject result = answer.payload().params().parse().asObject();
    String error =
        answer.payload().method().equals("error") ? TestClient.text(result, "error") : "";
    assertThat(error).as("%s: %s %s", what, method, params).isEqualTo(expected);
    if (error.isEmpty()) {
      accepted++;
    } else {
      refused++;
    }
    return result;
  }

  private void compareBalances(LedgerModel model, String what) {
    for (int wallet = 0; wallet < clients.size(); wallet++) {
      for (String asset : ASSETS) {
        assertThat(Amount.parse(clients.get(wallet).balance(asset)))
            .as("%s: balance of %s in %s", what, wallet, asset)
            .isEqualTo(Amount.of(model.balance(wallet, asset)));
        for (int i = 0; i < sessionIds.size(); i++) {
          if (model.sessions.get(i).open) {
            Line held = new Line(wallet, asset, BigDecimal.ZERO);
            assertThat(Amount.parse(clients.get(wallet).shareIn(sessionIds.get(i), asset)))
                .as("%s: share of %s in session %s", what, wallet, i)
                .isEqualTo(Amount.of(LedgerModel.share(model.sessions.get(i), held)));
          }
        }
      }
    }
  }

  private static String asset(SplittableRandom random) {
    return ASSETS.get(random.nextInt(ASSETS.size()));
  }

  /** Up to a little more than there is, with up to six digits behind the point. */
  private static BigDecimal amount(SplittableRandom random, BigDecimal there) {
    return switch (random.nextInt(12)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> BigDecimal.ONE.negate();
      case 2 -> there;
      case 3 -> there.add(new BigDecimal("0.000001"));
      default ->
          there
              .multiply(BigDecimal.valueOf(random.nextInt(1000), 3))
              .setScale(6, RoundingMode.DOWN);
    };
  }

  private Set<Integer> signers(SplittableRandom random) {
    Set<Integer> signers = new TreeSet<>();
    for (int i = 0; i < clients.size(); i++) {
      if (random.nextInt(8) > 0) {
        signers.add(i);
      }
    }
    return signers;
  }

  private String[] texts(List<Line> lines) {
    return lines.stream()
        .map(
            line ->
                Params.share(
                    clients.get(line.wallet()).address(),
                    line.asset(),
                    line.amount().toPlainString()))
        .toArray(String[]::new);
  }
}
