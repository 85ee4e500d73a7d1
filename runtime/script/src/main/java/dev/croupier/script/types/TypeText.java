package dev.croupier.script.types;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A type as TypeScript text, with how tightly it binds, so that brackets are written only where
 * they are needed. The text may have several lines; further lines are indented from the margin.
 *
 * @param text the type
 * @param binding how tightly it binds
 */
record TypeText(String text, Binding binding) {

  static final TypeText UNKNOWN = atom("unknown");
  static final TypeText NEVER = atom("never");

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final BigDecimal LARGEST_EXACT = BigDecimal.valueOf((1L << 53) - 1);

  /** How tightly a type binds, loosest last. */
  enum Binding {
    /** Needs no brackets anywhere. */
    ATOM,
    /** Parts joined by {@code &}. */
    INTERSECTION,
    /** Parts joined by {@code |}. */
    UNION
  }

  static TypeText atom(String text) {
    return new TypeText(text, Binding.ATOM);
  }

  /** What is known of a value of which the schema says more than a type can. */
  static TypeText unknownSince(String reason) {
    return atom("unknown /* " + comment(reason) + " */");
  }

  boolean isUnknown() {
    return text.equals("unknown") || text.startsWith("unknown /*");
  }

  /** One of these, each once; {@code never} if there are none. */
  static TypeText union(List<TypeText> parts) {
    Set<TypeText> distinct = new LinkedHashSet<>(parts);
    for (TypeText part : distinct) {
      if (part.isUnknown()) {
        return part;
      }
    }
    distinct.remove(NEVER);
    if (distinct.size() <= 1) {
      return distinct.isEmpty() ? NEVER : distinct.iterator().next();
    }
    return new TypeText(
        distinct.stream().map(TypeText::text).collect(Collectors.joining(" | ")), Binding.UNION);
  }

  /** All of these at once; {@code unknown} if there are none. */
  static TypeText intersection(List<TypeText> parts) {
    List<TypeText> distinct = new ArrayList<>(new LinkedHashSet<>(parts));
    List<TypeText> telling = distinct.stream().filter(part -> !part.isUnknown()).toList();
    if (telling.isEmpty()) {
      return distinct.isEmpty() ? UNKNOWN : distinct.getLast();
    }
    if (telling.size() == 1) {
      return telling.getFirst();
    }
    return new TypeText(
        telling.stream()
            .map(part -> part.binding == Binding.UNION ? "(" + part.text + ")" : part.text)
            .collect(Collectors.joining(" & ")),
        Binding.INTERSECTION);
  }

  /** A list of any length. */
  static TypeText list(TypeText element) {
    boolean plain = element.binding == Binding.ATOM && !element.text.contains("/*");
    return atom(plain ? element.text + "[]" : "(" + element.text + ")[]");
  }

  /** The type whose only value this is. */
  static TypeText literal(JsonNode value) {
    if (value.isString()) {
      return atom(quoted(value.stringValue()));
    }
    if (value.isNumber()) {
      return number(value.decimalValue());
    }
    if (value.isArray()) {
      List<String> elements = new ArrayList<>();
      value.forEach(element -> elements.add(literal(element).text));
      return atom("[" + String.join(", ", elements) + "]");
    }
    if (value.isObject()) {
      return atom(
          value.isEmpty()
              ? "{ [name: string]: never }"
              : value.properties().stream()
                  .map(member -> name(member.getKey()) + ": " + literal(member.getValue()).text)
                  .collect(Collectors.joining("; ", "{ ", " }")));
    }
    return atom(value.toString());
  }

  private static TypeText number(BigDecimal value) {
    if (value.stripTrailingZeros().scale() <= 0 && value.abs().compareTo(LARGEST_EXACT) <= 0) {
      return atom(value.toBigInteger().toString());
    }
    double nearest = value.doubleValue();
    return atom(Double.isInfinite(nearest) || nearest == 0 ? "number" : Double.toString(nearest));
  }

  /** A member's name, in quotes if it needs them. */
  static String name(String name) {
    return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
  }

  /** A text literal; everything unusual is escaped. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 || isLoneSurrogate(text, i)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  /** Text that cannot end the comment it stands in. */
  static String comment(String text) {
    StringBuilder plain = new StringBuilder();
    text.replace("*/", "*\\/")
        .codePoints()
        .filter(c -> c == '\n' || (c >= ' ' && c != 0x7f && !(c >= 0xD800 && c <= 0xDFFF)))
        .map(c -> c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
