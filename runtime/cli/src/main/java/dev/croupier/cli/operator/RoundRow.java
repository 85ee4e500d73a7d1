package dev.croupier.cli.operator;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Signatures a seat is collecting.
 *
 * @param seat the seat
 * @param session the session
 * @param operation what is proposed
 * @param signed who has signed, the seat not counted
 * @param refused who has refused, and why
 * @param waitingFor who has not answered
 * @param until when the round ends
 */
record RoundRow(
    String seat,
    SessionId session,
    String operation,
    List<Address> signed,
    Map<Address, String> refused,
    List<Address> waitingFor,
    Instant until) {

  /**
   * @param now the time
   * @return how long is left, in words
   */
  String left(Instant now) {
    return Math.max(0, Duration.between(now, until).toSeconds()) + " s left";
  }

  /**
   * @param who says wallets
   * @return who has signed, who has refused, who has not answered
   */
  String answers(Function<Address, String> who) {
    List<String> parts = new ArrayList<>();
    if (!signed.isEmpty()) {
      parts.add("signed by " + list(signed, who));
    }
    refused.forEach(
        (wallet, reason) ->
            parts.add("refused by " + who.apply(wallet) + " (" + Plain.of(reason) + ")"));
    if (!waitingFor.isEmpty()) {
      parts.add("no answer yet from " + list(waitingFor, who));
    }
    return String.join("; ", parts);
  }

  private static String list(List<Address> wallets, Function<Address, String> who) {
    return wallets.stream().map(who).collect(Collectors.joining(", "));
  }
}
