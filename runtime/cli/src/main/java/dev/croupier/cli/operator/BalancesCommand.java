package dev.croupier.cli.operator;

import dev.croupier.cli.Columns;
import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.AssetAmount;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code croupier balances}. */
@Command(
    name = "balances",
    description = "Tells what wallets have at the node, sessions not counted.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier balances                                   of every seat of the running host",
      "  croupier balances --node wss://node.example/ws --keystore player.json"
    })
public final class BalancesCommand extends OperatorCommand {

  /**
   * @param terminal where it prints
   */
  public BalancesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    Columns table = Columns.of("seat", "wallet", "amount", "asset");
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (SeatRow seat : seats(desk)) {
      List<AssetAmount> balances = desk.balances(seat.name());
      ObjectNode entry =
          list.addObject().put("seat", seat.name()).put("wallet", seat.wallet().toString());
      entry.set("balances", DeskJson.money(balances).get("balances"));
      for (AssetAmount balance : balances) {
        table.row(
            seat.name(),
            seat.wallet().toString(),
            balance.amount().toString(),
            Plain.of(balance.asset()));
      }
      if (balances.isEmpty()) {
        table.row(seat.name(), seat.wallet().toString(), "0", "-");
      }
    }
    if (json) {
      terminal.line(JsonNodeFactory.instance.objectNode().set("wallets", list).toString());
    } else {
      table.print(terminal);
    }
    return ExitCode.DONE;
  }
}
