package dev.croupier.host.delivery;

import dev.croupier.protocol.Address;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Croupier seats tell each other about the messages of a session. Sent as messages of reserved
 * types, outside the order of the others; apps never see them ({@code
 * schemas/croupier.resume.schema.json}, {@code schemas/croupier.resend.schema.json}).
 */
public sealed interface ControlMessage {

  /** How the types of all control messages begin; apps cannot use such types. */
  String RESERVED = "croupier.";

  /** The type of a {@link Resume}. */
  String RESUME = "croupier.resume";

  /** The type of a {@link Resend}. */
  String RESEND = "croupier.resend";

  /**
   * @return the message type it is sent under
   */
  String type();

  /**
   * @return up to which number its sender has the messages of others
   */
  Map<Address, Long> after();

  /**
   * @return the number of its sender's latest message that the relay has taken, 0 if there is none
   */
  long last();

  /**
   * "Send me what I have missed." Everybody named answers.
   *
   * @param after up to which number the sender has the messages of others, 0 for none
   * @param last the number of the sender's latest message
   */
  record Resume(Map<Address, Long> after, long last) implements ControlMessage {
    /** Copies the map. */
    public Resume {
      after = Map.copyOf(after);
    }

    @Override
    public String type() {
      return RESUME;
    }
  }

  /**
   * "This is what I have sent." Complete from one number to another: what is not in it and not told
   * as lost was refused by the relay and does not count.
   *
   * @param from the number above which it is complete
   * @param upTo the number up to which it is complete
   * @param messages the messages, in order
   * @param lost the number up to which messages are kept no more, where it is above {@code from}
   * @param after as in {@link Resume}
   * @param last the number of the sender's latest message; above {@code upTo} if there is more
   */
  record Resend(
      long from,
      long upTo,
      List<Signed> messages,
      OptionalLong lost,
      Map<Address, Long> after,
      long last)
      implements ControlMessage {
    /** Copies the collections. */
    public Resend {
      messages = List.copyOf(messages);
      after = Map.copyOf(after);
    }

    @Override
    public String type() {
      return RESEND;
    }
  }

  /**
   * A message as its sender signed it.
   *
   * @param req the exact text
   * @param sig the signature over it
   */
  record Signed(String req, String sig) {}
}
