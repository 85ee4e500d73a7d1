package dev.croupier.protocol.v0;

import dev.croupier.protocol.json.JsonCursor;
import dev.croupier.protocol.json.JsonKind;
import dev.croupier.protocol.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code sig} member of a frame: a list of hex texts, whose lengths are not judged here. */
final class Signatures {
  private Signatures() {}

  /** Consumes the value; null if it is not a list of hex texts. */
  static @Nullable List<String> take(JsonCursor cursor) {
    if (cursor.kind() != JsonKind.ARRAY) {
      return cursor.takeRaw().kind() == JsonKind.NULL ? List.of() : null;
    }
    List<String> texts = new ArrayList<>();
    boolean allHex = true;
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (cursor.kind() == JsonKind.STRING) {
        String text = cursor.takeString();
        allHex &= isHex(text);
        texts.add(text);
      } else {
        cursor.takeRaw();
        allHex = false;
      }
    }
    return allHex ? List.copyOf(texts) : null;
  }

  static void write(List<String> texts, StringBuilder out) {
    out.append("\"sig\":[");
    for (int i = 0; i < texts.size(); i++) {
      out.append(i == 0 ? "" : ",").append(JsonText.quoted(texts.get(i)));
    }
    out.append(']');
  }

  static boolean isHex(String text) {
    if (text.length() % 2 != 0 || !text.startsWith("0x")) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
