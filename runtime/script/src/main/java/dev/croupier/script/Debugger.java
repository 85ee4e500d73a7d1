package dev.croupier.script;

import dev.croupier.app.CroupierException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;

/**
 * Where a debugger that speaks Chrome's protocol finds an engine's scripts. It listens on the
 * loopback interface only; whoever knows the address may do with the scripts what their authors
 * may, so it has a secret in it.
 *
 * @param address for the debugger, a {@code ws:} URL
 */
public record Debugger(URI address) {
  private static final int SECRET_BYTES = 16;
  private static final Pattern LISTENING = Pattern.compile("listening on (ws://\\S+)");

  /** An engine and the debugger's way in. */
  record Opened(Engine engine, Debugger debugger) {}

  /**
   * @return what to open in Chrome
   */
  public String devtools() {
    return "devtools://devtools/bundled/js_app.html?ws="
        + address.getAuthority()
        + address.getPath();
  }

  static Opened open(Engine.Builder builder, int port) {
    requireFree(port);
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    // What the debugger says of itself is for people; the address is in it.
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Engine engine;
    try {
      engine =
          builder
              .option("inspect", Integer.toString(port))
              .option("inspect.Path", HexFormat.of().formatHex(secret))
              .option("inspect.Suspend", "false")
              .err(said)
              .build();
    } catch (PolyglotException | IllegalArgumentException e) {
      throw new DebuggerException(port, String.valueOf(e.getMessage()), e);
    }
    Matcher listening = LISTENING.matcher(said.toString(StandardCharsets.UTF_8));
    if (!listening.find()) {
      engine.close(true);
      throw new DebuggerException(port, said.toString(StandardCharsets.UTF_8).strip());
    }
    return new Opened(engine, new Debugger(URI.create(listening.group(1))));
  }

  /** On a port that is taken the engine's own server waits for ever. */
  private static void requireFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException | IllegalArgumentException e) {
      throw new DebuggerException(port, String.valueOf(e.getMessage()), e);
    }
  }

  /** No debugger can connect. */
  public static final class DebuggerException extends CroupierException {
    private static final long serialVersionUID = 1L;

    DebuggerException(int port, String reason) {
      super(text(port, reason));
    }

    DebuggerException(int port, String reason, Throwable cause) {
      super(text(port, reason), cause);
    }

    private static String text(int port, String reason) {
      return "the debugger cannot listen on 127.0.0.1:" + port + ": " + reason;
    }
  }
}
