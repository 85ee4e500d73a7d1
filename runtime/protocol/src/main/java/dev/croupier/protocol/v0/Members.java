package dev.croupier.protocol.v0;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Amount;
import dev.croupier.protocol.Hash32;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.SessionId;
import dev.croupier.protocol.json.JsonArray;
import dev.croupier.protocol.json.JsonBoolean;
import dev.croupier.protocol.json.JsonException;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.JsonNull;
import dev.croupier.protocol.json.JsonNumber;
import dev.croupier.protocol.json.JsonObject;
import dev.croupier.protocol.json.JsonString;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.json.RawJson;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one params object, in one of two ways.
 *
 * <p>{@linkplain #ofRequest Of a request}, as the Go server does (clearnode-0.x 3.4): names match
 * whatever their letter case and the last of several wins; missing and {@code null} members count
 * as zero values; numbers pass through a 64-bit float, and a fraction, or a negative number where
 * an unsigned one is due, is a fault. Faults are {@link InvalidParamsException}s.
 *
 * <p>{@linkplain #ofAnswer Of an answer}: names are exact, numbers are exact, unknown members are
 * ignored, and a member without which the answer means nothing ({@code required…}) must be there.
 * Faults are {@link InvalidResultException}s.
 *
 * <p>Faults name the place and the rule and never quote the value.
 */
public final class Members {
  private static final JsonObject ABSENT = JsonObject.EMPTY;

  private final String method;
  private final String path;
  private final JsonObject object;
  private final Numbers numbers;

  private Members(String method, String path, JsonObject object, Numbers numbers) {
    this.method = method;
    this.path = path;
    this.object = object;
    this.numbers = numbers;
  }

  /**
   * The members of the params of a request.
   *
   * @throws InvalidParamsException if {@code params} is not an object, or holds a number too large
   *     for a 64-bit float anywhere
   */
  public static Members ofRequest(Method method, JsonValue params) {
    return of(method.wireName(), params, Numbers.FLOAT);
  }

  /**
   * The members of the params of an answer or notification.
   *
   * @throws InvalidResultException if {@code params} is not an object
   */
  public static Members ofAnswer(Method method, JsonValue params) {
    return of(method.wireName(), params, Numbers.EXACT);
  }

  private static Members of(String method, JsonValue params, Numbers numbers) {
    Members root = new Members(method, "", ABSENT, numbers);
    try {
      JsonValue value = params instanceof RawJson raw ? raw.parse() : params;
      if (!(value instanceof JsonObject object)) {
        throw root.fault("params", "must be an object");
      }
      if (numbers == Numbers.FLOAT && !Numbers.allFitFloats(object)) {
        throw root.fault("params", "must hold no number beyond a 64-bit float");
      }
      return new Members(method, "", object, numbers);
    } catch (JsonException e) {
      throw root.fault("params", "must keep the limits: " + e.getMessage());
    }
  }

  /** True if the member is there and not {@code null}. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /** The member, or null if it is missing or {@code null}. */
  public @Nullable JsonValue find(String name) {
    JsonValue value = numbers == Numbers.FLOAT ? FoldedNames.find(object, name) : object.get(name);
    return value == JsonNull.NULL ? null : value;
  }

  /** A text; empty if it is missing. */
  public String text(String name) {
    String text = optionalText(name);
    return text == null ? "" : text;
  }

  /** A text; null if it is missing. */
  public @Nullable String optionalText(String name) {
    return switch (find(name)) {
      case null -> null;
      case JsonString string -> string.value();
      default -> throw fault(name, "must be text");
    };
  }

  /** A text that must be there. */
  public String requiredText(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw fault(name, "is missing");
    }
    return text;
  }

  /** An unsigned integer of up to 63 bits; 0 if it is missing. */
  public long unsigned(String name) {
    Long value = optionalUnsigned(name);
    return value == null ? 0 : value;
  }

  /** An unsigned integer of up to 63 bits; null if it is missing. */
  public @Nullable Long optionalUnsigned(String name) {
    JsonValue value = find(name);
    return value == null ? null : integer(name, value, false);
  }

  /** An unsigned integer of up to 63 bits that must be there. */
  public long requiredUnsigned(String name) {
    Long value = optionalUnsigned(name);
    if (value == null) {
      throw fault(name, "is missing");
    }
    return value;
  }

  /** True or false; false if it is missing. */
  public boolean bool(String name) {
    return switch (find(name)) {
      case null -> false;
      case JsonBoolean bool -> bool.value();
      default -> throw fault(name, "must be true or false");
    };
  }

  /** A decimal amount, text or number (clearnode-0.x 7.1); 0 if it is missing. */
  public Amount amount(String name) {
    return switch (find(name)) {
      case null -> Amount.ZERO;
      case JsonString string -> parsed(name, string.value(), Amount::parse, "a decimal amount");
      case JsonNumber number -> parsed(name, number.text(), numbers::amount, "a decimal amount");
      default -> throw fault(name, "must be a decimal amount");
    };
  }

  /** An integer amount of raw token units, text or number; null if it is missing. */
  public @Nullable BigInteger optionalUnits(String name) {
    if (!has(name)) {
      return null;
    }
    try {
      return amount(name).toBigDecimal().toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw fault(name, "must be a whole number");
    }
  }

  /** An address that must be there. */
  public Address address(String name) {
    return parsed(name, requiredText(name), Address::parse, "an address");
  }

  /** An address; null if it is missing or the empty text. */
  public @Nullable Address optionalAddress(String name) {
    return text(name).isEmpty() ? null : address(name);
  }

  /** An app session id that must be there. */
  public SessionId sessionId(String name) {
    return parsed(name, requiredText(name), SessionId::parse, "an app session id");
  }

  /** A 32-byte hash that must be there. */
  public Hash32 hash(String name) {
    return parsed(name, requiredText(name), Hash32::parse, "0x and 64 hex digits");
  }

  /** An RFC 3339 time; null if it is missing or the empty text. */
  public @Nullable Instant time(String name) {
    String text = text(name);
    return text.isEmpty() ? null : WireTime.read(text).orElseThrow(() -> notTime(name));
  }

  /** An RFC 3339 time that must be there. */
  public Instant requiredTime(String name) {
    return WireTime.read(requiredText(name)).orElseThrow(() -> notTime(name));
  }

  /** A list of texts; empty if it is missing. */
  public List<String> texts(String name) {
    return items(name, (place, value) -> textItem(place, value));
  }

  /** A list of addresses; empty if it is missing. */
  public List<Address> addresses(String name) {
    return items(
        name,
        (place, value) -> parsed(place, textItem(place, value), Address::parse, "an address"));
  }

  /** {@code 0x} and hex digits of whole bytes, which must be there. */
  public String hex(String name) {
    String text = requiredText(name);
    if (!Signatures.isHex(text)) {
      throw fault(name, "must be 0x and hex digits");
    }
    return text;
  }

  /** A list of signed integers of up to 64 bits; empty if it is missing. */
  public List<Long> integers(String name) {
    return items(name, (place, value) -> value == JsonNull.NULL ? 0L : integer(place, value, true));
  }

  /** A list of objects, each read by {@code reader}; empty if it is missing. */
  public <T> List<T> list(String name, Function<Members, T> reader) {
    return items(name, (place, value) -> reader.apply(inner(place, value)));
  }

  /** A list of objects that must be there, but may be {@code null} for an empty one. */
  public <T> List<T> requiredList(String name, Function<Members, T> reader) {
    if (numbers == Numbers.EXACT && object.get(name) == null) {
      throw fault(name, "is missing");
    }
    return list(name, reader);
  }

  /** An object inside this one; one without members if it is missing. */
  public Members object(String name) {
    JsonValue value = find(name);
    return value == null ? new Members(method, place(name), ABSENT, numbers) : inner(name, value);
  }

  /** An object inside this one; null if it is missing. */
  public @Nullable Members optionalObject(String name) {
    return has(name) ? object(name) : null;
  }

  /**
   * A fault of one member, as this kind of params reports it.
   *
   * @param name the member
   * @param rule what is asked for, for example {@code "must not be negative"}
   */
  public ProtocolException fault(String name, String rule) {
    return numbers == Numbers.FLOAT
        ? new InvalidParamsException(method, place(name), rule)
        : new InvalidResultException(method, place(name), rule);
  }

  /** Reads one text member as something that has a form of its own. */
  private <T> T parsed(String name, String text, Function<String, T> parser, String form) {
    try {
      return parser.apply(text);
    } catch (ProtocolException e) {
      throw fault(name, "must be " + form);
    }
  }

  private String textItem(String place, JsonValue value) {
    if (value instanceof JsonString string) {
      return string.value();
    }
    if (value == JsonNull.NULL && numbers == Numbers.FLOAT) {
      return "";
    }
    throw fault(place, "must be text");
  }

  private long integer(String name, JsonValue value, boolean signed) {
    if (!(value instanceof JsonNumber number)) {
      throw fault(name, "must be a number, not a " + value.kind().word());
    }
    return numbers
        .integer(number, signed)
        .orElseThrow(
            () ->
                fault(name, "must be " + (signed ? "an integer" : "an integer from 0 to 2^63-1")));
  }

  private <T> List<T> items(String name, ItemReader<T> reader) {
    JsonValue value = find(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw fault(name, "must be a list");
    }
    List<T> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      items.add(reader.read(name + "[" + i + "]", array.get(i)));
    }
    return List.copyOf(items);
  }

  private Members inner(String name, JsonValue value) {
    if (value instanceof JsonObject inner) {
      return new Members(method, place(name), inner, numbers);
    }
    if (value.kind() == JsonKind.NULL && numbers == Numbers.FLOAT) {
      return new Members(method, place(name), ABSENT, numbers);
    }
    throw fault(name, "must be an object");
  }

  private ProtocolException notTime(String name) {
    return fault(name, "must be an RFC 3339 time");
  }

  private String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private interface ItemReader<T> {
    T read(String place, JsonValue value);
  }
}
