package dev.croupier.host.carrier;

import dev.croupier.client.NodeException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One signed message as the free text of a state: {@code
 * {"croupier":"message/1","sig":"0x…","req":…}}, where {@code req} is the signed text to the
 * letter. Every part stands at a fixed place and there is no white space, so that the signed text
 * is cut out and not written again.
 *
 * @param signedText what the sender has signed; JSON
 * @param signature the sender's signature over it, {@code 0x} and 130 hex digits
 */
record CarriedText(String signedText, String signature) {

  private static final String MARK = "{\"croupier\":\"message/";
  private static final String START = MARK + "1\",\"sig\":\"";
  private static final String MIDDLE = "\",\"req\":";
  private static final String END = "}";
  private static final int SIGNATURE_CHARS = 132;
  private static final int TEXT_AT = START.length() + SIGNATURE_CHARS + MIDDLE.length();
  private static final Pattern SIGNATURE = Pattern.compile("0x[0-9a-fA-F]{130}");

  /** What stands around the signed text, in bytes. */
  static final int FRAME_BYTES = TEXT_AT + END.length();

  /** Whether a session's text is a message or meant to be one; all else belongs to others. */
  static boolean isMarked(String sessionData) {
    return sessionData.startsWith(MARK);
  }

  /**
   * @return the message, empty if the text belongs to somebody else
   * @throws NodeException.UnusableFrame if it is marked as a message and is none
   */
  static Optional<CarriedText> read(String sessionData) {
    if (!isMarked(sessionData)) {
      return Optional.empty();
    }
    if (!sessionData.startsWith(START)) {
      throw unusable("it is of another version than this host knows");
    }
    if (sessionData.length() <= FRAME_BYTES
        || !sessionData.startsWith(MIDDLE, TEXT_AT - MIDDLE.length())
        || !sessionData.endsWith(END)) {
      throw unusable("its parts are not where they should be");
    }
    String signature = sessionData.substring(START.length(), START.length() + SIGNATURE_CHARS);
    if (!SIGNATURE.matcher(signature).matches()) {
      throw unusable("its sig is no signature");
    }
    return Optional.of(
        new CarriedText(
            sessionData.substring(TEXT_AT, sessionData.length() - END.length()), signature));
  }

  private static NodeException unusable(String rule) {
    return new NodeException.UnusableFrame("a message in a state: " + rule);
  }

  String write() {
    return START + signature + MIDDLE + signedText + END;
  }
}
