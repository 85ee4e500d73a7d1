package dev.croupier.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.script.types.AppTypes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The declarations of the host name exactly what a script finds. */
class HostTypesTest {

  /** What the language has, of which the compiler knows by itself. */
  private static final Set<String> LANGUAGE =
      Set.of(
          ("AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView"
                  + " Date Error EvalError Float16Array Float32Array Float64Array Function Infinity"
                  + " Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object"
                  + " Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol"
                  + " SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array"
                  + " Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent encodeURI"
                  + " encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt"
                  + " undefined unescape AsyncIterator SuppressedError DisposableStack"
                  + " AsyncDisposableStack")
              .split(" "));

  private static final Pattern GLOBAL =
      Pattern.compile("^declare (?:const|function|class) (\\w+)", Pattern.MULTILINE);

  private static final Pattern MEMBER =
      Pattern.compile("^ {4}(?:readonly )?(\\w+)\\??(?=[:(<])", Pattern.MULTILINE);

  @TempDir Path base;

  private final String declarations = AppTypes.host("1.2.3");

  @Test
  void declarations_beginWithTheVersion() {
    assertThat(declarations).startsWith("// Croupier 1.2.3.");
  }

  @Test
  void globals_areThoseOfThePrelude() {
    Set<String> found = new TreeSet<>(names("Object.getOwnPropertyNames(globalThis)"));
    found.removeAll(LANGUAGE);

    assertThat(found).isEqualTo(matches(GLOBAL, declarations));
  }

  @Test
  void members_areThoseOfThePrelude() {
    assertThat(names("Object.getOwnPropertyNames(client)")).isEqualTo(members("Client"));
    assertThat(names("Object.getOwnPropertyNames(crypto)")).isEqualTo(members("Crypto"));
    assertThat(names("Object.getOwnPropertyNames(chance)")).isEqualTo(members("Chance"));
    assertThat(names("Object.getOwnPropertyNames(console)")).isEqualTo(members("Console"));
    assertThat(
            names(
                "Object.getOwnPropertyNames(Object.getPrototypeOf(session))"
                    + ".filter((name) => name !== 'constructor')"))
        .isEqualTo(members("Session<State = any, Messages = AppMessages>"));
  }

  @Test
  void values_haveTheDeclaredMembers() {
    assertThat(names("Object.keys(session.definition)")).isEqualTo(members("SessionTerms"));
    assertThat(names("Object.keys(session.allocations[0])")).isEqualTo(members("Allocation"));
    Set<String> request = new TreeSet<>(members("SessionRequest extends SessionTerms"));
    request.addAll(members("SessionTerms"));
    assertThat(
            names(
                "Object.keys(client.prepareSession({participants: [client.address],"
                    + " allocations: [], sessionData: 'x'}))"))
        .isEqualTo(request);
  }

  private Set<String> members(String type) {
    int start = declarations.indexOf("  interface " + type + " {");
    assertThat(start).as("interface " + type).isNotNegative();
    String body = declarations.substring(start, declarations.indexOf("\n  }\n", start));
    return matches(MEMBER, body);
  }

  private static Set<String> matches(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The names an expression gives inside a handler. */
  private Set<String> names(String expression) {
    try (ScriptEngine engine = new ScriptEngine(ScriptFolder.PATIENT);
        ScriptFolder script = new ScriptFolder(base, engine)) {
      script.start(
          "export const onAppMessage = (type, id, data, session) =>\n  console.log("
              + expression
              + ".join(' '));");
      String names = ScriptFolder.logs(script.message("ping", "{}")).getFirst();
      return Stream.of(names.split(" ")).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void handlers_areDeclared() {
    Set<String> handlers =
        names("Object.getOwnPropertyNames(client)").stream()
            .filter(name -> name.startsWith("on"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(matches(Pattern.compile("^  type (On\\w+)", Pattern.MULTILINE), declarations))
        .isEqualTo(
            Arrays.stream(handlers.toArray(String[]::new))
                .map(name -> "On" + name.substring(2))
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
