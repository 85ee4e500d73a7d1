package dev.croupier.testkit.script;

import dev.croupier.app.Allocation;
import dev.croupier.app.SessionTerms;
import dev.croupier.testkit.Puppet;
import dev.croupier.testkit.TestMessage;
import dev.croupier.testkit.TestTable;
import dev.croupier.testkit.TestTableException;
import dev.croupier.testkit.script.TestResult.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of one test and what it asks of them. Questions and answers are JSON, so that no
 * object of the host reaches a script.
 */
final class TableCalls implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final Path base;
  private final long seed;
  private final Consumer<String> printer;
  private final List<Open> tables = new ArrayList<>();

  /** A table, and whether the test has asked for its failures. */
  private static final class Open {
    final TestTable table;
    boolean looked;

    Open(TestTable table) {
      this.table = table;
    }
  }

  TableCalls(Path folder, Path base, long seed, Consumer<String> printer) {
    this.folder = folder;
    this.base = base;
    this.seed = seed;
    this.printer = printer;
  }

  /**
   * @param what a method of the test's objects
   * @param json its arguments, a list
   * @return {@code {"value": …}} or {@code {"error": "…"}}
   */
  String ask(String what, String json) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    try {
      JsonNode parts = JSON.readTree(json);
      answer.put(
          "value",
          what.equals("open") || what.equals("print") ? apart(what, parts) : table(what, parts));
    } catch (RuntimeException | AssertionError e) {
      // Whatever a call throws is the test's to see, with its own line.
      answer.clear();
      answer.put("error", message(e));
    }
    return JSON.writeValueAsString(answer);
  }

  /** The transcript comes with the report anyway. */
  private static String message(Throwable error) {
    String text = error.getMessage() == null ? error.toString() : error.getMessage();
    int transcript = text.indexOf("\nWhat happened");
    return transcript < 0 ? text : text.substring(0, transcript);
  }

  private @Nullable Object apart(String what, JsonNode parts) {
    if (what.equals("print")) {
      printer.accept(parts.path(0).asString());
      return null;
    }
    tables.add(new Open(new TableOptions(folder, base, seed).open(parts.path(0))));
    return tables.size() - 1;
  }

  private @Nullable Object table(String what, JsonNode parts) {
    Open open = tables.get(parts.path(0).asInt());
    TestTable table = open.table;
    String name = parts.path(1).asString("");
    if (step(what, table, name, parts)) {
      return null;
    }
    return switch (what) {
      case "moveOn" -> table.moveOn(Instant.ofEpochMilli(parts.path(1).asLong()));
      case "now" -> table.now().toEpochMilli();
      case "address" -> table.address(name);
      case "sessions" -> table.sessions();
      case "session" -> table.session();
      case "heard" -> messages(heard(table, name), parts.path(2));
      case "sent" -> messages(table.seat(name).sent(), parts.path(2));
      case "state" ->
          table.seat(name).state(parts.path(2).asString()).map(JSON::readTree).orElse(null);
      case "balance" -> table.balance(name, parts.path(2).asString());
      case "shares" -> table.shares(name, "usdc");
      case "isOpen" -> table.isOpen(name);
      case "log" -> table.seat(name).log();
      case "refusals" -> table.seat(name).refusals();
      case "failures" -> {
        open.looked = true;
        yield table.failures();
      }
      case "transcript" -> table.transcript().text();
      default -> puppet(what, table, table.puppet(name), parts);
    };
  }

  private static @Nullable Object puppet(
      String what, TestTable table, Puppet puppet, JsonNode parts) {
    return switch (what) {
      case "puppet" -> puppet.name();
      case "create" -> {
        Map<String, String> stakes = new LinkedHashMap<>();
        parts
            .path(3)
            .forEach(stake -> stakes.put(stake.path(0).asString(), stake.path(1).asString()));
        String asset = parts.path(2).asString();
        yield parts.path(4).isArray()
            ? puppet.create(
                terms(puppet, table, stakes.keySet(), parts), shares(table, parts, asset))
            : puppet.create(asset, stakes);
      }
      case "send" -> {
        puppet.send(parts.path(2).asString(), parts.path(3).asString(), parts.path(4).toString());
        yield null;
      }
      case "close" -> {
        puppet.close(parts.path(2).asString(), shares(table, parts, "usdc"));
        yield null;
      }
      case "proposeClose" -> {
        List<String> signers = new ArrayList<>();
        parts.path(4).forEach(signer -> signers.add(signer.asString()));
        puppet.proposeClose(parts.path(2).asString(), shares(table, parts, "usdc"), signers);
        yield null;
      }
      case "declines" -> {
        puppet.signs(invite -> false);
        yield null;
      }
      case "disagrees" -> {
        puppet.agrees(decision -> false);
        yield null;
      }
      default -> throw new TestTableException("a table cannot " + what);
    };
  }

  private static SessionTerms terms(
      Puppet puppet, TestTable table, Collection<String> names, JsonNode parts) {
    List<Long> weights = new ArrayList<>();
    parts.path(4).forEach(weight -> weights.add(weight.asLong()));
    return new SessionTerms(
        puppet.application(),
        names.stream().map(table::address).toList(),
        weights,
        parts.path(5).asLong());
  }

  /** Pairs of name and amount. */
  private static List<Allocation> shares(TestTable table, JsonNode parts, String asset) {
    List<Allocation> shares = new ArrayList<>();
    parts
        .path(3)
        .forEach(
            share ->
                shares.add(
                    Allocation.of(
                        table.address(share.path(0).asString()), asset, share.path(1).asString())));
    return shares;
  }

  /**
   * @return whether this was something that is done and answers nothing
   */
  private static boolean step(String what, TestTable table, String name, JsonNode parts) {
    switch (what) {
      case "run" -> table.run();
      case "settle" -> table.advance(Duration.ZERO);
      case "advance" -> table.advance(Duration.ofMillis(parts.path(1).asLong()));
      case "cut" -> table.cut(name);
      case "disconnect" -> table.disconnect(name);
      case "reconnect" -> table.reconnect(name);
      case "kill" -> table.kill(name);
      case "restart" -> table.restart(name);
      case "network" -> TableOptions.network(table, name, parts.path(2));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static List<TestMessage> heard(TestTable table, String name) {
    return table.seatNames().contains(name) ? table.seat(name).heard() : table.puppet(name).heard();
  }

  private static List<Map<String, Object>> messages(List<TestMessage> all, JsonNode type) {
    return all.stream()
        .filter(message -> type.isNull() || message.type().equals(type.asString()))
        .map(
            message ->
                Map.<String, Object>of(
                    "from", message.from(),
                    "type", message.type(),
                    "data", message.data(),
                    "session", message.sessionId(),
                    "at", message.at().toEpochMilli()))
        .toList();
  }

  /**
   * @return the first error of an app that the test has not asked for
   */
  Optional<Problem> failure() {
    return tables.stream()
        .filter(open -> !open.looked)
        .flatMap(open -> open.table.failures().stream())
        .findFirst()
        .map(
            text ->
                new Problem(
                    "an app failed: " + text, "", "", Optional.empty(), Optional.empty(), ""));
  }

  String transcripts() {
    StringBuilder all = new StringBuilder();
    tables.forEach(open -> all.append(open.table.transcript().text()));
    return all.toString();
  }

  /** Ends the tables of a test. */
  void closeAll() {
    List<Open> ended = List.copyOf(tables);
    tables.clear();
    ended.forEach(open -> open.table.close());
  }

  @Override
  public void close() {
    closeAll();
  }
}
