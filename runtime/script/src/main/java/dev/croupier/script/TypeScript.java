package dev.croupier.script;

import com.caoccao.javet.swc4j.Swc4j;
import com.caoccao.javet.swc4j.enums.Swc4jMediaType;
import com.caoccao.javet.swc4j.enums.Swc4jParseMode;
import com.caoccao.javet.swc4j.enums.Swc4jSourceMapOption;
import com.caoccao.javet.swc4j.exceptions.Swc4jCoreException;
import com.caoccao.javet.swc4j.options.Swc4jTranspileOptions;
import com.caoccao.javet.swc4j.outputs.Swc4jTranspileOutput;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes JavaScript of TypeScript by leaving the types out; nothing is type-checked. */
final class TypeScript {
  private static final Pattern PLACE = Pattern.compile("file://\\S+?:(\\d+):(\\d+)");

  private TypeScript() {}

  /** Loaded by the first TypeScript file, since its native library takes a third of a second. */
  private static final class Translator {
    static final Swc4j SWC = new Swc4j();
  }

  /**
   * @param path virtual path
   * @param written the TypeScript file
   * @return the file with its JavaScript
   * @throws TypeScriptException if it cannot be parsed, or nothing on this platform can
   */
  static ModuleText translate(Path path, byte[] written) {
    try {
      Swc4jTranspileOptions options =
          new Swc4jTranspileOptions()
              .setSpecifier(
                  URI.create("file:///" + path.getFileName().toString().replaceAll("[^\\w.-]", "_"))
                      .toURL())
              .setMediaType(Swc4jMediaType.TypeScript)
              .setParseMode(Swc4jParseMode.Module)
              .setInlineSources(true)
              .setVerbatimModuleSyntax(false)
              .setSourceMap(Swc4jSourceMapOption.Separate);
      Swc4j translator = Translator.SWC;
      String text = new String(written, StandardCharsets.UTF_8);
      Swc4jTranspileOutput output = NativePanics.leftOut(() -> translator.transpile(text, options));
      return new ModuleText(
          path,
          written,
          (output.getCode() + forDebuggers(path, output.getSourceMap()))
              .getBytes(StandardCharsets.UTF_8),
          SourceMap.parse(output.getSourceMap()));
    } catch (Swc4jCoreException e) {
      throw refused(path, String.valueOf(e.getMessage()), e);
    } catch (MalformedURLException e) {
      throw refused(path, "its name makes no URL", e);
    } catch (LinkageError | UnsupportedOperationException e) {
      throw new TypeScriptException(
          ModuleFiles.shown(path),
          "TypeScript cannot be translated on this platform; use JavaScript here",
          e);
    }
  }

  /** The last line, by which a debugger shows the author's text instead of the running one. */
  private static String forDebuggers(Path path, String sourceMap) {
    ObjectNode map = (ObjectNode) JsonMapper.shared().readTree(sourceMap);
    map.putArray("sources").add(String.valueOf(path.getFileName()));
    return "\n//# sourceMappingURL=data:application/json;base64,"
        + Base64.getEncoder().encodeToString(map.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static TypeScriptException refused(Path path, String message, Throwable cause) {
    Matcher place = PLACE.matcher(message);
    String shown = ModuleFiles.shown(path);
    String location = place.find() ? shown + ":" + place.group(1) + ":" + place.group(2) : shown;
    String first = message.lines().findFirst().orElse(message);
    return new TypeScriptException(
        location, "SyntaxError: " + first.replaceFirst(" at file://\\S+$", ""), cause);
  }
}
