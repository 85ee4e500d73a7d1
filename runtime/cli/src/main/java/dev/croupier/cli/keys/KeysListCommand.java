package dev.croupier.cli.keys;

import dev.croupier.cli.Columns;
import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code croupier keys list}. */
@Command(
    name = "list",
    description = "Lists the keystores of a folder. No password is needed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier keys list",
      "  croupier keys list --json | jq -r '.keys[].address'"
    })
public final class KeysListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private KeyFolderOption folder = new KeyFolderOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /**
   * @param terminal where it prints
   */
  public KeysListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private record Row(String name, String address, String file, String problem) {}

  @Override
  public Integer call() {
    KeyFolder keys = folder.open();
    List<Row> rows = keys.names().stream().map(name -> row(keys, name)).toList();
    if (json) {
      terminal.line(
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of("keys", rows.stream().map(KeysListCommand::members).toList())));
    } else if (rows.isEmpty()) {
      terminal.line("There are no keys in " + keys.fileOf("x").getParent() + ".");
      terminal.line("Make one: croupier keys new NAME");
    } else {
      Columns table = Columns.of("name", "address", "");
      rows.forEach(
          row ->
              table.row(
                  row.name(),
                  row.address(),
                  row.problem().isEmpty() ? "" : terminal.red(row.problem())));
      table.print(terminal);
    }
    return ExitCode.DONE;
  }

  private static Row row(KeyFolder keys, String name) {
    String file = keys.fileOf(name).toString();
    try {
      Keystore keystore = Keystore.read(keys.fileOf(name));
      return new Row(
          name,
          keystore.address().map(Address::toString).orElse("not told by the file"),
          file,
          keystore
              .openTo()
              .map(open -> "open to other users (" + open + "); chmod 600 " + file)
              .orElse(""));
    } catch (KeystoreException e) {
      return new Row(name, "-", file, e.problem());
    }
  }

  private static Map<String, String> members(Row row) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("name", row.name());
    if (row.address().startsWith("0x")) {
      members.put("address", row.address());
    }
    members.put("file", row.file());
    if (!row.problem().isEmpty()) {
      members.put("problem", row.problem());
    }
    return members;
  }
}
