package dev.croupier.testkit.script;

import dev.croupier.testkit.Direction;
import dev.croupier.testkit.Faults;
import dev.croupier.testkit.SeatPlan;
import dev.croupier.testkit.TestTable;
import dev.croupier.testkit.TestTableBuilder;
import dev.croupier.testkit.TestTableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Makes a table of what a test has written: the keys of {@code croupier.yaml} and a few more. */
final class TableOptions {

  private static final Set<String> TABLE = Set.of("seed", "seats", "network");
  private static final Set<String> SEAT =
      Set.of(
          "app",
          "application",
          "settings",
          "allowance",
          "transfer-limit",
          "invites",
          "funds",
          "host");
  private static final Set<String> NETWORK =
      Set.of("delayMs", "drop", "duplicate", "reorder", "cut", "repeat", "garble", "direction");

  private final Path folder;
  private final Path base;
  private final long seed;

  /**
   * @param folder the test file's, which apps are relative to
   * @param base the folder from which places in files are told
   * @param seed used where the test names none
   */
  TableOptions(Path folder, Path base, long seed) {
    this.folder = folder;
    this.base = base;
    this.seed = seed;
  }

  TestTable open(JsonNode options) {
    requireKnown("table", options, TABLE);
    TestTableBuilder builder =
        TestTable.builder().base(base).seed(options.path("seed").asLong(seed));
    if (!options.path("seats").isObject() || options.path("seats").isEmpty()) {
      throw new TestTableException(
          "table needs seats: table({ seats: { name: { app: './app.js' } } })");
    }
    for (var seat : options.path("seats").properties()) {
      builder.seat(seat.getKey(), plan -> fill(seat.getKey(), plan, seat.getValue()));
    }
    if (options.has("network")) {
      builder.faults(faults(options.path("network")));
    }
    return builder.open();
  }

  private void fill(String name, SeatPlan plan, JsonNode options) {
    requireKnown("seat " + name, options, SEAT);
    if (options.has("app")) {
      plan.app(reference(options.path("app").asString()));
    }
    if (options.has("application")) {
      plan.application(options.path("application").asString());
    }
    if (options.has("settings")) {
      plan.settingsJson(options.path("settings").toString());
    }
    if (options.has("host")) {
      plan.host(options.path("host").asString());
    }
    amounts(options.path("allowance"), plan::allowance);
    amounts(options.path("transfer-limit"), plan::transferLimit);
    amounts(options.path("funds"), plan::funds);
    invites(name, plan, options.path("invites"));
  }

  /** An app beside the test file, named as seen from where places are told. */
  private String reference(String app) {
    int hash = app.indexOf('#');
    String path = hash < 0 ? app : app.substring(0, hash);
    Path whole = folder.resolve(path).normalize();
    Path shown = whole.startsWith(base) ? base.relativize(whole) : whole;
    return shown.toString().replace('\\', '/') + (hash < 0 ? "" : app.substring(hash));
  }

  private static void amounts(JsonNode amounts, BiConsumer<String, String> each) {
    for (var amount : amounts.properties()) {
      each.accept(amount.getKey(), amount.getValue().asString());
    }
  }

  private static void invites(String name, SeatPlan plan, JsonNode invites) {
    if (invites.isMissingNode() || invites.asString("").equals("never")) {
      return;
    }
    if (invites.asString("").equals("always")) {
      plan.invitesAlways();
    } else if (invites.path("from").isArray()) {
      List<String> names = new ArrayList<>();
      invites.path("from").forEach(from -> names.add(from.asString()));
      plan.invitesFrom(names.toArray(String[]::new));
    } else {
      throw new TestTableException(
          "seat "
              + name
              + ": invites is "
              + invites
              + ", must be 'always', 'never' or { from: […] }");
    }
  }

  static void network(TestTable table, String name, JsonNode options) {
    Faults faults = faults(options);
    switch (options.path("direction").asString("")) {
      case "" -> table.faults(name, faults);
      case "to-node" -> table.faults(name, Direction.TO_NODE, faults);
      case "from-node" -> table.faults(name, Direction.FROM_NODE, faults);
      default ->
          throw new TestTableException(
              "direction is " + options.path("direction") + ", must be 'to-node' or 'from-node'");
    }
  }

  private static Faults faults(JsonNode options) {
    requireKnown("network", options, NETWORK);
    JsonNode delay = options.path("delayMs");
    long from = delay.isArray() ? delay.path(0).asLong() : delay.asLong(1);
    long to = delay.isArray() ? delay.path(1).asLong() : from;
    return Faults.NONE
        .withDelay(Duration.ofMillis(from), Duration.ofMillis(to))
        .withDrop(options.path("drop").asDouble(0))
        .withDuplicate(options.path("duplicate").asDouble(0))
        .withRepeat(options.path("repeat").asDouble(0))
        .withGarble(options.path("garble").asDouble(0))
        .withReorder(options.path("reorder").asDouble(0))
        .withCut(options.path("cut").asDouble(0));
  }

  private static void requireKnown(String what, JsonNode options, Set<String> known) {
    for (String key : options.propertyNames()) {
      if (!known.contains(key)) {
        throw new TestTableException(
            what
                + " has no option "
                + key
                + "; known are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }
}
