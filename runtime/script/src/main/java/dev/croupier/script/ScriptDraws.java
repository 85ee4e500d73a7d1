package dev.croupier.script;

import dev.croupier.app.Draw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link Draw} for scripts: every step takes the draw as JSON text and gives it back changed, with
 * what a script wants to know of it written beside. What is written beside is not read again.
 */
final class ScriptDraws {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ScriptDraws() {}

  static String open(
      String session, String self, String name, String wallets, String value, String secret) {
    List<String> all = ScriptJson.readTexts(wallets, "wallets");
    Optional<Draw.Own> own =
        all.stream()
            .filter(self::equalsIgnoreCase)
            .findFirst()
            .map(mine -> new Draw.Own(mine, new Draw.Reveal(secret, value)));
    return write(Draw.open(session, name, all, own));
  }

  static String commit(String draw, String wallet, String commitment) {
    return write(read(draw).commit(wallet, commitment));
  }

  static String reveal(String draw, String wallet, String salt, String value) {
    return write(read(draw).reveal(wallet, new Draw.Reveal(salt, value)));
  }

  static String mine(String draw) {
    ObjectNode json = MAPPER.createObjectNode();
    write(json, read(draw).mine());
    return json.toString();
  }

  static String close(String draw) {
    return write(read(draw).close());
  }

  static double number(String draw, String label, double bound) {
    // Fractions and what is too large are no bounds; 0 is refused with the rule.
    boolean whole = Math.rint(bound) == bound && Math.abs(bound) <= 0x1p53;
    return read(draw).number(label, whole ? (long) bound : 0);
  }

  static String shuffle(String draw, String label, int size) {
    List<Integer> places = IntStream.range(0, size).boxed().toList();
    return ScriptJson.value(read(draw).shuffle(label, places));
  }

  private static String write(Draw draw) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("session", draw.session()).put("name", draw.name());
    texts(json.putArray("wallets"), draw.wallets());
    ObjectNode commitments = json.putObject("commitments");
    draw.commitments().forEach(commitments::put);
    ObjectNode reveals = json.putObject("reveals");
    draw.reveals().forEach((wallet, reveal) -> write(reveals.putObject(wallet), reveal));
    draw.own()
        .ifPresent(
            own -> {
              json.put("commitment", draw.commitment());
              write(json.putObject("own").put("wallet", own.wallet()), own.reveal());
            });
    json.put("phase", draw.phase().name().toLowerCase(Locale.ROOT));
    texts(json.putArray("missing"), draw.missing());
    return json.toString();
  }

  private static void texts(ArrayNode list, List<String> texts) {
    texts.forEach(list::add);
  }

  private static void write(ObjectNode json, Draw.Reveal reveal) {
    json.put("salt", reveal.salt()).put("value", reveal.value());
  }

  private static Draw read(String text) {
    JsonNode json = MAPPER.readTree(text);
    Map<String, String> commitments = new LinkedHashMap<>();
    json.path("commitments")
        .properties()
        .forEach(entry -> commitments.put(entry.getKey(), text(entry.getValue(), entry.getKey())));
    Map<String, Draw.Reveal> reveals = new LinkedHashMap<>();
    json.path("reveals")
        .properties()
        .forEach(entry -> reveals.put(entry.getKey(), reveal(entry.getValue())));
    JsonNode own = json.path("own");
    return new Draw(
        text(json.path("session"), "session"),
        text(json.path("name"), "name"),
        ScriptJson.readTexts(json.path("wallets").toString(), "wallets"),
        commitments,
        reveals,
        own.isObject()
            ? Optional.of(new Draw.Own(text(own.path("wallet"), "own.wallet"), reveal(own)))
            : Optional.empty(),
        text(json.path("phase"), "phase").equals("closed"));
  }

  private static Draw.Reveal reveal(JsonNode json) {
    return new Draw.Reveal(text(json.path("salt"), "salt"), text(json.path("value"), "value"));
  }

  private static String text(JsonNode node, String what) {
    if (!node.isString()) {
      throw new InvalidRequestException("draw." + what, "must be a text; is this a draw?");
    }
    return node.stringValue();
  }
}
