package dev.croupier.cli.operator;

import dev.croupier.cli.ExitCode;
import dev.croupier.cli.Terminal;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.AssetAmount;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code croupier transfer}. */
@Command(
    name = "transfer",
    description = "Pays from a wallet's balance to another wallet.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  croupier transfer 0x463eE247dD2E31A546Cb6aa0bb7E97a629380B72 2.5 usdc --seat server",
      "  croupier transfer player 1 usdc --seat server       to another seat of the running host",
      "",
      "A seat of a running host pays within its transfer-limit in croupier.yaml. With --node the limit is",
      "what you agree to. Nothing is paid before you do, or say --yes."
    })
public final class TransferCommand extends OperatorCommand {
  @Parameters(
      index = "0",
      paramLabel = "TO",
      description = "The receiver: an address, or a seat of the running host.")
  private String to = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "Whole units, such as 0.5.")
  private String amount = "";

  @Parameters(index = "2", paramLabel = "ASSET", description = "The asset's symbol, such as usdc.")
  private String asset = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * @param terminal where it prints
   */
  public TransferCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(Desk desk) {
    Amount paid = amount("AMOUNT", amount);
    Address receiver = wallet(desk, "TO", to);
    SeatRow seat = seat(desk);
    AssetAmount payment = new AssetAmount(asset, paid);
    Amount before = balance(desk, seat);
    Words words = words(desk);
    List<String> plan =
        List.of(
            "Pay " + payment.amount() + " " + Plain.of(asset),
            "  from " + words.who(seat.wallet()) + ", who has " + before,
            "  to   " + words.who(receiver),
            "  at   " + desk.where());
    if (!agreed(plan, "Pay?", yes)) {
      return ExitCode.FAILED;
    }
    desk.transfer(seat.name(), receiver, payment);
    Amount after = balance(desk, seat);
    ObjectNode result =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", seat.wallet().toString())
            .put("to", receiver.toString())
            .put("asset", asset)
            .put("amount", paid.toString())
            .put("balance", after.toString());
    return done(
        result,
        terminal.green("Paid.") + " " + seat.name() + " has " + after + " " + asset + " now.");
  }

  private Amount balance(Desk desk, SeatRow seat) {
    return desk.balances(seat.name()).stream()
        .filter(balance -> balance.asset().equals(asset))
        .map(AssetAmount::amount)
        .findFirst()
        .orElse(Amount.ZERO);
  }
}
