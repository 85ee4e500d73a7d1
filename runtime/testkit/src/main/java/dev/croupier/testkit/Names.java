package dev.croupier.testkit;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows wallets by the names of their seats and sessions by their numbers. */
final class Names {

  private static final Pattern HEX =
      Pattern.compile(
          "0x(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40})(?![0-9a-fA-F])|0x[0-9a-fA-F]{4}…[0-9a-fA-F]{4}");

  private final Map<Address, String> wallets = new LinkedHashMap<>();
  private final Map<String, String> known = new LinkedHashMap<>();
  private int sessions;

  void wallet(Address address, String name) {
    wallets.put(address, name);
    known.put(address.toString().toLowerCase(java.util.Locale.ROOT), name);
    known.put(address.shortText(), name);
  }

  void session(SessionId id) {
    String text = id.toString();
    if (!known.containsKey(text)) {
      String name = "session-" + ++sessions;
      known.put(text, name);
      known.put(id.shortText(), name);
    }
  }

  String of(Address wallet) {
    return wallets.getOrDefault(wallet, wallet.toString());
  }

  /** Replaces what has a name in a text. */
  String in(String text) {
    return HEX.matcher(text).replaceAll(match -> Matcher.quoteReplacement(nameOf(match.group())));
  }

  private String nameOf(String hex) {
    String exact = known.get(hex);
    return exact != null ? exact : known.getOrDefault(hex.toLowerCase(java.util.Locale.ROOT), hex);
  }
}
