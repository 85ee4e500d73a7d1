package dev.croupier.cli.story;

import dev.croupier.protocol.Address;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows wallets as people call them: by seat name, else shortened. */
final class Names {
  private static final Pattern ADDRESS =
      Pattern.compile("0x(?:[0-9a-fA-F]{40}(?![0-9a-fA-F])|[0-9a-fA-F]{4}…[0-9a-fA-F]{4})");

  private final Map<Address, String> seats = new ConcurrentHashMap<>();
  private final Map<String, String> shortened = new ConcurrentHashMap<>();

  void learn(Address wallet, String seat) {
    seats.put(wallet, seat);
    shortened.put(wallet.shortText(), seat);
  }

  String of(Address wallet) {
    return seats.getOrDefault(wallet, wallet.shortText());
  }

  /** Replaces every address in a text, whole or shortened by an app, by its name. */
  String in(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(nameOf(match.group())));
  }

  private String nameOf(String address) {
    return address.indexOf('…') < 0
        ? of(Address.parse(address))
        : shortened.getOrDefault(address, address);
  }
}
