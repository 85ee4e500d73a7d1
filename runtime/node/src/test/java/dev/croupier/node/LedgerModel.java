package dev.croupier.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the ledger should do, written down a second time and as plainly as possible: wallets and
 * participants are numbers, amounts plain decimals, and a refusal is its text.
 */
final class LedgerModel {
  static final String DONE = "";

  /** One line of an allocation list. */
  record Line(int wallet, String asset, BigDecimal amount) {}

  /** A session; shares by wallet and asset. */
  static final class Session {
    final long[] weights;
    final long quorum;
    final Map<String, BigDecimal> shares = new TreeMap<>();
    final Set<String> assets = new HashSet<>();
    long version = 1;
    boolean open = true;

    Session(long[] weights, long quorum) {
      this.weights = weights;
      this.quorum = quorum == 0 ? 100 : quorum;
    }
  }

  final List<String> names;
  final Map<String, BigDecimal> balances = new TreeMap<>();
  final List<Session> sessions = new ArrayList<>();

  /** The names are the wallets' addresses; all of them take part in every session. */
  LedgerModel(List<String> names) {
    this.names = names;
  }

  BigDecimal balance(int wallet, String asset) {
    return balances.getOrDefault(wallet + asset, BigDecimal.ZERO);
  }

  void fund(int wallet, String asset, BigDecimal amount) {
    balances.merge(wallet + asset, amount, BigDecimal::add);
  }

  String transfer(int from, int to, String asset, BigDecimal amount) {
    if (from == to) {
      return "cannot transfer to self";
    }
    if (amount.signum() <= 0) {
      return "invalid allocation: " + text(amount) + " for asset " + asset;
    }
    if (amount.compareTo(balance(from, asset)) > 0) {
      return "insufficient funds: " + names.get(from) + " for asset " + asset;
    }
    fund(from, asset, amount.negate());
    fund(to, asset, amount);
    return DONE;
  }

  String create(long[] weights, long quorum, List<Line> lines, Set<Integer> signers) {
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] < 0) {
        return "participant " + names.get(i) + " weight cannot be negative";
      }
      sum += weights[i];
    }
    if (quorum > sum) {
      return "target quorum ("
          + quorum
          + ") cannot be greater than total sum of weights ("
          + sum
          + ")";
    }
    Session session = new Session(weights, quorum);
    Map<String, BigDecimal> paid = new HashMap<>();
    for (Line line : lines) {
      if (line.amount().signum() == 0) {
        continue;
      }
      if (line.amount().signum() < 0) {
        return negative(line);
      }
      if (!signers.contains(line.wallet())) {
        return "missing signature for participant " + names.get(line.wallet());
      }
      String key = line.wallet() + line.asset();
      BigDecimal all = paid.merge(key, line.amount(), BigDecimal::add);
      if (all.compareTo(balance(line.wallet(), line.asset())) > 0) {
        return "insufficient funds: " + names.get(line.wallet()) + " for asset " + line.asset();
      }
      session.shares.merge(key, line.amount(), BigDecimal::add);
      session.assets.add(line.asset());
    }
    paid.forEach((key, amount) -> balances.merge(key, amount.negate(), BigDecimal::add));
    sessions.add(session);
    return DONE;
  }

  String submit(
      Session session, String intent, long version, List<Line> lines, Set<Integer> signers) {
    if (!session.open) {
      return "an open app session not found: record not found";
    }
    if (version != session.version + 1) {
      return "incorrect app state: incorrect version: expected "
          + (session.version + 1)
          + ", got "
          + version;
    }
    String what =
        switch (intent) {
          case "deposit" -> "deposit";
          case "withdraw" -> "withdrawal";
          default -> "submit_state";
        };
    String refused = quorum(session, what, signers);
    if (!refused.isEmpty()) {
      return refused;
    }
    refused =
        switch (intent) {
          case "operate" -> operate(session, lines);
          case "deposit" -> deposit(session, lines, signers);
          default -> withdraw(session, lines);
        };
    if (refused.isEmpty()) {
      session.version++;
    }
    return refused;
  }

  String close(Session session, List<Line> lines, Set<Integer> signers) {
    if (lines.isEmpty()) {
      return "missing required parameters: app_id or allocations";
    }
    if (!session.open) {
      return "an open app session not found: record not found";
    }
    String refused = quorum(session, "submit_state", signers);
    if (refused.isEmpty()) {
      refused = redistribution(session, lines);
    }
    if (refused.isEmpty()) {
      lines.forEach(line -> fund(line.wallet(), line.asset(), line.amount()));
      session.shares.clear();
      session.version++;
      session.open = false;
    }
    return refused;
  }

  private String quorum(Session session, String what, Set<Integer> signers) {
    long sum = signers.stream().mapToLong(signer -> session.weights[signer]).sum();
    return sum >= session.quorum
        ? DONE
        : "incorrect " + what + " request: quorum not reached: " + sum + " / " + session.quorum;
  }

  private String operate(Session session, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String refused = oneLine(lines, i);
      if (!refused.isEmpty()) {
        return refused;
      }
    }
    String refused = redistribution(session, lines);
    if (!refused.isEmpty()) {
      return "incorrect operate request: non-zero allocations sum delta: " + refused;
    }
    lines.forEach(line -> session.shares.put(line.wallet() + line.asset(), line.amount()));
    return DONE;
  }

  private String redistribution(Session session, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String refused = oneLine(lines, i);
      if (!refused.isEmpty()) {
        return refused;
      }
    }
    Map<String, BigDecimal> listed = new TreeMap<>();
    lines.forEach(line -> listed.merge(line.asset(), line.amount(), BigDecimal::add));
    for (String asset : new TreeMap<>(total(session)).keySet()) {
      BigDecimal held = total(session).get(asset);
      if (held.compareTo(listed.getOrDefault(asset, BigDecimal.ZERO)) != 0) {
        return held.signum() == 0
            ? "asset "
                + asset
                + " is not deposited into the app session. Please deposit the asset first"
            : "asset " + asset + " not fully redistributed";
      }
    }
    Set<String> listedAssets = new LinkedHashSet<>();
    lines.forEach(line -> listedAssets.add(line.asset()));
    for (String asset : listedAssets) {
      if (!session.assets.contains(asset) && listed.get(asset).signum() != 0) {
        return "allocation references unknown asset " + asset;
      }
    }
    return leftOut(session, lines);
  }

  private String leftOut(Session session, List<Line> lines) {
    for (String asset : new TreeMap<>(total(session)).keySet()) {
      for (String name : new TreeSet<>(names)) {
        int wallet = names.indexOf(name);
        BigDecimal held = share(session, new Line(wallet, asset, BigDecimal.ZERO));
        boolean listed =
            lines.stream().anyMatch(line -> line.wallet() == wallet && line.asset().equals(asset));
        if (held.signum() != 0 && !listed) {
          return "participant "
              + name
              + " holds "
              + text(held)
              + " "
              + asset
              + " and must be listed in the allocations";
        }
      }
    }
    return DONE;
  }

  private String oneLine(List<Line> lines, int index) {
    Line line = lines.get(index);
    if (line.amount().signum() < 0) {
      return negative(line);
    }
    return duplicate(lines, index);
  }

  private String duplicate(List<Line> lines, int index) {
    Line line = lines.get(index);
    for (Line other : lines.subList(0, index)) {
      if (other.wallet() == line.wallet() && other.asset().equals(line.asset())) {
        return "duplicate allocation for participant "
            + names.get(line.wallet())
            + " in asset "
            + line.asset();
      }
    }
    return DONE;
  }

  private String deposit(Session session, List<Line> lines, Set<Integer> signers) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (!duplicate(lines, i).isEmpty()) {
        return duplicate(lines, i);
      }
      if (line.amount().compareTo(share(session, line)) < 0) {
        return "incorrect deposit request: decreased allocation for participant "
            + names.get(line.wallet());
      }
    }
    boolean grown = false;
    for (Line line : lines) {
      BigDecimal growth = line.amount().subtract(share(session, line));
      if (growth.signum() > 0) {
        if (!signers.contains(line.wallet())) {
          return "incorrect deposit request: depositor signature is required";
        }
        if (growth.compareTo(balance(line.wallet(), line.asset())) > 0) {
          return "incorrect deposit request: insufficient unified balance";
        }
        grown = true;
      }
    }
    if (!grown) {
      return "incorrect deposit request: non-positive allocations sum delta";
    }
    settle(session, lines);
    return DONE;
  }

  private String withdraw(Session session, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (!duplicate(lines, i).isEmpty()) {
        return duplicate(lines, i);
      }
      if (line.amount().compareTo(share(session, line)) > 0) {
        return "incorrect withdrawal request: increased allocation for participant "
            + names.get(line.wallet());
      }
    }
    boolean shrunk = false;
    for (Line line : lines) {
      if (line.amount().signum() < 0) {
        return negative(line);
      }
      shrunk |= line.amount().compareTo(share(session, line)) < 0;
    }
    if (!shrunk) {
      return "incorrect withdrawal request: non-negative allocations sum delta";
    }
    settle(session, lines);
    return DONE;
  }

  private void settle(Session session, List<Line> lines) {
    for (Line line : lines) {
      BigDecimal growth = line.amount().subtract(share(session, line));
      if (growth.signum() != 0) {
        fund(line.wallet(), line.asset(), growth.negate());
        session.shares.put(line.wallet() + line.asset(), line.amount());
        session.assets.add(line.asset());
      }
    }
  }

  static BigDecimal share(Session session, Line line) {
    return session.shares.getOrDefault(line.wallet() + line.asset(), BigDecimal.ZERO);
  }

  static Map<String, BigDecimal> total(Session session) {
    Map<String, BigDecimal> total = new TreeMap<>();
    session.assets.forEach(asset -> total.put(asset, BigDecimal.ZERO));
    session.shares.forEach((key, amount) -> total.merge(key.substring(1), amount, BigDecimal::add));
    return total;
  }

  private static String negative(Line line) {
    return "negative allocation: " + text(line.amount()) + " for asset " + line.asset();
  }

  private static String text(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
