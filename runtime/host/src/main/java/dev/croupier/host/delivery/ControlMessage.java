package dev.croupier.host.delivery;

import dev.croupier.protocol.Address;
import dev.croupier.protocol.Allocation;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Croupier seats tell each other about the messages of a session and about its end. Sent as
 * messages of reserved types, outside the order of the others; apps never see them. Their data: the
 * {@code croupier.*} files in {@code schemas}.
 */
public sealed interface ControlMessage {

  /** How the types of all control messages begin; apps cannot use such types. */
  String RESERVED = "croupier.";

  /** The type of a {@link Resume}. */
  String RESUME = "croupier.resume";

  /** The type of a {@link Resend}. */
  String RESEND = "croupier.resend";

  /** The type of a {@link CloseNotice} of a close that is about to be sent. */
  String CLOSING = "croupier.closing";

  /** The type of a {@link CloseNotice} of a close that the node has confirmed. */
  String CLOSED = "croupier.closed";

  /**
   * @return the message type it is sent under
   */
  String type();

  /** What is about messages. */
  sealed interface Traffic extends ControlMessage {

    /**
     * @return up to which number its sender has the messages of others
     */
    Map<Address, Long> after();

    /**
     * @return the number of its sender's latest message that the relay has taken, 0 if there is
     *     none
     */
    long last();
  }

  /**
   * "I am closing this session", or "I have closed it". Proves nothing: whoever hears it asks the
   * node.
   *
   * @param done whether the node has confirmed it
   * @param version the version the close has or will have
   * @param allocations who gets what
   */
  record CloseNotice(boolean done, long version, List<Allocation> allocations)
      implements ControlMessage {
    /** Copies the list. */
    public CloseNotice {
      allocations = List.copyOf(allocations);
    }

    @Override
    public String type() {
      return done ? CLOSED : CLOSING;
    }
  }

  /**
   * "Send me what I have missed." Everybody named answers.
   *
   * @param after up to which number the sender has the messages of others, 0 for none
   * @param last the number of the sender's latest message
   */
  record Resume(Map<Address, Long> after, long last) implements Traffic {
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
      implements Traffic {
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
