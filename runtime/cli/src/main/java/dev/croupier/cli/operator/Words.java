package dev.croupier.cli.operator;

import dev.croupier.client.Operation;
import dev.croupier.client.SessionDefinition;
import dev.croupier.client.Step;
import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import dev.croupier.protocol.AssetAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says in plain words what an operation does. Addresses are whole: whoever signs has to be able to
 * compare them.
 */
final class Words {
  private final Map<Address, String> names;

  /**
   * @param names wallets that have a name here
   */
  Words(Map<Address, String> names) {
    this.names = Map.copyOf(names);
  }

  /**
   * @param step what would be signed
   * @param now the session it is about as it stands, if known
   * @return a line for every fact
   */
  Reading of(Step step, Optional<SessionRow> now) {
    return new Reading(
        of(step.operation(), step.sessionId().map(Object::toString), now),
        step.digest().toString(),
        step.expiresAt());
  }

  /**
   * @param operation what would be done
   * @param sessionId the session concerned
   * @param now that session as it stands, if known
   * @return a line for every fact
   */
  List<String> of(Operation operation, Optional<String> sessionId, Optional<SessionRow> now) {
    List<String> lines = new ArrayList<>();
    String session = sessionId.orElse("of no id");
    switch (operation) {
      case Operation.CreateSession create -> {
        lines.add("Open session " + session);
        terms(create.definition(), lines);
        lines.add("  Paid in:");
        shares(create.allocations(), lines);
        data(create.sessionData(), lines);
      }
      case Operation.SubmitState state -> {
        lines.add(
            switch (state.intent()) {
                  case OPERATE -> "Redistribute the money in";
                  case DEPOSIT -> "Pay more money into";
                  case WITHDRAW -> "Take money out of";
                }
                + " session "
                + session);
        if (state.version() > 0) {
          lines.add("  As version " + state.version());
        }
        standing(now, lines);
        lines.add("  Everybody's share afterwards:");
        shares(state.allocations(), lines);
        data(state.sessionData(), lines);
      }
      case Operation.CloseSession close -> {
        lines.add("Close session " + session + " for good");
        standing(now, lines);
        lines.add("  Paid out:");
        shares(close.allocations(), lines);
        data(close.sessionData(), lines);
      }
      case Operation.Transfer transfer ->
          lines.add("Pay " + money(transfer.amounts()) + " to " + who(transfer.destination()));
    }
    return lines;
  }

  private void terms(SessionDefinition definition, List<String> lines) {
    lines.add("  Application: " + Plain.of(definition.application()));
    lines.add(
        "  Decided by weight "
            + definition.quorum()
            + " of "
            + definition.weights().stream().mapToLong(Long::longValue).sum()
            + ":");
    for (int i = 0; i < definition.participants().size(); i++) {
      lines.add(
          "    "
              + who(definition.participants().get(i))
              + " weighs "
              + definition.weights().get(i));
    }
  }

  private void standing(Optional<SessionRow> now, List<String> lines) {
    now.ifPresent(
        session -> {
          terms(session.definition(), lines);
          lines.add("  It stands at version " + session.version() + " and holds:");
          shares(session.shares().orElse(List.of()), lines);
        });
  }

  private void shares(List<Allocation> shares, List<String> lines) {
    for (Allocation share : shares) {
      lines.add(
          "    "
              + who(share.participant())
              + "  "
              + share.amount()
              + " "
              + Plain.of(share.asset()));
    }
    if (shares.isEmpty()) {
      lines.add("    nothing");
    }
  }

  private static void data(Optional<String> data, List<String> lines) {
    data.ifPresent(text -> lines.add("  Stored with it: " + Plain.of(text)));
  }

  /**
   * @param wallet a wallet
   * @return its address, with its name if it has one here
   */
  String who(Address wallet) {
    String name = names.get(wallet);
    return name == null ? wallet.toString() : wallet + " (" + name + ")";
  }

  /**
   * @param wallet a wallet
   * @return its name, else its address shortened
   */
  String brief(Address wallet) {
    return names.getOrDefault(wallet, wallet.shortText());
  }

  /**
   * @param amounts some money
   * @return as people say it, {@code nothing} if there is none
   */
  static String money(List<AssetAmount> amounts) {
    return amounts.isEmpty()
        ? "nothing"
        : amounts.stream()
            .map(amount -> amount.amount() + " " + Plain.of(amount.asset()))
            .collect(Collectors.joining(", "));
  }
}
