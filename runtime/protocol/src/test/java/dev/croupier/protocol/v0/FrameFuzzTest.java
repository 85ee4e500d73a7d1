package dev.croupier.protocol.v0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.Vectors;
import dev.croupier.protocol.json.GoJson;
import dev.croupier.protocol.json.JsonReader;
import dev.croupier.protocol.json.JsonText;
import dev.croupier.protocol.json.JsonValue;
import dev.croupier.protocol.v0.session.AppSessionUpdate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever arrives, readers end, and end with a value or an error of their own family. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FrameFuzzTest {
  private static final String[] PIECES = {
    "null",
    "{}",
    "[]",
    "[[",
    "{\"",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "-",
    "0",
    "1e999",
    "1.5",
    "-1",
    "18446744073709551616",
    "true",
    ",",
    ":",
    "}",
    "]",
    "\u0000",
    "\ud83d",
    "é",
    "\ufeff",
    " ",
    "\"sig\":[",
    "\"0x\"",
    "\"req\":null",
    "1e-999999999",
    "9".repeat(500)
  };

  private final long seed = Long.getLong("seed", 8_241_977L);
  private final Random random = new Random(seed);

  @Test
  void mutatedFrames_neverBreakTheReaders() {
    List<String> frames = frames();
    assertThat(frames).isNotEmpty();
    int refused = 0;
    for (int round = 0; round < 10_000; round++) {
      String frame = mutated(frames.get(random.nextInt(frames.size())));
      refused += readsOrRefuses(frame) ? 0 : 1;
    }
    assertThat(refused).as("refused, seed %s", seed).isBetween(100, 10_000);
  }

  @Test
  void truncatedFrames_areAlwaysRefused() {
    for (String frame : frames()) {
      int length = random.nextInt(frame.length());
      assertThat(readsOrRefuses(frame.substring(0, length)))
          .as("%s of %s, seed %s", length, frame, seed)
          .isFalse();
    }
  }

  @Test
  void randomBytes_neverBreakTheReaders() {
    for (int round = 0; round < 10_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      try {
        readsOrRefuses(JsonReader.text(bytes));
      } catch (ProtocolException expected) {
        assertThat(expected.getMessage()).isNotNull();
      }
    }
  }

  @Test
  void mutatedParams_neverBreakTheTypedReaders() {
    List<String> frames = frames();
    int read = 0;
    for (int round = 0; round < 10_000; round++) {
      String frame = mutatedParams(frames.get(random.nextInt(frames.size())));
      read += readsOrRefuses(frame) ? 1 : 0;
    }
    assertThat(read).as("read, seed %s", seed).isGreaterThan(100);
  }

  private boolean readsOrRefuses(String frame) {
    try {
      boolean isRequest = frame.contains("\"req\"");
      if (isRequest) {
        readRequest(frame);
      } else {
        readResponse(frame);
      }
      return true;
    } catch (ProtocolException expected) {
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed + ", frame " + frame, e);
    }
  }

  private static void readRequest(String text) {
    RequestFrame frame = RequestFrame.read(text);
    assertThat(text).contains(frame.payload().text());
    frame.digest();
    JsonText.write(frame.payload().params());
    if (Method.of(frame.payload().method()).isPresent()) {
      RequestParams params = Frames.typedParams(frame);
      RequestPayload.of(frame.payload().requestId(), params, frame.payload().timestampMs());
    }
    frame.signatures();
  }

  private static void readResponse(String text) {
    ResponseFrame frame = ResponseFrame.read(text);
    assertThat(text).contains(frame.payload().text());
    frame.digest();
    Method method = Method.of(frame.payload().method()).orElse(Method.PING);
    if (method == Method.AUTH_REQUEST
        || method == Method.PING
        || method == Method.CLEANUP_SESSION_KEY_CACHE) {
      return;
    }
    JsonValue rewritten =
        Frames.rewritten(frame.payload(), ServerVersion.S0_5, AppSessionUpdate.Layout.UNION);
    GoJson.write(rewritten);
    frame.signatures();
  }

  private String mutated(String frame) {
    StringBuilder text = new StringBuilder(frame);
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutate(text, 0, text.length());
    }
    return text.toString();
  }

  /** Changes a value somewhere inside the params, so that the envelope mostly stays whole. */
  private String mutatedParams(String frame) {
    int from = frame.indexOf('{', 2);
    int to = frame.lastIndexOf("\"sig\"");
    StringBuilder text = new StringBuilder(frame);
    if (from > 0 && from < to) {
      int colon = frame.indexOf(':', from + random.nextInt(to - from));
      int end = colon < 0 ? -1 : end(frame, colon + 1);
      if (end > 0 && end < to) {
        text.replace(colon + 1, end, value());
      }
    }
    return text.toString();
  }

  private static int end(String text, int from) {
    int i = from;
    if (text.charAt(i) == '"') {
      return text.indexOf('"', i + 1) + 1;
    }
    while (i < text.length() && ",]}".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private String value() {
    String[] values = {
      "null",
      "0",
      "-1",
      "1.5",
      "1e400",
      "1e20",
      "\"\"",
      "\"x\"",
      "true",
      "[]",
      "{}",
      "[null]",
      "[{}]",
      "\"0x00\"",
      "\"1e1000000000\"",
      "\"2025-13-40T00:00:00Z\"",
      "9007199254740993"
    };
    return values[random.nextInt(values.length)];
  }

  private void mutate(StringBuilder text, int from, int to) {
    if (to <= from) {
      text.append('x');
      return;
    }
    int at = from + random.nextInt(to - from);
    switch (random.nextInt(5)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.setCharAt(at, (char) random.nextInt(128));
      case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
      case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
      default ->
          text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
    }
  }

  private static List<String> frames() {
    return Stream.of(
            Vectors.cases("v0-server-frames").map(vector -> vector.input().get("frame").asString()),
            Vectors.cases("v0-request-signing")
                .map(vector -> vector.expected().get("frame").asString()),
            Vectors.cases("v0-session-walkthrough")
                .map(vector -> vector.expected().get("frame").asString()))
        .flatMap(frames -> frames)
        .map(frame -> new String(frame.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .toList();
  }
}
