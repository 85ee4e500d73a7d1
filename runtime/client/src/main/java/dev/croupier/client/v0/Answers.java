package dev.croupier.client.v0;

import dev.croupier.client.NodeException;
import dev.croupier.protocol.ProtocolException;
import dev.croupier.protocol.v0.ResponsePayload;
import java.util.function.Function;

/** Reads answers into typed values. */
final class Answers {
  private Answers() {}

  /**
   * @throws NodeException.UnusableFrame if the answer does not have its method's form
   */
  static <T> T read(ResponsePayload answer, Function<ResponsePayload, T> reader) {
    try {
      return reader.apply(answer);
    } catch (ProtocolException e) {
      throw new NodeException.UnusableFrame(e);
    }
  }
}
